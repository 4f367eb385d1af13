/// Rows in a scratch file, in the same layout as in memory: reading them back turns bytes into columns without a look at them.
struct StoredChunk: Sendable {
    let count: Int
    let range: Range<Int>
    private let columns: [StoredColumn]

    init(_ chunk: Chunk, in file: any ScratchFile) throws {
        var layout = ColumnLayout()
        columns = try chunk.columns.map { try layout.add($0) }
        count = chunk.count
        let memory = layout.filled()
        let size = layout.size
        // The memory was made for as many bytes.
        let start = unsafe try file.append(UnsafeRawBufferPointer(rebasing: memory.bytes[..<size]))
        range = start..<start + size
    }

    /// The rows in memory of their own.
    func chunk(of file: any ScratchFile) throws -> Chunk { chunk(try file.contents(range)) }

    /// The rows as long as they are looked at.
    func mapped(of file: any ScratchFile) throws -> Chunk { chunk(try file.mapped(range)) }

    private func chunk(_ memory: BufferMemory) -> Chunk {
        Chunk(count: count, columns: columns.map { $0.column(memory) })
    }
}

/// Where the parts of one column lie, in bytes from its chunk's start.
private struct StoredColumn: Sendable {
    indirect enum Storage: Sendable {
        case nulls
        case bools(StoredBits)
        case integers(Int)
        case floats(Int)
        case texts(StoredTexts)
        case dictionary(codes: Int, values: StoredTexts)
        case lists(offsets: Int, items: StoredColumn)
        case records([StoredColumn])
    }

    let type: DataType
    let count: Int
    let validity: StoredBits?
    let storage: Storage

    func column(_ memory: BufferMemory) -> Column {
        let part: Column.Storage =
            switch storage {
            case .nulls: .nulls
            case .bools(let bits): .bools(bits.bitmap(memory))
            case .integers(let place): .integers(memory.buffer(at: place, count: count))
            case .floats(let place): .floats(memory.buffer(at: place, count: count))
            case .texts(let texts): .texts(texts.buffer(memory))
            case .dictionary(let codes, let values):
                .dictionary(codes: memory.buffer(at: codes, count: count), values: values.buffer(memory))
            case .lists(let offsets, let items):
                .lists(offsets: memory.buffer(at: offsets, count: count + 1), items: items.column(memory))
            case .records(let columns): .records(columns.map { $0.column(memory) })
            }
        return Column(type: type, count: count, validity: validity?.bitmap(memory), storage: part)
    }
}

private struct StoredBits: Sendable {
    let place: Int
    let count: Int

    func bitmap(_ memory: BufferMemory) -> Bitmap {
        Bitmap(words: memory.buffer(at: place, count: (count + 63) / 64), count: count)
    }
}

private struct StoredTexts: Sendable {
    let offsets: Int
    let bytes: Int
    let count: Int
    let byteCount: Int

    func buffer(_ memory: BufferMemory) -> TextBuffer {
        TextBuffer(offsets: memory.buffer(at: offsets, count: count + 1), bytes: memory.buffer(at: bytes, count: byteCount))
    }
}

extension BufferMemory {
    /// `count` elements from byte `place` on, which this memory holds by whoever laid them out.
    fileprivate func buffer<Element>(at place: Int, count: Int) -> Buffer<Element> {
        let size = count * MemoryLayout<Element>.stride
        precondition(unsafe place >= 0 && place + size <= bytes.count, "a part past the end of its memory")
        if count == 0 { return Buffer([]) }
        // Within the memory by the check above, and aligned, since every part begins at a multiple of 64 of a memory that does.
        let start = unsafe bytes.baseAddress.unsafelyUnwrapped + place
        return unsafe Buffer(
            memory: self, pointer: UnsafePointer(start.assumingMemoryBound(to: Element.self)), count: count)
    }
}

/// Gives the parts of columns their places one after the other, then copies them there.
private struct ColumnLayout {
    private(set) var size = 0
    private var parts: [(place: Int, bytes: Buffer<UInt8>)] = []

    mutating func add(_ column: Column) throws -> StoredColumn {
        let storage: StoredColumn.Storage
        switch column.storage {
        case .nulls: storage = .nulls
        case .bools(let bits): storage = .bools(add(bits))
        case .integers(let values): storage = .integers(add(values))
        case .floats(let values): storage = .floats(add(values))
        case .texts(let texts): storage = .texts(add(texts))
        case .dictionary(let codes, let values):
            // Distinct values that many chunks share would be written with every one of them.
            if values.count > column.count {
                storage = .texts(add(try column.plainTexts()))
            } else {
                storage = .dictionary(codes: add(codes), values: add(values))
            }
        case .lists(let offsets, let items):
            let range = Int(offsets[0])..<Int(offsets[column.count])
            storage = .lists(offsets: add(offsets.rebased), items: try add(items.slice(range)))
        case .records(let columns): storage = .records(try columns.map { try add($0) })
        }
        return StoredColumn(
            type: column.type, count: column.count, validity: column.validity.map { add($0) }, storage: storage)
    }

    /// All parts in their places.
    func filled() -> BufferMemory {
        let memory = BufferMemory(byteCount: size)
        for (place, bytes) in parts {
            // Every part was given a stretch of its own, as long as it is.
            unsafe UnsafeMutableRawBufferPointer(rebasing: memory.bytes[place..<place + bytes.count]).copyMemory(
                from: UnsafeRawBufferPointer(bytes.elements))
        }
        return memory
    }

    private mutating func add(_ bits: Bitmap) -> StoredBits { StoredBits(place: add(bits.aligned.words), count: bits.count) }

    private mutating func add(_ texts: TextBuffer) -> StoredTexts {
        let range = Int(texts.offsets[0])..<Int(texts.offsets[texts.count])
        return StoredTexts(
            offsets: add(texts.offsets.rebased), bytes: add(texts.bytes.slice(range)), count: texts.count, byteCount: range.count)
    }

    private mutating func add<Element>(_ buffer: Buffer<Element>) -> Int {
        let place = size
        size += (buffer.byteCount + 63) / 64 * 64
        if buffer.count > 0 { parts.append((place, buffer.asBytes)) }
        return place
    }
}

extension Buffer {
    /// The same memory.
    fileprivate var asBytes: Buffer<UInt8> {
        // As many bytes as the elements take, in memory that the new buffer keeps too.
        unsafe Buffer<UInt8>(
            memory: memory, pointer: UnsafeRawPointer(pointer).assumingMemoryBound(to: UInt8.self), count: byteCount)
    }
}

extension Buffer where Element: FixedWidthInteger {
    /// The same distances from zero on; a slice's offsets start anywhere.
    fileprivate var rebased: Buffer {
        let first = self[0]
        if first == 0 { return self }
        // Both buffers have `count` elements.
        return unsafe Buffer(count: count) { target in
            for index in 0..<count { unsafe target[index] = pointer[index] &- first }
        }
    }
}
