import OctavoSource

/// Writes rows as an Arrow IPC file, or as a stream where the path ends in `.arrows`.
///
/// A class because it holds rows that wait for a whole batch.
final class ArrowWriter: ColumnarWriting {
    /// Rows of a batch: few enough for a core's cache, enough for their metadata not to matter.
    static let batchRows = 1 << 16
    private static let largestOffset = Int(Int32.max)

    private let schema: Schema
    private let path: String
    private let isStream: Bool
    private var position = 0
    /// Where each batch is, as the footer lists them: offset, length of the message, length of the body.
    private var blocks: [UInt8] = []
    private var blockCount = 0
    private var waiting: [Chunk] = []
    private var waitingRows = 0

    init(schema: Schema, path: String) {
        self.schema = schema
        self.path = path
        var name = path[...]
        for ending in [".gz", ".zst"] where name.hasSuffix(ending) { name = name.dropLast(ending.count) }
        isStream = name.hasSuffix(".arrows")
    }

    func begin(_ sink: ByteSink) throws {
        if !isStream { try append(ArrowMessages.mark + [0, 0], sink) }
        try append(ArrowSchemaWriting.message(schema), sink)
    }

    func add(_ chunk: Chunk, _ sink: ByteSink) throws {
        var start = 0
        while start < chunk.count {
            let part = chunk.slice(start..<min(chunk.count, start + Self.batchRows - waitingRows))
            waiting.append(part)
            waitingRows += part.count
            start += part.count
            if waitingRows == Self.batchRows { try writeWaiting(sink) }
        }
    }

    func finish(_ sink: ByteSink) throws {
        if waitingRows > 0 { try writeWaiting(sink) }
        // The mark of the end.
        try append(withLittleEndian(Int32(-1)) + withLittleEndian(Int32(0)), sink)
        if isStream { return }
        var builder = FlatBuilder()
        let schema = ArrowSchemaWriting.schema(schema, &builder)
        let dictionaries = builder.structures([], count: 0)
        let batches = builder.structures(blocks, count: blockCount)
        let footer = builder.table([
            (1, .reference(schema)), (2, .reference(dictionaries)), (3, .reference(batches)),
            (0, .int16(ArrowSchemaWriting.version)),
        ])
        let bytes = builder.finish(footer)
        try append(bytes, sink)
        try append(withLittleEndian(Int32(bytes.count)) + ArrowMessages.mark, sink)
    }

    private func append(_ bytes: [UInt8], _ sink: ByteSink) throws {
        sink.bytes.append(contentsOf: bytes)
        position += bytes.count
        if sink.bytes.count >= ByteSink.pieceSize { try sink.flush() }
    }

    private func writeWaiting(_ sink: ByteSink) throws {
        let columns =
            waiting.count == 1
            ? waiting[0].columns
            : try schema.fields.enumerated().map { place, field in
                try Column.concatenated(waiting.map { $0.columns[place] }, type: field.type)
            }
        let chunk = Chunk(count: waitingRows, columns: columns)
        waiting = []
        waitingRows = 0
        try write(chunk, sink)
    }

    private func write(_ chunk: Chunk, _ sink: ByteSink) throws {
        if chunk.columns.contains(where: { ArrowBatchEncoder.largestOffset($0) > Self.largestOffset }) {
            guard chunk.count > 1 else {
                throw Diagnostic(
                    "value-out-of-range", "cannot write `\(path)`: a row holds more than 2 GiB of text or 2^31 items",
                    help: ["write jsonl"])
            }
            try write(chunk.slice(0..<chunk.count / 2), sink)
            return try write(chunk.slice(chunk.count / 2..<chunk.count), sink)
        }
        var encoder = ArrowBatchEncoder(path: path)
        for (field, column) in zip(schema.fields, chunk.columns) { try encoder.add(column, name: field.name) }
        let message = encoder.message(rows: chunk.count)
        blocks += withLittleEndian(Int64(position)) + withLittleEndian(Int32(message.count)) + [0, 0, 0, 0]
        blocks += withLittleEndian(Int64(encoder.body.count))
        blockCount += 1
        try append(message, sink)
        try append(encoder.body, sink)
    }
}
