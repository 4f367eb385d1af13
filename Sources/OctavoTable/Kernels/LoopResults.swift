import CKernels
import OctavoSource

/// The columns that loops fill row by row. `value` gives a row's value or `nil` for null; what it throws is the row's failure.
/// Rows that `valid` leaves out are null and not asked for.
enum LoopResults {
    @inline(__always)
    static func integers(
        _ type: DataType, _ count: Int, _ valid: Bitmap?, _ failures: inout RowFailures, _ value: (Int) throws -> Int64?
    ) throws -> Column {
        var missing: [Int32] = []
        // Every row's place is written once.
        let values = unsafe try Buffer<Int64>(count: count) { target in
            try rows(count, valid, &missing, &failures, value) { row, number in unsafe target[row] = number ?? 0 }
        }
        return Column(type: type, count: count, validity: validity(count, valid, missing), storage: .integers(values))
    }

    @inline(__always)
    static func floats(
        _ count: Int, _ valid: Bitmap?, _ failures: inout RowFailures, _ value: (Int) throws -> Double?
    ) throws -> Column {
        var missing: [Int32] = []
        // As above.
        let values = unsafe try Buffer<Double>(count: count) { target in
            try rows(count, valid, &missing, &failures, value) { row, number in unsafe target[row] = number ?? 0 }
        }
        return Column(type: .float, count: count, validity: validity(count, valid, missing), storage: .floats(values))
    }

    @inline(__always)
    static func bools(
        _ count: Int, _ valid: Bitmap?, _ failures: inout RowFailures, _ value: (Int) throws -> Bool?
    ) throws -> Column {
        var missing: [Int32] = []
        let bytes = unsafe try Buffer<UInt8>(count: count) { target in
            try rows(count, valid, &missing, &failures, value) { row, bit in unsafe target[row] = bit ?? false ? 1 : 0 }
        }
        return Column(
            type: .bool, count: count, validity: validity(count, valid, missing), storage: .bools(Bitmap(bytes: bytes)))
    }

    /// `write` adds a row's text and gives false for null.
    @inline(__always)
    static func texts(
        _ count: Int, _ valid: Bitmap?, reserving bytes: Int, _ failures: inout RowFailures,
        _ write: (Int, inout TextWriter) throws -> Bool
    ) throws -> Column {
        var missing: [Int32] = []
        var writer = TextWriter(reservingRows: count, bytes: bytes)
        let bits = valid?.aligned
        for row in 0..<count {
            if bits.map({ $0[row] }) ?? true {
                var isText = false
                do {
                    isText = try write(row, &writer)
                } catch let diagnostic as Diagnostic {
                    try failures.record(row: row, diagnostic)
                }
                if !isText {
                    writer.discard()
                    missing.append(Int32(row))
                }
            }
            writer.end()
        }
        return Column(
            type: .text, count: count, validity: validity(count, valid, missing), storage: .texts(try writer.finish()))
    }

    /// The texts with those that `rewrite` tells as what they become, and null for those it drops, which the tally counts. Others are
    /// copied together, and where there are only others, nothing is. Rows that `valid` leaves out are not looked at.
    static func rewritten(
        _ texts: TextBuffer, _ valid: Bitmap?, _ tally: StepTally?, _ rewrite: ColumnLoop.TextRewrite
    ) throws -> Column {
        var writer = TextWriter(reservingRows: texts.count, bytes: texts.byteCount)
        var next = 0
        var missing: [Int32] = []
        for rows in stretches(texts.count, valid) {
            // `texts` keeps the memory while they are looked at.
            unsafe rewrite(rows, texts.bytes.lent.span, texts.offsets.lent.span) { row, text, rule in
                writer.append(texts, next..<row)
                if let rule {
                    missing.append(Int32(row))
                    // The text is there while it is told of.
                    tally?.add(rule, to: unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) })
                } else {
                    writer.append(text)
                }
                writer.end()
                next = row + 1
            }
        }
        let result: TextBuffer
        if next == 0 {
            result = texts
        } else {
            writer.append(texts, next..<texts.count)
            result = try writer.finish()
        }
        return Column(
            type: .text, count: texts.count, validity: validity(texts.count, valid, missing), storage: .texts(result))
    }

    /// One bit for each text that `search` tells.
    static func hits(_ texts: TextBuffer, _ valid: Bitmap?, _ search: ColumnLoop.TextSearch) -> Bitmap {
        var words = [UInt64](repeating: 0, count: (texts.count + 63) / 64)
        for rows in stretches(texts.count, valid) {
            // As above.
            unsafe search(rows, texts.bytes.lent.span, texts.offsets.lent.span) { row in
                words[row >> 6] |= 1 << UInt64(row & 63)
            }
        }
        return Bitmap(words: Buffer(words), count: texts.count)
    }

    /// The rows that are not null, those that follow each other together.
    private static func stretches(_ count: Int, _ valid: Bitmap?) -> [Range<Int>] {
        guard let valid else { return count > 0 ? [0..<count] : [] }
        var stretches: [Range<Int>] = []
        var row = 0
        while row < count {
            while row < count, !valid[row] { row += 1 }
            let start = row
            while row < count, valid[row] { row += 1 }
            if start < row { stretches.append(start..<row) }
        }
        return stretches
    }

    @inline(__always)
    private static func rows<Value>(
        _ count: Int, _ valid: Bitmap?, _ missing: inout [Int32], _ failures: inout RowFailures,
        _ value: (Int) throws -> Value?, _ put: (Int, Value?) -> Void
    ) throws {
        guard let valid else {
            for row in 0..<count { try one(row, &missing, &failures, value, put) }
            return
        }
        for row in 0..<count {
            if valid[row] { try one(row, &missing, &failures, value, put) } else { put(row, nil) }
        }
    }

    @inline(__always)
    private static func one<Value>(
        _ row: Int, _ missing: inout [Int32], _ failures: inout RowFailures, _ value: (Int) throws -> Value?,
        _ put: (Int, Value?) -> Void
    ) throws {
        var result: Value?
        do {
            result = try value(row)
        } catch let diagnostic as Diagnostic {
            try failures.record(row: row, diagnostic)
        }
        if result == nil { missing.append(Int32(row)) }
        put(row, result)
    }

    private static func validity(_ count: Int, _ valid: Bitmap?, _ missing: [Int32]) -> Bitmap? {
        if missing.isEmpty { return valid }
        var words = [UInt64](repeating: 0, count: (count + 63) / 64)
        for row in missing { words[Int(row) >> 6] |= 1 << UInt64(row & 63) }
        let dropped = Bitmap(words: Buffer(words), count: count)
        return (valid ?? Bitmap(repeating: true, count: count)).subtracting(dropped)
    }
}

extension Bitmap {
    /// Bits of bytes that are 0 or 1.
    init(bytes: Buffer<UInt8>) {
        // One word for every 64 bytes.
        let words = unsafe Buffer<UInt64>(count: (bytes.count + 63) / 64) {
            unsafe octavo_bytes_to_bits(bytes.pointer, $0.baseAddress, bytes.count)
        }
        self.init(words: words, count: bytes.count)
    }
}
