import CKernels
import OctavoSource

/// Formats whose files are read as a whole: JSON documents, Markdown, and mail.
enum DocumentReader {
    static func table(
        files: [String], options: ScanOptions, context: ExecutionContext, statistics: ReadStatistics?
    ) throws -> Table {
        statistics?.clear()
        if options.format == .json {
            return try JSONDocuments(files: files, options: options, context: context, statistics: statistics).table()
        }
        var rows = DocumentRows(format: options.format, options: options)
        for path in files {
            try context.cancellation.check()
            let bytes = try contents(path, context)
            let before = rows.count
            switch options.format {
            case .md: rows.append([.text(Charsets.utf8OrWindows1252(bytes.array[...]))], path: path, line: 1)
            case .eml: rows.append(MailMessage.parse(bytes.array[...]).row, path: path, line: 1)
            default:
                for (line, message) in Mailbox.messages(bytes.array) {
                    try context.cancellation.check()
                    rows.append(MailMessage.parse(message[...]).row, path: path, line: line)
                }
            }
            statistics?.add(path: path, rows: rows.count - before, bad: 0, keeps: options.bad == .keep, windows1252: 0)
            context.progress?(.init(step: "read", rows: rows.count, fraction: nil))
        }
        return try rows.table(files: files)
    }

    /// The file's bytes, unpacked, without a byte order mark.
    static func contents(_ path: String, _ context: ExecutionContext) throws -> Buffer<UInt8> {
        let raw = try context.files.contents(of: path).bytes
        let bytes = try ByteStream(raw, path: path)?.all() ?? raw
        let mark = try ByteOrderMark.length(bytes, path: path)
        return bytes.slice(mark..<bytes.count)
    }
}

/// Rows of formats with columns of their own, gathered in chunks.
private struct DocumentRows {
    static let rowsPerChunk = 1024

    private let fields: [Field]
    private let options: ScanOptions
    private let added: ReadRun.Added
    private var builders: [ColumnBuilder]
    private var rowsInChunk = 0
    private var chunks: [Chunk] = []
    private(set) var count = 0

    init(format: FileFormat, options: ScanOptions) {
        let own = format == .md ? [Field("text", .text)] : MailMessage.fields
        let added = ReadRun.Added(options, beside: own.map(\.name))
        fields = own + added.names.map { Field($0, $0 == added.line ? .int : .text) }
        self.options = options
        self.added = added
        builders = fields.map { ColumnBuilder($0.type) }
    }

    mutating func append(_ values: [Datum], path: String, line: Int) {
        var row = values
        if added.bad != nil { row.append(.null) }
        if added.file != nil { row += [.text(path), .int(Int64(line))] }
        for place in builders.indices { builders[place].append(row[place]) }
        count += 1
        rowsInChunk += 1
        if rowsInChunk == Self.rowsPerChunk { flush() }
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
