import OctavoSource

/// Tables to files.
package enum TableWriter {
    /// Writes a table in the format that `path`'s extension names (`.gz` and `.zst` after it compress), or in `format`.
    package static func write(
        _ table: Table, to path: String, format: FileFormat? = nil, context: ExecutionContext
    ) throws {
        try write(schema: table.schema, to: path, format: format, context: context) { give in
            for chunk in table.chunks { try give(chunk) }
        }
    }

    /// Writes chunks as `chunks` hands them over; nothing is kept, and the old file stays whole until the last is written.
    package static func write(
        schema: Schema, to path: String, format: FileFormat? = nil, context: ExecutionContext,
        chunks: (_ give: (Chunk) throws -> Void) throws -> Void
    ) throws {
        let format = try format ?? self.format(of: path)
        if let writer = try ColumnarWriter.make(format, schema: schema, path: path, context: context) {
            return try unsafe context.files.write(path) { append in
                try unsafe withoutActuallyEscaping(append) { append in
                    let sink = unsafe try ByteSink(path: path, append: append)
                    try writer.begin(sink)
                    try chunks { chunk in
                        try context.cancellation.check()
                        try writer.add(chunk, sink)
                        if sink.bytes.count >= ByteSink.pieceSize { try sink.flush() }
                    }
                    try writer.finish(sink)
                    try sink.finish()
                }
            }
        }
        let encoder = try RowEncoder.make(format, schema: schema, path: path)
        try unsafe context.files.write(path) { append in
            try unsafe withoutActuallyEscaping(append) { append in
                let sink = unsafe try ByteSink(path: path, append: append)
                var isFirst = true
                encoder.begin(&sink.bytes)
                try chunks { chunk in
                    try context.cancellation.check()
                    for row in 0..<chunk.count {
                        try encoder.row(chunk, row, isFirst: isFirst, &sink.bytes)
                        isFirst = false
                        if sink.bytes.count >= ByteSink.pieceSize { try sink.flush() }
                    }
                }
                encoder.end(&sink.bytes, isEmpty: isFirst)
                try sink.finish()
            }
        }
    }

    /// The format that a path's extension names.
    package static func format(of path: String) throws -> FileFormat {
        if let format = FileFormat(path: path) { return format }
        throw Diagnostic(
            "unknown-format", "the name `\(path)` does not say which format to write",
            help: ["end it with .jsonl, .json, .csv, .tsv, .txt, .parquet or .arrow, each also with .gz or .zst behind it"])
    }
}

/// How rows of one format are written.
protocol RowEncoding {
    func begin(_ bytes: inout [UInt8])
    func row(_ chunk: Chunk, _ row: Int, isFirst: Bool, _ bytes: inout [UInt8]) throws
    func end(_ bytes: inout [UInt8], isEmpty: Bool)
}

enum RowEncoder {
    static func make(_ format: FileFormat, schema: Schema, path: String) throws -> any RowEncoding {
        switch format {
        case .jsonl: return JSONRows(schema: schema, isDocument: false)
        case .json: return JSONRows(schema: schema, isDocument: true)
        case .csv: return DelimitedRows(schema: schema, separator: 0x2C)
        case .tsv: return DelimitedRows(schema: schema, separator: 0x09)
        case .txt:
            guard schema.count == 1, schema[0].type == .text || schema[0].type == .null else {
                throw Diagnostic(
                    "wrong-columns", "cannot write \(schema.count) columns to `\(path)`: a txt file holds one column of texts",
                    help: ["`select` one text column, or write jsonl or csv"])
            }
            return LineRows(path: path, column: schema[0].name)
        case .sqlite:
            throw Diagnostic(
                "format-not-writable", "cannot write `\(path)` as a file: a database holds tables",
                help: ["name one: `write(t, \"sqlite:\(path)?table=NAME\")`"])
        case .md, .eml, .mbox, .parquet, .arrow:
            throw Diagnostic(
                "format-not-writable", "cannot write `\(path)`: \(format.rawValue) files can only be read",
                help: ["write jsonl, json, csv, tsv, txt, parquet or arrow"])
        }
    }
}
