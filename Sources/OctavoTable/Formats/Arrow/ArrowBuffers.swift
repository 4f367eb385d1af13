import CKernels

/// Buffers of an Arrow batch as storage of columns: the same memory where layout and alignment are the same, else a copy.
enum ArrowBuffers {
    /// `count` elements of the buffer itself; `nil` where it is not aligned for them. Throws where it is too short.
    private static func shared<Element: BitwiseCopyable & Sendable>(
        _ bytes: Buffer<UInt8>, _ count: Int, _: Element.Type
    ) throws -> Buffer<Element>? {
        let size = MemoryLayout<Element>.stride
        guard bytes.count / size >= count else { throw ColumnarFailure.damaged("a buffer is shorter than its column") }
        let start = unsafe UnsafeRawPointer(bytes.pointer)
        guard UInt(bitPattern: start) % UInt(MemoryLayout<Element>.alignment) == 0 else { return nil }
        // The buffer holds `count` elements and is aligned for them, and its memory is kept with it.
        return unsafe Buffer(memory: bytes.memory, pointer: start.assumingMemoryBound(to: Element.self), count: count)
    }

    private static func elements<Element: BitwiseCopyable & Sendable>(
        _ bytes: Buffer<UInt8>, _ count: Int, _ type: Element.Type
    ) throws -> Buffer<Element> {
        if let shared = try shared(bytes, count, type) { return shared }
        let copy = ScratchBuffer<Element>(max(count, 1))
        // `shared` found that the bytes hold `count` elements.
        unsafe UnsafeMutableRawPointer(copy.pointer).copyMemory(
            from: bytes.pointer, byteCount: count * MemoryLayout<Element>.stride)
        return copy.finish().slice(0..<count)
    }

    static func bits(_ bytes: Buffer<UInt8>, _ count: Int) throws -> Bitmap {
        guard bytes.count >= (count + 7) / 8 else { throw ColumnarFailure.damaged("a buffer is shorter than its column") }
        let wordCount = (count + 63) / 64
        if bytes.count / 8 >= wordCount, let words = try shared(bytes, wordCount, UInt64.self) {
            return Bitmap(words: words, count: count)
        }
        let copy = ScratchBuffer<UInt64>(wordCount + 1)
        unsafe copy.pointer.update(repeating: 0, count: wordCount + 1)
        // The bytes hold `count` bits, and there are words for them.
        unsafe octavo_copy_bits(bytes.pointer, copy.pointer, 0, count)
        return Bitmap(words: copy.finish(), count: count)
    }

    /// Whole numbers of any width as what they mean. Values of null rows mean nothing and are not looked at.
    static func integers(
        _ bytes: Buffer<UInt8>, _ count: Int, width: Int, isSigned: Bool, form: ValueForm, validity: Bitmap?
    ) throws -> Buffer<Int64> {
        var scaling = ValueForm.Scaling.none
        if case .integer(_, let given) = form { scaling = given }
        if width == 8, scaling == .none { return try elements(bytes, count, Int64.self) }
        guard bytes.count / width >= count else { throw ColumnarFailure.damaged("a buffer is shorter than its column") }
        let values = ScratchBuffer<Int64>(max(count, 1))
        // The bytes hold `count` numbers of `width` bytes, and there is room for as many.
        switch (width, isSigned) {
        case (1, true): unsafe octavo_widen_i8(bytes.pointer, values.pointer, count)
        case (1, false): unsafe octavo_widen_u8(bytes.pointer, values.pointer, count)
        case (2, true): unsafe octavo_widen_i16(bytes.pointer, values.pointer, count)
        case (2, false): unsafe octavo_widen_u16(bytes.pointer, values.pointer, count)
        case (4, true): unsafe octavo_widen_i32(bytes.pointer, values.pointer, count)
        case (4, false): unsafe octavo_widen_u32(bytes.pointer, values.pointer, count)
        default: unsafe UnsafeMutableRawPointer(values.pointer).copyMemory(from: bytes.pointer, byteCount: count * 8)
        }
        if scaling != .none, let validity {
            for row in 0..<count where !validity[row] { unsafe values.pointer[row] = 0 }
        }
        unsafe try scaling.apply(values.pointer, count: count, row: 0)
        return values.finish().slice(0..<count)
    }

