import OctavoSource
import Synchronization

/// Files to tables.
package enum TableReader {
    /// A scan of `files` with the types that all their values need: one pass over everything. Columns stand in order of first
    /// appearance, then `_bad` under `bad: keep`, then `_file` and `_line` where `options.includesSource`. A malformed
    /// record throws `bad-record` unless `options.bad` says otherwise.
    ///
    /// What the pass builds on its way is kept within the limits of `KeepingLimits`, so that most steps need no second pass.
    package static func inferSchema(
        files: [String], options: ScanOptions, context: ExecutionContext, keeping limits: KeepingLimits? = nil
    ) throws -> Scan {
        try scan(files, options, context, limits ?? KeepingLimits(memoryLimit: context.memoryLimit))
    }

    /// The whole of the files as a table, with the scan that `inferSchema` gives. A column that a late value widens beyond what
    /// its earlier values can be turned into is read once more.
    package static func readAll(
        files: [String], options: ScanOptions, context: ExecutionContext
    ) throws -> (Scan, Table) {
        let scan = try scan(files, options, context, .everything)
        if options.format.isColumnar {
            var chunks: [Chunk] = []
            try read(scan, context: context, filter: nil) {
                chunks.append($0)
                return true
            }
            return (scan, Table(schema: scan.fileSchema, chunks: chunks))
        }
        let names = scan.fileSchema.names
        let kept = names.filter { scan.kept?.names.contains($0) ?? false }
        let missing = names.filter { !(scan.kept?.names.contains($0) ?? false) }
        var chunks = scan.kept?.chunks(of: kept) ?? []
        if !missing.isEmpty, !chunks.isEmpty {
            var again = scan
            again.columns = missing
            var fresh: [Chunk] = []
            try read(again, context: context, filter: nil) {
                fresh.append($0)
                return true
            }
            guard fresh.map(\.count) == chunks.map(\.count) else { throw Diagnostic.fileChanged(files[0]) }
            chunks = zip(chunks, fresh).map { one, other in
                let columns = Dictionary(
                    uniqueKeysWithValues: zip(kept, one.columns).map { ($0, $1) } + zip(missing, other.columns).map { ($0, $1) })
                return Chunk(count: one.count, columns: names.compactMap { columns[$0] })
            }
        }
        return (scan, Table(schema: scan.fileSchema, chunks: chunks))
    }

    private static func scan(
        _ files: [String], _ options: ScanOptions, _ context: ExecutionContext, _ limits: KeepingLimits
    ) throws -> Scan {
        if options.format == .sqlite {
            throw Diagnostic(
                "not-supported", "cannot read `\(files[0])` as a file: a database holds tables",
                help: ["name one: `load(\"sqlite:\(files[0])?table=NAME\")`"])
        }
        if options.format.isColumnar { return try ColumnarReader.scan(files: files, options: options, context: context) }
        if !isCutIntoBlocks(options.format) {
            let (table, summary) = try DocumentReader.table(files: files, options: options, context: context)
            let kept = KeptColumns(table.chunks, names: table.schema.names)
            return Scan(
                files: files, options: options, fileSchema: table.schema, summary: summary,
                kept: kept.byteCount <= limits.narrowBytes ? kept : nil)
        }
        let run = ReadRun(files: files, options: options, context: context)
        // What is known so far of types and of columns that are not worth building, for the blocks that come next.
        let known = Mutex(BlockRequest(wanted: options.columns.map(Set.init), types: options.types))
        // The names of the reader's own columns are settled once those of the file are known.
        let ownColumns = AddedColumns(options, beside: [])
        var keeper = ColumnKeeper(limits)
        var fields: [Field] = []
        let summary = try run.blocks(
            needsStarts: options.includesSource, request: { known.withLock { $0 } },
            work: { parsed in
                known.withLock { $0.note(parsed) }
                return BlockColumns(parsed, adding: ownColumns, context)
            },
            consume: { columns, parsed, _ in
                fields = ReadTypes.joined(fields, parsed.parts.map { Field($0.name, $0.type) })
                keeper.add(columns)
                known.withLock { $0.unbuilt = keeper.dropped }
                return true
            })
        let schema = try schema(fields, run)
        return Scan(
            files: files, options: options, fileSchema: schema, summary: summary,
            kept: keeper.finish(schema, added: AddedColumns(options, beside: fields.map(\.name))))
    }

    /// Reads the scan's columns in chunks, in order. `filter` runs on each chunk in the thread that built it. Ends when
    /// `emit` returns false or `scan.limit` rows were given. Each row knows its file and line.
    package static func read(
        _ scan: Scan, context: ExecutionContext,
        filter: (@Sendable (Chunk) throws -> Chunk)?, emit: (Chunk) throws -> Bool
    ) throws {
        var left = scan.limit ?? .max
        if left <= 0 { return }
        func give(_ chunk: Chunk) throws -> Bool {
            if chunk.count == 0 { return true }
            let cut = chunk.count > left ? chunk.slice(0..<left) : chunk
            left -= cut.count
            return try emit(cut) && left > 0
        }
        if let source = scan.source {
            return try source.read(scan.columns, context: context) { try give(filter?($0) ?? $0) }
        }
        if scan.options.format.isColumnar {
            return try ColumnarReader.read(scan, context: context, filter: filter, emit: give)
        }
        let finder = RowFinder(scan, context)
        if let chunks = try scan.kept?.chunks(of: scan.columns) ?? documents(scan, context) {
            var rest = finder.located(chunks)[...]
            return try OrderedWork.run(
                threads: context.mostThreads, limit: { [context] in context.threads }, cancellation: context.cancellation,
                next: { rest.popFirst() },
                work: { try filter?($0) ?? $0 }, consume: give)
        }
        let schema = scan.schema
        let added = AddedColumns(scan.options, beside: fileColumns(scan.fileSchema, scan.options))
        let wanted = added.only(scan.columns)
        var request = BlockRequest(wanted: Set(scan.columns).subtracting(added.names))
        for field in schema.fields { request.types[field.name] = field.type }
        let settled = request
        let run = ReadRun(files: scan.files, options: scan.options, context: context)
        try run.blocks(
            expectedStamps: scan.summary.stamps, needsStarts: wanted.line != nil, request: { settled },
            work: { parsed in
                var chunk = BlockColumns(parsed, adding: wanted, context).chunk(schema, added: added)
                let start = RowFinder.Start()
                chunk.place = finder.places(from: start)
                return (try filter?(chunk) ?? chunk, start)
            },
            consume: { (result: (chunk: Chunk, start: RowFinder.Start), _, firstRow) in
                result.start.row = firstRow
                return try give(result.chunk)
            })
    }

    // MARK: - Private

    private static func isCutIntoBlocks(_ format: FileFormat) -> Bool {
        switch format {
        case .jsonl, .csv, .tsv, .txt: true
        case .json, .md, .eml, .mbox, .parquet, .arrow, .sqlite: false
        }
    }

    /// The scan's columns where the format is read as a whole.
    private static func documents(_ scan: Scan, _ context: ExecutionContext) throws -> [Chunk]? {
        if isCutIntoBlocks(scan.options.format) { return nil }
        let (table, summary) = try DocumentReader.table(files: scan.files, options: scan.options, context: context)
        let known = scan.summary.stamps
        guard table.schema == scan.fileSchema, known.isEmpty || summary.stamps == known else {
            let changed = zip(summary.stamps, known).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            throw Diagnostic.fileChanged(scan.files[changed ?? 0])
        }
        let places = scan.columns.compactMap { table.schema.index(of: $0) }
        return table.chunks.map { chunk in Chunk(count: chunk.count, columns: places.map { chunk.columns[$0] }) }
    }

    /// The names that come from the files themselves.
    private static func fileColumns(_ schema: Schema, _ options: ScanOptions) -> [String] {
        let count = schema.count - AddedColumns(options, beside: []).names.count
        return Array(schema.names.prefix(max(count, 0)))
    }

    /// The fields of all blocks as the schema; where a chosen column is missing, looks at all columns there are, so that the message can
    /// say which was meant.
    private static func schema(_ fields: [Field], _ run: ReadRun) throws -> Schema {
        guard let chosen = run.options.columns, !Set(chosen).isSubset(of: fields.map(\.name)) else {
            return try schema(fields, run.options, files: run.files)
        }
        var options = run.options
        options.columns = nil
        let all = try scan(run.files, options, run.context, .nothing)
        return try schema(all.fileSchema.fields, run.options, files: run.files)
    }

    /// The file's fields, cut and ordered as the options ask, and the columns that are added.
    static func schema(_ fields: [Field], _ options: ScanOptions, files: [String]) throws -> Schema {
        let place = files.count == 1 ? "`\(files[0])`" : "the files"
        var chosen = fields
        if let names = options.columns {
            chosen = try names.map { name in
                if let field = fields.first(where: { $0.name == name }) { return field }
                throw missing(name, among: fields, place, in: "columns:")
            }
        }
        // An input without rows may have no columns to fix types of.
        if options.columns == nil, !fields.isEmpty,
            let name = options.types.keys.sorted().first(where: { name in !fields.contains { $0.name == name } })
        {
            throw missing(name, among: fields, place, in: "types:")
        }
        let added = AddedColumns(options, beside: fields.map(\.name))
        if let bad = added.bad { chosen.append(Field(bad, .text)) }
        if let file = added.file { chosen.append(Field(file, .text)) }
        if let line = added.line { chosen.append(Field(line, .int)) }
        return Schema(chosen)
    }

    static func missing(_ name: String, among fields: [Field], _ place: String, in option: String) -> Diagnostic {
        var help: [String] = []
        if let question = Suggestion.question(for: name, among: fields.map(\.name), prefix: ".") { help.append(question) }
        return Diagnostic(
            "unknown-column", "\(place) has no column `.\(name)`, which `\(option)` names",
            notes: fields.isEmpty ? ["no column was found there"] : [], help: help)
    }
}
