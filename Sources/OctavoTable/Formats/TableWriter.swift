import OctavoSource

/// Tables to files.
package enum TableWriter {
    /// Writes a table in the format that `path`'s extension names (`.gz` and `.zst` after it compress), or in `format`.
    package static func write(
        _ table: Table, to path: String, format: FileFormat? = nil, context: ExecutionContext
    ) throws {
        try write(Plan(table), to: path, format: format, context: context)
    }

    /// Writes a plan's rows as they come, so that a table of any size takes the same memory; the old file stays whole until the
    /// last row is written.
    package static func write(_ plan: Plan, to path: String, format: FileFormat? = nil, context: ExecutionContext) throws {
        let format = try format ?? self.format(of: path)
        var rows = 0
        func note(_ count: Int) {
            rows += count
            context.progress?(.init(step: "write", rows: rows, fraction: nil))
        }
        if let writer = try ColumnarWriter.make(format, schema: plan.schema, path: path, context: context) {
            return try write(path, context) { sink in
                try writer.begin(sink)
                try Executor.stream(plan, context, mapping: { $0 }) { chunk in
                    try context.cancellation.check()
                    try writer.add(chunk, sink)
                    if sink.bytes.count >= ByteSink.pieceSize { try sink.flush() }
                    note(chunk.count)
                }
                try writer.finish(sink)
            }
        }
        let encoder = try RowEncoder.make(format, schema: plan.schema, path: path)
        try write(path, context) { sink in
            var isEmpty = true
            encoder.begin(&sink.bytes)
            let cancellation = context.cancellation
            try Executor.stream(plan, context, mapping: { try encoder.encoded($0, cancellation) }) { (bytes, count) in
                if count == 0 { return }
                try sink.write(bytes, from: isEmpty ? encoder.joint : 0)
                isEmpty = false
                note(count)
            }
            encoder.end(&sink.bytes, isEmpty: isEmpty)
        }
    }

    private static func write(_ path: String, _ context: ExecutionContext, _ body: (ByteSink) throws -> Void) throws {
        try unsafe context.files.write(path) { append in
            try unsafe withoutActuallyEscaping(append) { append in
                let sink = unsafe try ByteSink(path: path, append: append)
                try body(sink)
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
protocol RowEncoding: Sendable {
    /// Bytes at a row's start that join it to the one before; the first row of a file goes without them.
    var joint: Int { get }
    func begin(_ bytes: inout [UInt8])
    func row(_ chunk: Chunk, _ row: Int, _ bytes: inout [UInt8]) throws
    func end(_ bytes: inout [UInt8], isEmpty: Bool)
}

extension RowEncoding {
    var joint: Int { 0 }

    /// Rows between two looks at whether to go on.
    private static var stretch: Int { 1024 }

    /// A chunk's rows, and how many there are.
    func encoded(_ chunk: Chunk, _ cancellation: Cancellation) throws -> (bytes: [UInt8], count: Int) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(chunk.byteCount + chunk.byteCount / 2)
        for start in stride(from: 0, to: chunk.count, by: Self.stretch) {
            try cancellation.check()
            for row in start..<min(start + Self.stretch, chunk.count) { try self.row(chunk, row, &bytes) }
        }
        return (bytes, chunk.count)
    }
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
