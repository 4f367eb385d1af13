import CKernels
import CZstd
import OctavoSource

/// One leaf of one row group as pages.
struct ParquetColumnEncoder {
    private let leaf: ParquetLeafLayout
    private let path: String
    private let firstRow: Int

    /// Bytes of a page before it is packed, and its most rows: what is skipped at a time.
    static let pageBytes = 1 << 20
    static let pageRows = 1 << 17
    /// Dictionaries with more values than this do not fit the caches of those who read them.
    static let dictionaryLimit = 1 << 16
    /// Where zstd packs and unpacks fastest for what it saves; its own default.
    static let level: Int32 = 3

    init(_ leaf: ParquetLeafLayout, path: String, firstRow: Int) {
        self.leaf = leaf
        self.path = path
        self.firstRow = firstRow
    }

    func encode(_ column: Column) throws -> ParquetEncodedColumn {
        let shredded = try leaf.shred(column)
        let plain = try ParquetPlain(shredded.values, leaf: leaf, path: path, firstRow: firstRow)
        var result = ParquetEncodedColumn(leaf: leaf)
        let dictionary = plain.dictionary()
        if let dictionary {
            result.addDictionary(try packed(dictionary.values.bytes(0..<dictionary.values.count)), count: dictionary.values.count)
        }
        let width = dictionary.map { max(1, Int.bitWidth - ($0.values.count - 1).leadingZeroBitCount) } ?? 0
        var entry = 0
        var value = 0
        while entry < shredded.entries {
            let end = pageEnd(shredded, from: entry, bytesPerEntry: dictionary == nil ? plain.bytesPerValue : 4)
            let definitions = shredded.definitions.map { $0[entry..<end] }
            let count = definitions.map { levels in levels.count { $0 == UInt8(leaf.definition) } } ?? (end - entry)
            var data: [UInt8] = []
            if let repetitions = shredded.repetitions {
                Self.addLevels(repetitions[entry..<end], largest: leaf.repetition, to: &data)
            }
            Self.addLevels(definitions, count: end - entry, largest: leaf.definition, to: &data)
            if let dictionary {
                data.append(UInt8(width))
                if count > 0 { Self.addHybrid(dictionary.codes.slice(value..<value + count), width: width, to: &data) }
            } else {
                data.append(contentsOf: plain.bytes(value..<value + count))
            }
            let rows = shredded.repetitions.map { levels in levels[entry..<end].count { $0 == 0 } } ?? (end - entry)
            let bounds = plain.bounds(value..<value + count)
            result.addPage(
                try packed(data), entries: end - entry, rows: rows, nulls: end - entry - count, bounds: bounds,
                hasDictionary: dictionary != nil)
            entry = end
            value += count
        }
        return result
    }

    /// Where the page ends that begins at `start`: never inside a row.
    private func pageEnd(_ values: ParquetLeafValues, from start: Int, bytesPerEntry: Int) -> Int {
        let wanted = min(Self.pageRows, max(1, Self.pageBytes / max(bytesPerEntry, 1)))
        var end = min(start + wanted, values.entries)
        if let repetitions = values.repetitions { while end < values.entries, repetitions[end] != 0 { end += 1 } }
        return end
    }

    private static func addLevels(_ levels: ArraySlice<UInt8>?, count: Int, largest: Int, to bytes: inout [UInt8]) {
        if let levels { return addLevels(levels, largest: largest, to: &bytes) }
        // One run of the largest level.
        let writer = ThriftWriter.varint(UInt64(count) << 1) + [UInt8(largest)]
        bytes += withLittleEndian(UInt32(writer.count)) + writer
    }

    private static func addLevels(_ levels: ArraySlice<UInt8>, largest: Int, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes += [0, 0, 0, 0]
        let width = Int.bitWidth - largest.leadingZeroBitCount
        addHybrid(Buffer(levels.map { UInt32($0) }), width: width, to: &bytes)
        bytes.replaceSubrange(start..<start + 4, with: withLittleEndian(UInt32(bytes.count - start - 4)))
    }

    private static func addHybrid(_ values: Buffer<UInt32>, width: Int, to bytes: inout [UInt8]) {
        let room = ScratchMemory<UInt8>(capacity: octavo_hybrid_room(values.count, UInt32(width)))
        // The room is what the loop itself says it needs.
        let count = unsafe octavo_write_hybrid(values.pointer, values.count, UInt32(width), room.pointer)
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: room.pointer, count: count))
    }

    private func packed(_ data: [UInt8]) throws -> (bytes: [UInt8], unpackedSize: Int) {
        let room = ScratchMemory<UInt8>(capacity: ZSTD_compressBound(data.count))
        let made = unsafe data.withUnsafeBytes { bytes in
            // The room is the bound that the library itself gives.
            unsafe ZSTD_compress(room.pointer, room.capacity, bytes.baseAddress, bytes.count, Self.level)
        }
        guard ZSTD_isError(made) == 0, data.count <= Int(Int32.max) else {
            throw Diagnostic("compression-failed", "`\(path)` could not be compressed", notes: ["a page has \(data.count) bytes"])
        }
        return (unsafe Array(UnsafeBufferPointer(start: room.pointer, count: made)), data.count)
    }
}
