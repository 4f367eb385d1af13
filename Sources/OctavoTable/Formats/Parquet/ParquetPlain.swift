import CKernels
import OctavoSource

/// A leaf's values, none null, in Parquet's plain encoding.
struct ParquetPlain {
    private enum Values {
        case nulls
        case bools(Bitmap)
        /// `width` 4: days, which are known to fit.
        case words(Buffer<UInt64>, width: Int, isFloat: Bool)
        case texts(TextBuffer)
        case coded(Buffer<Int32>, TextBuffer)
    }

    let count: Int
    private let values: Values

    private init(_ values: Values, count: Int) {
        self.values = values
        self.count = count
    }

    init(_ column: Column, leaf: ParquetLeafLayout, path: String, firstRow: Int) throws {
        count = column.count
        switch column.storage {
        case .nulls, .lists, .records: values = .nulls
        case .bools(let bits): values = .bools(bits)
        case .texts(let texts): values = .texts(texts)
        case .dictionary(let codes, let texts): values = .coded(codes, texts)
        case .floats(let numbers):
            // The same bits as another type of eight bytes, in memory that goes with them; so below.
            let start = unsafe UnsafeRawPointer(numbers.pointer).assumingMemoryBound(to: UInt64.self)
            values = unsafe .words(Buffer(memory: numbers.memory, pointer: start, count: count), width: 8, isFloat: true)
        case .integers(let numbers):
            let start = unsafe UnsafeRawPointer(numbers.pointer).assumingMemoryBound(to: UInt64.self)
            if column.type == .date {
                for row in 0..<count where Int32(exactly: numbers[row]) == nil {
                    throw Diagnostic(
                        "value-out-of-range",
                        "cannot write `.\(DatumText.label(leaf.names[0]))` to `\(path)`: a date \(numbers[row]) days from 1970 does not fit Parquet's 32 bits",
                        help: ["write it as text"])
                }
            }
            values = unsafe .words(
                Buffer(memory: numbers.memory, pointer: start, count: count), width: column.type == .date ? 4 : 8, isFloat: false)
        }
    }

    /// About.
    var bytesPerValue: Int {
        switch values {
        case .nulls, .bools: 1
        case .words(_, let width, _): width
        case .texts(let texts): 4 + texts.byteCount / max(count, 1)
        case .coded: 4
        }
    }

    func bytes(_ range: Range<Int>) -> [UInt8] {
        switch values {
        case .nulls: return []
        case .bools(let bits):
            let part = bits.slice(range)
            let words = (0..<part.wordCount).flatMap { withLittleEndian(part.alignedWord($0)) }
            return Array(words.prefix((range.count + 7) / 8))
        case .words(let words, let width, _):
            if width == 4 { return range.flatMap { withLittleEndian(UInt32(truncatingIfNeeded: words[$0])) } }
            return unsafe Array(UnsafeRawBufferPointer(words.slice(range).elements))
        case .coded(let codes, let texts):
            return range.flatMap { row in
                let text = unsafe texts.utf8(Int(codes[row]))
                return unsafe withLittleEndian(UInt32(text.count)) + Array(text)
            }
        case .texts(let texts):
            let size = Int(texts.offsets[range.upperBound] - texts.offsets[range.lowerBound]) + 4 * range.count
            return unsafe Array(unsafeUninitializedCapacity: size) { target, used in
                // The sum of the texts' lengths, and four bytes each.
                if let base = target.baseAddress {
                    unsafe octavo_write_byte_arrays(
                        texts.bytes.pointer, texts.offsets.pointer + range.lowerBound, range.count, base)
                }
                used = size
            }
        }
    }

    // MARK: - Dictionaries

    /// The distinct values and a code for each value, where that is smaller.
    func dictionary() -> (values: ParquetPlain, codes: Buffer<UInt32>)? {
        guard count >= 16 else { return nil }
        let limit = min(ParquetColumnEncoder.dictionaryLimit, count / 4)
        switch values {
        case .nulls, .bools: return nil
        case .coded(let codes, let texts):
            guard texts.count <= count / 2, texts.count > 0 else { return nil }
            // Codes are never below zero.
            let start = unsafe UnsafeRawPointer(codes.pointer).assumingMemoryBound(to: UInt32.self)
            return unsafe (
                ParquetPlain(.texts(texts), count: texts.count), Buffer(memory: codes.memory, pointer: start, count: count)
            )
        case .texts(let texts): return dictionary(texts, limit)
        case .words(let words, let width, let isFloat):
            let codes = ScratchBuffer<UInt32>(count)
            let first = ScratchBuffer<UInt64>(limit)
            let (table, mask) = Self.table(limit)
            // Room as the loop asks for it.
            let distinct = unsafe octavo_dictionary_64(
                words.pointer, count, limit, codes.pointer, first.pointer, table.pointer, mask)
            guard distinct <= limit else { return nil }
            let values = first.finish().slice(0..<distinct)
            return (ParquetPlain(.words(values, width: width, isFloat: isFloat), count: distinct), codes.finish())
        }
    }

