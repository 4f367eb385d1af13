import CKernels

/// Texts end to end, gathered from the pages of a file.
@safe final class TextAccumulator {
    // Owned: `bytes` has room for `used` bytes and `room` for more, `offsets` for `capacity + 1` numbers of which `count + 1` are set.
    private var bytes: BufferMemory
    private var room: Int
    private(set) var used = 0
    private let offsets: ScratchBuffer<UInt32>
    private let capacity: Int
    private(set) var count = 0

    /// For at most `capacity` texts.
    init(capacity: Int, expectedBytes: Int) {
        self.capacity = capacity
        room = expectedBytes
        bytes = BufferMemory(byteCount: expectedBytes)
        offsets = ScratchBuffer<UInt32>(capacity + 1)
        unsafe offsets.pointer[0] = 0
    }

    private var start: UnsafeMutablePointer<UInt8> {
        unsafe bytes.bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
    }

    /// Texts behind lengths of 32 bits, as they stand in plain pages.
    func appendPlain(_ source: Buffer<UInt8>, count added: Int) throws {
        try reserve(added, bytes: source.count)
        // `reserve` made room for `added` offsets and as many bytes as the source has, with 64 more behind them.
        let made = unsafe octavo_byte_arrays(source.pointer, source.count, offsets.pointer + count, start + used, added)
        guard made >= 0 else { throw ColumnarFailure.damaged("a page ends inside a text") }
        used += made
        count += added
    }

    /// Texts of `width` bytes each.
    func appendFixed(_ source: Buffer<UInt8>, width: Int, count added: Int) throws {
        guard source.count / width >= added else { throw ColumnarFailure.damaged("a page ends inside a value") }
        try reserve(added, bytes: added * width)
        // As above; the source has `added * width` bytes by the check before.
        unsafe (start + used).update(from: source.pointer, count: added * width)
        for index in 0..<added { unsafe offsets.pointer[count + index + 1] = UInt32(used + (index + 1) * width) }
        used += added * width
        count += added
    }

    /// Texts end to end whose lengths are given.
    func append(_ source: Buffer<UInt8>, lengths: ScratchBuffer<Int64>, count added: Int) throws {
        var total = 0
        for index in 0..<added {
            // The lengths are `added` numbers that a page's own decoder wrote.
            let length = unsafe lengths.pointer[index]
            guard length >= 0, length <= source.count - total else { throw ColumnarFailure.damaged("a page ends inside a text") }
            total += Int(length)
        }
        try reserve(added, bytes: total)
        unsafe (start + used).update(from: source.pointer, count: total)
        for index in 0..<added {
            unsafe used += Int(lengths.pointer[index])
            unsafe offsets.pointer[count + index + 1] = UInt32(used)
        }
        count += added
    }

    /// Texts that each begin with as many bytes of the one before as `prefixes` says; `suffixes` holds the rest of each.
    func append(prefixes: ScratchBuffer<Int64>, suffixes: TextBuffer) throws {
        let added = suffixes.count
        var total = 0
        var last = 0
        for index in 0..<added {
            // There is a prefix for every suffix.
            let prefix = unsafe prefixes.pointer[index]
            guard prefix >= 0, prefix <= last else {
                throw ColumnarFailure.damaged("a text repeats more than there is before it")
            }
            last = Int(prefix) + suffixes.range(index).count
            total += last
            guard total <= Int(UInt32.max) else { throw Self.tooLong }
        }
        // One long text, repeated and repeated, is a small page that unpacks to a large one.
        _ = try ColumnarLimits(fileBytes: suffixes.bytes.count + added).room(total, size: 1, for: "texts")
        try reserve(added, bytes: total)
        var before = used
        for index in 0..<added {
            let prefix = unsafe Int(prefixes.pointer[index])
            let from = used
            let suffix = unsafe suffixes.utf8(index)
            // `reserve` made room for the sum of both parts; the first lies at or before `from`, as was checked.
            unsafe (start + from).update(from: start + before, count: prefix)
            if let base = suffix.baseAddress { unsafe (start + from + prefix).update(from: base, count: suffix.count) }
            used += prefix + suffix.count
            unsafe offsets.pointer[count + index + 1] = UInt32(used)
            before = from
        }
        count += added
    }

