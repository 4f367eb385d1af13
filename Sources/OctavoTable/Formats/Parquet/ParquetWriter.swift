import OctavoSource

/// Writes rows as a Parquet file: row groups of about a million rows, dictionaries where they are smaller, zstd, bounds of every page.
///
/// A class because it holds the rows of the group that is not full yet.
final class ParquetWriter: ColumnarWriting {
    /// Rows of a group: readers skip groups as a whole, and two threads have work with two of them.
    static let groupRows = 1 << 20
    static let groupBytes = 128 << 20

    private let schema: Schema
    private let leaves: [ParquetLeafLayout]
    private let path: String
    private let context: ExecutionContext
    private var waiting: [Chunk] = []
    private var waitingRows = 0
    private var waitingBytes = 0
    private var position = 0
    private var groups: [ParquetFooter.Group] = []

    init(schema: Schema, path: String, context: ExecutionContext) throws {
        self.schema = schema
        self.path = path
        self.context = context
        leaves = try schema.fields.enumerated().flatMap { place, field in
            try ParquetLeafLayout.leaves(of: field, column: place, path: path)
        }
    }

    func begin(_ sink: ByteSink) throws { try append(ParquetFile.mark, sink) }

    func add(_ chunk: Chunk, _ sink: ByteSink) throws {
        var start = 0
        while start < chunk.count {
            let end = min(chunk.count, start + Self.groupRows - waitingRows)
            let part = chunk.slice(start..<end)
            waiting.append(part)
            waitingRows += part.count
            waitingBytes += part.byteCount
            start = end
            if waitingRows >= Self.groupRows || waitingBytes >= Self.groupBytes { try writeGroup(sink) }
        }
    }

    func finish(_ sink: ByteSink) throws {
        if waitingRows > 0 { try writeGroup(sink) }
        // The indexes of all groups stand together before the metadata, so that a reader fetches them at once.
        for group in groups.indices {
            for column in groups[group].columns.indices {
                let index = groups[group].columns[column].index()
                groups[group].columns[column].columnIndex = position..<position + index.columns.count
                try append(index.columns, sink)
                groups[group].columns[column].offsetIndex = position..<position + index.offsets.count
                try append(index.offsets, sink)
            }
        }
        let footer = ParquetFooter(schema: schema, leaves: leaves, groups: groups).bytes()
        try append(footer, sink)
        try append(withLittleEndian(UInt32(footer.count)), sink)
        try append(ParquetFile.mark, sink)
    }

    private func append(_ bytes: [UInt8], _ sink: ByteSink) throws {
        sink.bytes.append(contentsOf: bytes)
        position += bytes.count
        if sink.bytes.count >= ByteSink.pieceSize { try sink.flush() }
    }

    private func writeGroup(_ sink: ByteSink) throws {
        let columns = try schema.fields.enumerated().map { place, field in
            try Column.concatenated(waiting.map { $0.columns[place] }, type: field.type)
        }
        let firstRow = groups.reduce(0) { $0 + $1.rows }
        let path = path
        let cancellation = context.cancellation
        let encoded = try Parallel.map(leaves, threads: context.threads) { leaf in
            try cancellation.check()
            return try ParquetColumnEncoder(leaf, path: path, firstRow: firstRow).encode(columns[leaf.column])
        }
        var group = ParquetFooter.Group(rows: waitingRows)
        for var column in encoded {
            column.move(to: position)
            for part in column.takeBytes() { try append(part, sink) }
            group.columns.append(column)
        }
        groups.append(group)
        waiting = []
        waitingRows = 0
        waitingBytes = 0
    }
}

/// Little-endian bytes of a number.
func withLittleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}