    private static func table(_ limit: Int) -> (ScratchMemory<UInt32>, mask: Int) {
        var size = 64
        while size < limit * 2 { size *= 2 }
        return (ScratchMemory<UInt32>(capacity: size), size - 1)
    }

    private func dictionary(_ texts: TextBuffer, _ limit: Int) -> (values: ParquetPlain, codes: Buffer<UInt32>)? {
        // A slice says its length in 29 bits.
        for row in 0..<count where texts.range(row).count > 1 << 20 { return nil }
        let slices = ScratchMemory<octavo_slice>(capacity: count)
        for row in 0..<count {
            let range = texts.range(row)
            // There is a slice a row.
            unsafe slices.pointer[row] = octavo_slice(offset: UInt32(range.lowerBound), length: UInt32(range.count))
        }
        var size = 256
        while size < limit * 2 { size *= 2 }
        let table = ScratchMemory<Int32>(capacity: size)
        let firsts = ScratchMemory<UInt32>(capacity: limit + 1)
        let codes = ScratchBuffer<Int32>(count)
        let distinct = unsafe octavo_dictionary(
            texts.bytes.pointer, slices.pointer, count, limit, codes.pointer, firsts.pointer, table.pointer, size - 1)
        guard distinct <= limit, distinct > 0 else { return nil }
        let accumulator = TextBuffer((0..<distinct).map { unsafe texts[Int(firsts.pointer[$0])] })
        let found = codes.finish()
        let start = unsafe UnsafeRawPointer(found.pointer).assumingMemoryBound(to: UInt32.self)
        return unsafe (
            ParquetPlain(.texts(accumulator), count: distinct), Buffer(memory: found.memory, pointer: start, count: count)
        )
    }

    // MARK: - Bounds

    /// Longer texts have no bounds: they would make the metadata large and skip little.
    private static let longestBound = 64

    /// The least and largest value as the statistics write them; `nil` where there is none or no order.
    func bounds(_ range: Range<Int>) -> (least: [UInt8], largest: [UInt8])? {
        guard !range.isEmpty else { return nil }
        switch values {
        case .nulls: return nil
        case .bools(let bits):
            let set = bits.slice(range).setCount
            return ([set == range.count ? 1 : 0], [set > 0 ? 1 : 0])
        case .words(let words, let width, let isFloat):
            if isFloat {
                var least = Double.infinity
                var largest = -Double.infinity
                var hasNumber = false
                for row in range {
                    let number = Double(bitPattern: words[row])
                    if number.isNaN { continue }
                    hasNumber = true
                    if number < least { least = number }
                    if number > largest { largest = number }
                }
                guard hasNumber else { return nil }
                // Zeros of both signs are equal; the bounds hold both.
                if least == 0 { least = -0.0 }
                if largest == 0 { largest = 0 }
                return (withLittleEndian(least.bitPattern), withLittleEndian(largest.bitPattern))
            }
            var least = Int64.max
            var largest = Int64.min
            for row in range {
                let number = Int64(bitPattern: words[row])
                least = min(least, number)
                largest = max(largest, number)
            }
            return (Array(withLittleEndian(least).prefix(width)), Array(withLittleEndian(largest).prefix(width)))
        case .texts(let texts): return Self.bounds(range.lazy.map { $0 }, texts)
        case .coded(let codes, let texts):
            return Self.bounds(Set(range.map { Int(codes[$0]) }).sorted(), texts)
        }
    }

    private static func bounds(_ rows: some Sequence<Int>, _ texts: TextBuffer) -> (least: [UInt8], largest: [UInt8])? {
        var least: Int?
        var largest: Int?
        func isBefore(_ one: Int, _ other: Int) -> Bool {
            unsafe texts.utf8(one).lexicographicallyPrecedes(texts.utf8(other))
        }
        for row in rows {
            if least.map({ isBefore(row, $0) }) ?? true { least = row }
            if largest.map({ isBefore($0, row) }) ?? true { largest = row }
        }
        guard let least, let largest, texts.range(least).count <= longestBound, texts.range(largest).count <= longestBound else {
            return nil
        }
        return unsafe (Array(texts.utf8(least)), Array(texts.utf8(largest)))
    }
}