    /// The texts of a dictionary that `codes`, all below its count, name.
    func append(_ dictionary: TextBuffer, codes: UnsafePointer<UInt32>, count added: Int) throws {
        var total = 0
        for index in 0..<added { unsafe total += dictionary.range(Int(codes[index])).count }
        // A run of one code repeats a text of any length.
        _ = try ColumnarLimits(fileBytes: dictionary.bytes.count + added).room(total, size: 1, for: "texts")
        try reserve(added, bytes: total)
        for index in 0..<added {
            let text = unsafe dictionary.utf8(Int(codes[index]))
            // `reserve` made room for the sum.
            if let base = text.baseAddress { unsafe (start + used).update(from: base, count: text.count) }
            used += text.count
            unsafe offsets.pointer[count + index + 1] = UInt32(used)
        }
        count += added
    }

    func append(_ text: String) throws {
        var text = text
        try text.withUTF8 { utf8 in
            try reserve(1, bytes: utf8.count)
            if let base = utf8.baseAddress { unsafe (start + used).update(from: base, count: utf8.count) }
            used += utf8.count
            count += 1
            unsafe offsets.pointer[count] = UInt32(used)
        }
    }

    func truncate(to count: Int) {
        precondition(count <= self.count, "fewer texts than are to be kept")
        self.count = count
    }

    /// The texts so far, and room for the rows of nulls between them: `rows` in all, those whose bit is set having a text.
    func finish(validity: Bitmap?, rows: Int) -> TextBuffer {
        if let validity {
            // The bitmap has `rows` bits of which `count` are set, and there is room for `capacity` rows, no fewer.
            precondition(validity.count == rows && rows <= capacity, "more rows than there is room for")
            unsafe octavo_spread_offsets(offsets.pointer, validity.words.pointer, validity.offset, rows, count)
        }
        return unsafe TextBuffer(
            offsets: offsets.finish().slice(0..<rows + 1),
            bytes: Buffer(memory: bytes, pointer: UnsafePointer(start), count: used))
    }

    private func reserve(_ added: Int, bytes more: Int) throws {
        guard added <= capacity - count else { throw ColumnarFailure.damaged("it holds more values than it says") }
        guard used + more <= Int(UInt32.max) else { throw Self.tooLong }
        guard used + more > room else { return }
        let larger = max(used + more, min(room * 2, Int(UInt32.max)))
        let memory = BufferMemory(byteCount: larger)
        // Both hold `used` bytes.
        unsafe memory.bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.bytes[..<used]))
        bytes = memory
        room = larger
    }

    static let tooLong = ColumnarFailure.unsupported(
        "a piece of it holds more than 4 GiB of text; write it in smaller row groups or batches")
}

extension TextBuffer {
    /// Throws for the first text that is not UTF-8.
    func checkUTF8() throws {
        // The offsets were written by a decoder, which kept them in order and within the bytes.
        if unsafe octavo_texts_valid(bytes.pointer, offsets.pointer, count) { return }
        let row = (0..<count).first { !isUTF8($0) }
        throw ColumnarFailure.value(
            row: row ?? 0, "holds bytes that are no UTF-8 text; there is no type for binary values",
            help: "`columns:` loads the other columns without it")
    }

    func isUTF8(_ row: Int) -> Bool {
        let text = unsafe utf8(row)
        return unsafe text.baseAddress.map { unsafe octavo_utf8_valid($0, text.count) } ?? true
    }

    /// Whether no text stands in it twice.
    var isDistinct: Bool {
        var size = 64
        while size < count * 2 { size *= 2 }
        let table = ScratchMemory<UInt32>(capacity: size)
        // The table has `size` places, a power of two of at least twice the number of texts.
        return unsafe octavo_texts_distinct(bytes.pointer, offsets.pointer, count, table.pointer, size - 1)
    }
}
