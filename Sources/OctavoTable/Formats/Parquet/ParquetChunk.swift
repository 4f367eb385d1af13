/// Reads one column chunk: the values of one leaf in one row group.
struct ParquetChunk {
    let leaf: ParquetLeaf
    let chunk: ParquetMetadata.ColumnChunk
    let groupRows: Int
    let parts: any FileParts
    let limits: ColumnarLimits
    let cancellation: Cancellation
    /// Whether numbers are wanted as their digits.
    var asText = false

    /// What was decoded: values and levels of rows from `firstRow` on, at least to the end that was asked for.
    struct Decoded {
        let values: ParquetValues
        let levels: ParquetLevels
        let firstRow: Int
    }

    func decode(_ rows: Range<Int>) throws -> Decoded {
        let codec = try codec()
        let bytes = try bytes()
        // A list's levels tell its rows, so those are read from the start on.
        let first = leaf.repetition == 0 ? rows.lowerBound : 0
        var pages = Pages(bytes: bytes, chunk: chunk, isFlat: leaf.repetition == 0)
        let skipped = try pages.skip(to: first)
        let entries = leaf.repetition == 0 ? groupRows - skipped : chunk.valueCount
        _ = try limits.room(entries, size: leaf.isFlat ? 8 : 10, for: "a column")
        let levels = ParquetLevels(leaf, capacity: entries)
        let expected = min(max(chunk.unpackedSize, 0), bytes.count * 8, Int(UInt32.max))
        let values = ParquetValues(leaf, asText: asText, capacity: entries, expectedBytes: expected)
        if let dictionary = pages.dictionary {
            let page = bytes.slice(dictionary.start..<dictionary.start + dictionary.packedSize)
            try values.setDictionary(
                codec.unpack(page, count: dictionary.unpackedSize, limits: limits), count: dictionary.valueCount)
        }
        let wanted = rows.upperBound - skipped
        do {
            while levels.count < entries, let page = try pages.next() {
                // Enough is decoded once another row begins behind the wanted ones.
                if leaf.repetition == 0 ? levels.count >= wanted : wanted < groupRows && levels.rows(levels.count) > wanted {
                    break
                }
                try cancellation.check()
                try decode(page, bytes, codec, levels, values)
            }
        } catch ColumnarFailure.value(let value, let reason, let help) {
            throw ColumnarFailure.value(row: levels.row(ofEntry: levels.entry(ofValue: value)) + skipped, reason, help: help)
        }
        guard levels.count == entries || levels.rows(levels.count) >= wanted else {
            throw ColumnarFailure.damaged("it holds fewer values than it says")
        }
        return Decoded(values: values, levels: levels, firstRow: skipped)
    }

    // MARK: - Pages

    /// A column chunk's pages, one after the other.
    private struct Pages {
        let bytes: Buffer<UInt8>
        var position = 0
        var dictionary: ParquetPage?
        var waiting: ParquetPage?
        let isFlat: Bool

        init(bytes: Buffer<UInt8>, chunk: ParquetMetadata.ColumnChunk, isFlat: Bool) {
            self.bytes = bytes
            self.isFlat = isFlat
        }

        mutating func next() throws -> ParquetPage? {
            if let page = waiting {
                waiting = nil
                return page
            }
            while position < bytes.count {
                let page = try ParquetPage(bytes, at: position)
                position = page.start + page.packedSize
                switch page.kind {
                case .index: continue
                case .dictionary:
                    guard dictionary == nil else { throw ColumnarFailure.damaged("a column has two dictionaries") }
                    dictionary = page
                default: return page
                }
            }
            return nil
        }

        /// Leaves out the pages whose rows all stand before `row`, and says how many rows those were. Reads the dictionary's header.
        mutating func skip(to row: Int) throws -> Int {
            var skipped = 0
            while let page = try next() {
                guard isFlat, skipped + page.valueCount <= row else {
                    waiting = page
                    break
                }
                skipped += page.valueCount
            }
            return skipped
        }
    }

    private func decode(
        _ page: ParquetPage, _ bytes: Buffer<UInt8>, _ codec: BlockCodec, _ levels: ParquetLevels, _ values: ParquetValues
    ) throws {
        let stored = bytes.slice(page.start..<page.start + page.packedSize)
        let none = bytes.slice(0..<0)
        var definitions = none
        var repetitions = none
        var data: Buffer<UInt8>
        if page.kind == .data2 {
            let before = page.repetitionSize + page.definitionSize
            repetitions = stored.slice(0..<page.repetitionSize)
            definitions = stored.slice(page.repetitionSize..<before)
            data = stored.slice(before..<stored.count)
            data = try (page.isPacked ? codec : .none).unpack(data, count: page.unpackedSize - before, limits: limits)
        } else {
            data = try codec.unpack(stored, count: page.unpackedSize, limits: limits)
            if leaf.repetition > 0 { repetitions = try Self.takeLevels(&data, encoding: page.repetitionEncoding) }
            if leaf.definition > 0 { definitions = try Self.takeLevels(&data, encoding: page.definitionEncoding) }
        }
        let count = try levels.append(definitions: definitions, repetitions: repetitions, count: page.valueCount)
        try values.append(page.encoding, data, count: count)
    }

    /// Levels behind their length in four bytes.
    private static func takeLevels(_ data: inout Buffer<UInt8>, encoding: Int) throws -> Buffer<UInt8> {
        guard encoding == ParquetValues.Encoding.runs.rawValue else {
            throw ColumnarFailure.unsupported("it holds levels in encoding \(encoding), which writers gave up in 2014")
        }
        var cursor = ByteCursor(data)
        let levels = try cursor.take(Int(try cursor.number(UInt32.self)))
        data = data.slice(cursor.position..<data.count)
        return levels
    }

    private func bytes() throws -> Buffer<UInt8> {
        var start = chunk.dataOffset
        if let dictionary = chunk.dictionaryOffset, dictionary > 0, dictionary < start { start = dictionary }
        guard chunk.filePath == nil else { throw ColumnarFailure.unsupported("its values lie in another file") }
        guard !chunk.isEncrypted else { throw ColumnarFailure.unsupported("it is encrypted") }
        guard chunk.physicalType == leaf.physical.rawValue else {
            throw ColumnarFailure.damaged("a column chunk is not of its column's type")
        }
        guard start >= 0, chunk.packedSize >= 0, start <= parts.byteCount, chunk.packedSize <= parts.byteCount - start else {
            throw ColumnarFailure.damaged("a column chunk lies outside the file")
        }
        return try parts.bytes(start..<start + chunk.packedSize)
    }

    private func codec() throws -> BlockCodec {
        switch chunk.codec {
        case 0: .none
        case 1: .snappy
        case 2: .gzip
        case 6: .zstd
        case 7: .lz4Block
        case 3: throw ColumnarFailure.unsupported("it is packed with LZO")
        case 4: throw ColumnarFailure.unsupported("it is packed with Brotli")
        case 5: throw ColumnarFailure.unsupported("it is packed with Hadoop's LZ4, which LZ4_RAW has replaced")
        default: throw ColumnarFailure.unsupported("it is packed with codec \(chunk.codec)")
        }
    }
}
