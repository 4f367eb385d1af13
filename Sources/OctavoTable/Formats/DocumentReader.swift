import CKernels
import OctavoSource

/// Formats whose files are read as a whole: JSON documents, Markdown, and mail.
enum DocumentReader {
    static func table(
        files: [String], options: ScanOptions, context: ExecutionContext
    ) throws -> (Table, ReadSummary) {
        if options.format == .json {
            return try JSONDocuments(files: files, options: options, context: context).table()
        }
        var rows = DocumentRows(format: options.format, options: options)
        var summary = ReadSummary()
        for path in files {
            try context.cancellation.check()
            let (bytes, stamp) = try contents(path, context)
            summary.stamps.append(stamp)
            let before = rows.count
            var bad = 0
            switch options.format.ofMail(at: path) {
            case .md: rows.append([.text(Charsets.utf8OrWindows1252(bytes.array[...]))], path: path, line: 1)
            case .eml: rows.append(MailMessage.parse(bytes.array[...]).row, path: path, line: 1)
            default:
                let messages = Mailbox.messages(bytes.array)
                for (line, message) in messages {
                    try context.cancellation.check()
                    rows.append(MailMessage.parse(message[...]).row, path: path, line: line)
                }
                if messages.isEmpty, bytes.count > 0 {
                    bad = 1
                    try rows.appendBad(bytes, path: path)
                }
            }
            summary.add(path: path, rows: rows.count - before, bad: bad, keeps: options.bad == .keep)
            context.progress?(.init(step: "read", rows: rows.count, fraction: nil))
        }
        return (try rows.table(files: files), summary)
    }

    /// The file's bytes, unpacked, without a byte order mark, and the stamp it had.
    static func contents(_ path: String, _ context: ExecutionContext) throws -> (Buffer<UInt8>, stamp: String) {
        let file = try context.files.open(path)
        let bytes = try ByteStream(file, path: path, cancellation: context.cancellation).all(limit: context.memoryLimit)
        let mark = try TextEncodings.markLength(bytes, path: path)
        return (bytes.slice(mark..<bytes.count), file.stamp)
    }
}

extension FileFormat {
    /// Mail comes as single messages and as mailboxes, often side by side: a file's own ending says which, where it says one of them.
    fileprivate func ofMail(at path: String) -> FileFormat {
        guard self == .eml || self == .mbox else { return self }
        let own = FileFormat(path: path)
        return own == .eml || own == .mbox ? own ?? self : self
    }
}

/// Rows of formats with columns of their own, gathered in chunks.
private struct DocumentRows {
    static let rowsPerChunk = 1024

    private let fields: [Field]
    private let options: ScanOptions
    private let added: AddedColumns
    private var builders: [ColumnBuilder]
    private var rowsInChunk = 0
    private var chunks: [Chunk] = []
    private(set) var count = 0

    init(format: FileFormat, options: ScanOptions) {
        let own = format == .md ? [Field("text", .text)] : MailMessage.fields
        let added = AddedColumns(options, beside: own.map(\.name))
        fields = own + added.names.map { Field($0, $0 == added.line ? .int : .text) }
        self.options = options
        self.added = added
        builders = fields.map { ColumnBuilder($0.type) }
    }

    mutating func append(_ values: [Datum], path: String, line: Int, bad: Datum = .null) {
        var row = values
        if added.bad != nil { row.append(bad) }
        if added.file != nil { row += [.text(path), .int(Int64(line))] }
        for place in builders.indices { builders[place].append(row[place]) }
        count += 1
        rowsInChunk += 1
        if rowsInChunk == Self.rowsPerChunk { flush() }
    }

    /// A file without a message, as `bad:` says.
    mutating func appendBad(_ bytes: Buffer<UInt8>, path: String) throws {
        switch options.bad {
        case .skip: return
        case .keep:
            let text = Charsets.utf8OrWindows1252(bytes.array[...])
            append(fields.dropLast(added.names.count).map { _ in .null }, path: path, line: 1, bad: .text(text))
        case .error, .repair:
            throw Diagnostic(
                "bad-record", "`\(path)` is no mailbox: no line of it begins with `From `",
                help: ["a single message is loaded with `format: \"eml\"`", BadRecord.help])
        }
    }

    private mutating func flush() {
        chunks.append(Chunk(count: rowsInChunk, columns: builders.map { $0.finish() }))
        builders = fields.map { ColumnBuilder($0.type) }
        rowsInChunk = 0
    }

    mutating func table(files: [String]) throws -> Table {
        if rowsInChunk > 0 { flush() }
        let whole = Schema(fields)
        let own = Array(fields.prefix(fields.count - added.names.count))
        let schema = try TableReader.schema(own, options, files: files)
        let places = schema.names.compactMap { whole.index(of: $0) }
        return Table(
            schema: schema,
            chunks: chunks.map { chunk in
                Chunk(count: chunk.count, columns: places.map { chunk.columns[$0] })
            })
    }
}
