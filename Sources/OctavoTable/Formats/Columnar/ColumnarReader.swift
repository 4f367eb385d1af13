import OctavoSource

/// Reads formats whose files say what columns they have: only the wanted columns, piece by piece, several at a time.
enum ColumnarReader {
    // MARK: - The schema

    /// A scan from the files' metadata alone. Columns of several files come together as the types of values do.
    static func scan(files: [String], options: ScanOptions, context: ExecutionContext) throws -> Scan {
        var fields: [Field] = []
        var summary = ReadSummary()
        for path in files {
            try context.cancellation.check()
            let file = try ColumnarFiles.open(path, options.format, context)
            if let name = file.columns.map(\.name).firstRepeated {
                throw Diagnostic(
                    "duplicate-column", "cannot read `\(path)`: it has two columns `\(name)`",
                    help: ["give them names of their own where the file is written"])
            }
            fields = ReadTypes.joined(fields, try file.columns.compactMap { try field($0, path, options) })
            summary.stamps.append(file.stamp)
            let rows = file.pieceRows.reduce(0, +)
            if rows > 0 { summary.add(path: path, rows: rows, bad: 0, keeps: false) }
        }
        let schema = try TableReader.schema(fields, options, files: files)
        return Scan(files: files, options: options, fileSchema: schema, summary: summary)
    }

    /// The column with the type it is read as; `nil` where it is neither wanted nor readable.
    private static func field(_ column: ColumnarColumn, _ path: String, _ options: ScanOptions) throws -> Field? {
        let isWanted = options.columns?.contains(column.name) ?? true
        switch column.type {
        case .failure(let failure):
            if isWanted { throw failure.diagnostic(path: path, column: column.name) }
            return Field(column.name, .null)
        case .success(let type):
            guard let wanted = options.types[column.name], wanted != type else { return Field(column.name, type) }
            var isScalar = true
            if case .list = type { isScalar = false }
            if case .record = type { isScalar = false }
            guard ReadTypes.converts(type, to: wanted) || (wanted == .text && isScalar) else {
                throw Diagnostic(
                    "wrong-type", "cannot read `.\(DatumText.label(column.name))` as \(wanted): `\(path)` stores \(type)",
                    help: ["convert it after loading, or leave it out of `types:`"])
            }
            return Field(column.name, wanted)
        }
    }

    // MARK: - Rows

    static func read(
        _ scan: Scan, context: ExecutionContext, filter: (@Sendable (Chunk) throws -> Chunk)?, emit: (Chunk) throws -> Bool
    ) throws {
        var work = ColumnarWork(scan, context)
        var gathered: [Column] = []
        try OrderedWork.run(
            threads: context.mostThreads, limit: { [context] in context.threads }, cancellation: context.cancellation,
            next: { try work.next() },
            work: { task in try task.column(context.cancellation) },
            consume: { (result: (ColumnarTask, Column?)) in
                let (task, column) = result
                if let column { gathered.append(column) }
                guard task.isLast else { return true }
                let first = task.rowsBefore + task.rows.lowerBound
                let path = task.file.path
                let chunk = Chunk(count: task.rows.count, columns: gathered) { RowPlace(row: first + $0, file: path) }
                gathered.removeAll(keepingCapacity: true)
                guard let filter else { return try emit(chunk) }
                let pieces = chunk.pieces(firstRow: nil)
                for part in try Parallel.map(pieces, threads: context.threads, filter) {
                    if try !emit(part) { return false }
                }
                return true
            })
    }
}
