/// The columns that came of one block, without its bytes.
struct BlockColumns: Sendable {
    let rows: Int
    var parts: [ParsedBlock.Part]
    /// The reader's own columns, where they are wanted.
    private let bad: Column?
    private let file: Column?
    private let line: Column?

    /// The file's columns, and those of `wanted` that the reader adds.
    init(_ parsed: ParsedBlock, adding wanted: AddedColumns, _ context: ExecutionContext) {
        rows = parsed.rows
        parts = parsed.parts
        bad = wanted.bad == nil ? nil : Self.bad(parsed)
        file = wanted.file == nil ? nil : Self.file(parsed)
        line = wanted.line == nil ? nil : Self.line(parsed, context)
    }

    /// Bytes of the reader's own columns.
    var ownByteCount: Int { [bad, file, line].reduce(0) { $0 + ($1?.byteCount ?? 0) } }

    /// The rows as the columns of `schema`; a column that the block has not is null.
    func chunk(_ schema: Schema, added: AddedColumns) -> Chunk {
        var own: [String: Column] = [:]
        for part in parts { own[part.name] = part.column }
        let columns = schema.fields.map { field -> Column in
            let column =
                switch field.name {
                case added.bad: bad
                case added.file: file
                case added.line: line
                default: own[field.name].map { ReadTypes.convert($0, to: field.type) }
                }
            return column ?? Column.nulls(field.type, count: rows)
        }
        return Chunk(count: rows, columns: columns)
    }

    private static func bad(_ parsed: ParsedBlock) -> Column {
        if parsed.bad.isEmpty { return Column.nulls(.text, count: parsed.rows) }
        var texts = [Datum](repeating: .null, count: parsed.rows)
        for bad in parsed.bad { texts[bad.row] = .text(bad.text(in: parsed.block)) }
        return Column(.text, texts)
    }

    private static func file(_ parsed: ParsedBlock) -> Column {
        Column(
            type: .text, count: parsed.rows,
            storage: .dictionary(codes: Buffer(repeating: 0, count: parsed.rows), values: TextBuffer([parsed.block.path])))
    }

    private static func line(_ parsed: ParsedBlock, _ context: ExecutionContext) -> Column {
        let block = parsed.block
        var line = Int64(block.line(of: 0, context))
        var next = ByteSearch.feed(block.piece, from: block.start) ?? Int.max
        let lines = unsafe Buffer<Int64>(count: parsed.rows) { target in
            for row in 0..<parsed.rows {
                let start = block.start + Int(parsed.starts[row])
                while next < start {
                    line += 1
                    next = ByteSearch.feed(block.piece, from: next + 1) ?? Int.max
                }
                // One line a row, and `target` has a place for every row.
                unsafe target[row] = line
            }
        }
        return Column(type: .int, count: parsed.rows, storage: .integers(lines))
    }
}