    static func floats(_ bytes: Buffer<UInt8>, _ count: Int, width: Int) throws -> Buffer<Double> {
        if width == 8 { return try elements(bytes, count, Double.self) }
        guard bytes.count / width >= count else { throw ColumnarFailure.damaged("a buffer is shorter than its column") }
        let values = ScratchBuffer<Double>(max(count, 1))
        // As for whole numbers.
        if width == 4 {
            unsafe octavo_widen_f32(bytes.pointer, values.pointer, count)
        } else {
            unsafe octavo_widen_f16(bytes.pointer, values.pointer, count)
        }
        return values.finish().slice(0..<count)
    }

    // MARK: - Decimals

    static func decimals(
        _ bytes: Buffer<UInt8>, _ count: Int, width: Int, form: ValueForm, validity: Bitmap?
    ) throws -> Column.Storage {
        guard case .decimal(let scale) = form else { throw ColumnarFailure.damaged("decimal numbers have no scale") }
        let decimals = Decimals(scale: scale)
        let words = try wide(bytes, count, width: width, isSigned: true).enumerated().map { row, value in
            validity.map { $0[row] } ?? true ? try decimals.word(value, row: row) : 0
        }
        if scale == 0 { return .integers(Buffer(words.map { Int64(bitPattern: $0) })) }
        return .floats(Buffer(words.map { Double(bitPattern: $0) }))
    }

    /// Numbers as text with every digit.
    static func digits(
        _ bytes: Buffer<UInt8>, _ count: Int, width: Int, validity: Bitmap?, form: ValueForm
    ) throws -> Column {
        var decimals = Decimals(scale: 0)
        var isSigned = true
        if case .decimal(let scale) = form { decimals = Decimals(scale: scale) }
        if case .integer(_, .unsigned) = form { isSigned = false }
        let values = try wide(bytes, count, width: width, isSigned: isSigned)
        return Column(
            .text,
            values.enumerated().map { row, value in
                validity.map { $0[row] } ?? true ? .text(decimals.text(value)) : .null
            })
    }

    private static func wide(_ bytes: Buffer<UInt8>, _ count: Int, width: Int, isSigned: Bool) throws -> [Int128] {
        guard bytes.count / width >= count else { throw ColumnarFailure.damaged("a buffer is shorter than its column") }
        return (0..<count).map { row in
            // The bytes hold `count` numbers of `width` bytes, lowest byte first.
            let start = unsafe UnsafeRawPointer(bytes.pointer + row * width)
            switch width {
            case 4: return Int128(unsafe start.loadUnaligned(as: Int32.self))
            case 8 where isSigned: return Int128(unsafe start.loadUnaligned(as: Int64.self))
            case 8: return Int128(unsafe start.loadUnaligned(as: UInt64.self))
            default:
                let low = unsafe start.loadUnaligned(as: UInt64.self)
                let high = unsafe start.loadUnaligned(fromByteOffset: 8, as: Int64.self)
                return Int128(high) << 64 | Int128(low)
            }
        }
    }

    // MARK: - Offsets and texts

    static func listOffsets(_ bytes: Buffer<UInt8>, _ rows: Int, isLarge: Bool) throws -> Buffer<Int64> {
        // A column without rows may come without offsets.
        if rows == 0 { return Buffer([0]) }
        let offsets =
            isLarge
            ? try elements(bytes, rows + 1, Int64.self)
            : try integers(bytes, rows + 1, width: 4, isSigned: true, form: .integer(.int, .none), validity: nil)
        // There are `rows + 1` numbers.
        guard unsafe octavo_offsets_valid_64(offsets.pointer, rows, .max) else {
            throw ColumnarFailure.damaged("its lists overlap")
        }
        return offsets
    }

