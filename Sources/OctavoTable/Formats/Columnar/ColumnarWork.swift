import OctavoSource

/// One column of some rows of one file: what a thread does at a time.
struct ColumnarTask: Sendable {
    enum Source: Sendable {
        case stored(column: Int, asText: Bool)
        /// Null in every row, as in a file that lacks the column.
        case missing
        case path
        /// The row's number in its file, from 1.
        case number
    }

    let file: any ColumnarFile
    let piece: Int
    let rows: Range<Int>
    /// Rows of the file before the piece.
    let firstRow: Int
    /// Rows of all files before the piece.
    let rowsBefore: Int
    /// The column and its type in the table; `nil` where only rows are counted.
    let field: Field?
    let source: Source
    /// Whether the rows are complete with it.
    let isLast: Bool

    /// Itself, and the column.
    func column(_ cancellation: Cancellation) throws -> (ColumnarTask, Column?) {
        guard let field else { return (self, nil) }
        switch source {
        case .missing: return (self, Column.nulls(field.type, count: rows.count))
        case .path:
            let codes = Buffer<Int32>(repeating: 0, count: rows.count)
            return (
                self,
                Column(type: .text, count: rows.count, storage: .dictionary(codes: codes, values: TextBuffer([file.path])))
            )
        case .number:
            let first = Int64(firstRow + rows.lowerBound + 1)
            let numbers = unsafe Buffer<Int64>(count: rows.count) { target in
                // One number a row.
                for row in 0..<target.count { unsafe target[row] = first + Int64(row) }
            }
            return (self, Column(type: .int, count: rows.count, storage: .integers(numbers)))
        case .stored(let column, let asText):
            do {
                let stored = try file.column(column, piece: piece, rows: rows, asText: asText, cancellation: cancellation)
                return (self, try Self.converted(stored, to: field.type))
            } catch let failure as ColumnarFailure {
                throw failure.diagnostic(path: file.path, column: field.name, firstRow: firstRow)
            }
        }
    }

    private static func converted(_ column: Column, to type: DataType) throws -> Column {
        if column.type == type { return column }
        if ReadTypes.converts(column.type, to: type) { return ReadTypes.convert(column, to: type) }
        return Column(type, (0..<column.count).map { column[$0] })
    }
}

/// The tasks of a scan in the order of their rows.
struct ColumnarWork {
    private let scan: Scan
    private let context: ExecutionContext
    private let added: AddedColumns
    private var left: Int
    private var files: ArraySlice<String>
    private var file: (any ColumnarFile)?
    private var sources: [(field: Field, source: ColumnarTask.Source)] = []
    private var piece = 0
    private var firstRow = 0
    private var rowsBefore = 0
    private var waiting: ArraySlice<ColumnarTask> = []

    init(_ scan: Scan, _ context: ExecutionContext) {
        self.scan = scan
        self.context = context
        let own = scan.fileSchema.names.prefix(scan.fileSchema.count - AddedColumns(scan.options, beside: []).names.count)
        added = AddedColumns(scan.options, beside: own)
        // Behind a filter nobody knows how many rows are needed.
        left = scan.filter == nil ? scan.limit ?? .max : .max
        files = scan.files[...]
    }

    mutating func next() throws -> ColumnarTask? {
        while true {
            if let task = waiting.popFirst() { return task }
            if left <= 0 { return nil }
            if let file, piece < file.pieceRows.count {
                try addPiece(file)
                continue
            }
            guard let path = files.popFirst() else { return nil }
            let opened = try ColumnarFiles.open(path, scan.options.format, context)
            let place = scan.files.count - files.count - 1
            let stamps = scan.summary.stamps
            if place < stamps.count, stamps[place] != opened.stamp { throw Diagnostic.fileChanged(path) }
            sources = try sources(opened)
            file = opened
            piece = 0
            firstRow = 0
        }
    }

    private mutating func addPiece(_ file: any ColumnarFile) throws {
        let count = file.pieceRows[piece]
        var ranges = [0..<count]
        if let filter = scan.filter {
            do { ranges = try file.rows(of: piece, passing: filter) } catch let failure as ColumnarFailure {
                throw failure.diagnostic(path: file.path)
            }
        }
        var tasks: [ColumnarTask] = []
        for range in ranges where !range.isEmpty && left > 0 {
            let rows = range.lowerBound..<min(range.upperBound, range.lowerBound + min(left, range.count))
            left -= left == .max ? 0 : rows.count
            func task(_ field: Field?, _ source: ColumnarTask.Source, isLast: Bool) -> ColumnarTask {
                ColumnarTask(
                    file: file, piece: piece, rows: rows, firstRow: firstRow, rowsBefore: rowsBefore, field: field,
                    source: source, isLast: isLast)
            }
            if sources.isEmpty { tasks.append(task(nil, .missing, isLast: true)) }
            for (place, (field, source)) in sources.enumerated() {
                tasks.append(task(field, source, isLast: place == sources.count - 1))
            }
        }
        waiting = tasks[...]
        firstRow += count
        rowsBefore += count
        piece += 1
    }

    /// Where each wanted column of this file comes from.
    private func sources(_ file: any ColumnarFile) throws -> [(field: Field, source: ColumnarTask.Source)] {
        try scan.schema.fields.map { field in
            if field.name == added.bad { return (field, .missing) }
            if field.name == added.file { return (field, .path) }
            if field.name == added.line { return (field, .number) }
            guard let place = file.columns.firstIndex(where: { $0.name == field.name }) else { return (field, .missing) }
            let column = file.columns[place]
            guard case .success(let type) = column.type, type == field.type || Self.fits(type, field.type) else {
                throw Diagnostic.fileChanged(file.path)
            }
            return (field, .stored(column: place, asText: column.hasExactText && field.type == .text))
        }
    }

    private static func fits(_ type: DataType, _ wider: DataType) -> Bool {
        wider == .text || ReadTypes.converts(type, to: wider)
    }
}