    static func texts(_ offsetBytes: Buffer<UInt8>, _ bytes: Buffer<UInt8>, _ rows: Int, isLarge: Bool) throws -> TextBuffer {
        if rows == 0 { return TextBuffer([String]()) }
        let offsets: Buffer<UInt32>
        if isLarge {
            let wide = try elements(offsetBytes, rows + 1, Int64.self)
            // There are `rows + 1` numbers, here and below.
            guard unsafe octavo_offsets_valid_64(wide.pointer, rows, Int64(bytes.count)) else {
                throw ColumnarFailure.damaged("its texts overlap or lie outside their buffer")
            }
            guard wide[rows] <= Int64(UInt32.max) else { throw TextAccumulator.tooLong }
            offsets = unsafe Buffer<UInt32>(count: rows + 1) { target in
                for index in 0...rows { unsafe target[index] = UInt32(wide[index]) }
            }
        } else {
            offsets = try elements(offsetBytes, rows + 1, UInt32.self)
            guard unsafe octavo_offsets_valid(offsets.pointer, rows, UInt64(bytes.count)) else {
                throw ColumnarFailure.damaged("its texts overlap or lie outside their buffer")
            }
        }
        let texts = TextBuffer(offsets: offsets, bytes: bytes)
        try texts.checkUTF8()
        return texts
    }

    static func fixed(_ bytes: Buffer<UInt8>, _ rows: Int, width: Int, _ validity: Bitmap?) throws -> TextBuffer {
        let accumulator = TextAccumulator(capacity: rows, expectedBytes: 0)
        guard bytes.count / width >= rows else { throw ColumnarFailure.damaged("a buffer is shorter than its column") }
        for row in 0..<rows {
            let isNull = validity.map { !$0[row] } ?? false
            let start = row * width
            try accumulator.appendFixed(
                bytes.slice(start..<(isNull ? start : start + width)), width: isNull ? 1 : width, count: isNull ? 0 : 1)
            if isNull { try accumulator.append("") }
        }
        let texts = accumulator.finish(validity: nil, rows: rows)
        try texts.checkUTF8()
        return texts
    }

    /// Texts of at most 12 bytes in their view, longer ones in one of the buffers.
    static func views(_ views: Buffer<UInt8>, _ buffers: [Buffer<UInt8>], _ rows: Int, validity: Bitmap?) throws -> TextBuffer {
        guard views.count / 16 >= rows else { throw ColumnarFailure.damaged("a buffer is shorter than its column") }
        var total = 0
        for row in 0..<rows where validity.map({ $0[row] }) ?? true {
            var cursor = ByteCursor(views, at: row * 16)
            total += Int(try cursor.number(UInt32.self))
        }
        // Many views may show the same bytes.
        let stored = ColumnarLimits(fileBytes: views.count + buffers.reduce(0) { $0 + $1.count })
        let accumulator = TextAccumulator(capacity: rows, expectedBytes: try stored.room(total, size: 1, for: "texts"))
        for row in 0..<rows {
            var cursor = ByteCursor(views, at: row * 16)
            let length = Int(try cursor.number(Int32.self))
            if validity.map({ !$0[row] }) ?? false {
                try accumulator.append("")
                continue
            }
            guard length >= 0 else { throw ColumnarFailure.damaged("a text has a length below zero") }
            let text: Buffer<UInt8>
            if length <= 12 {
                text = views.slice(row * 16 + 4..<row * 16 + 4 + length)
            } else {
                _ = try cursor.number(Int32.self)
                let (place, offset) = (Int(try cursor.number(Int32.self)), Int(try cursor.number(Int32.self)))
                guard place >= 0, place < buffers.count, offset >= 0, length <= buffers[place].count,
                    offset <= buffers[place].count - length
                else { throw ColumnarFailure.damaged("a text lies outside its buffer") }
                text = buffers[place].slice(offset..<offset + length)
            }
            if length == 0 { try accumulator.append("") } else { try accumulator.appendFixed(text, width: length, count: 1) }
        }
        let texts = accumulator.finish(validity: nil, rows: rows)
        try texts.checkUTF8()
        return texts
    }
}
