import OctavoSource
import Synchronization

/// Files to tables.
package enum TableReader {
    /// A scan of `files` with the types that all their values need: one pass over everything. Columns stand in order of first
    /// appearance, then `_bad` under `bad: keep`, then `_file` and `_line` where `options.includesSource`. A malformed
    /// record throws `bad-record` unless `options.bad` says otherwise.
    package static func inferSchema(
        files: [String], options: ScanOptions, context: ExecutionContext, statistics: ReadStatistics? = nil
    ) throws -> Scan {
        if !isCutIntoBlocks(options.format) {
            let table = try DocumentReader.table(files: files, options: options, context: context, statistics: statistics)
            return Scan(files: files, options: options, fileSchema: table.schema)
        }
        let run = ReadRun(files: files, options: options, context: context, statistics: statistics)
        let hints = Mutex<[String: DataType]>([:])
        var fields: [Field] = []
        try run.blocks(
            request: {
                BlockRequest(
                    wanted: options.columns.map(Set.init), types: options.types, hints: hints.withLock { $0 },
                    buildsColumns: false)
            },
            needsStarts: false,
            work: { parsed in note(parsed, in: hints) },
            consume: { _, parsed in
                fields = ReadTypes.joined(fields, parsed.parts.map { Field($0.name, $0.type) })
                return true
            })
        try checkChosen(fields, run)
        return Scan(files: files, options: options, fileSchema: try schema(fields, options, files: files))
    }

    /// Reads the scan's columns in chunks, in order. `filter` runs on each chunk in the thread that built it. Ends when
    /// `emit` returns false or `scan.limit` rows were given.
    package static func read(
        _ scan: Scan, context: ExecutionContext, statistics: ReadStatistics? = nil,
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
        if !isCutIntoBlocks(scan.options.format) {
            let table = try DocumentReader.table(
                files: scan.files, options: scan.options, context: context, statistics: statistics)
            guard table.schema == scan.fileSchema else {
                throw Diagnostic("file-changed", "the files changed while they were read", help: ["run the cell again"])
            }
            let places = scan.columns.compactMap { table.schema.index(of: $0) }
            for chunk in table.chunks {
                try context.cancellation.check()
                let projected = Chunk(count: chunk.count, columns: places.map { chunk.columns[$0] })
                if try !give(filter?(projected) ?? projected) { return }
            }
            return
        }
        let added = ReadRun.Added(scan.options, beside: fileColumns(scan.fileSchema, scan.options))
        let schema = scan.fileSchema
        let names = scan.columns
        var request = BlockRequest(wanted: Set(names).subtracting(added.names))
        for name in names { request.types[name] = schema.type(of: name) }
        let settled = request
        let run = ReadRun(files: scan.files, options: scan.options, context: context, statistics: statistics)
        try run.blocks(
            request: { settled }, needsStarts: added.line.map { names.contains($0) } ?? false,
            work: { parsed in
                let chunk = ReadRun.chunk(parsed, names: names, schema: schema, added: added)
                return try filter?(chunk) ?? chunk
            },
            consume: { chunk, _ in try give(chunk) })
    }

    /// The whole of the files as a table in one pass, with the scan that `inferSchema` would have given. A column that a late
    /// value widens beyond what its earlier values can be turned into is read once more.
    package static func readAll(
        files: [String], options: ScanOptions, context: ExecutionContext, statistics: ReadStatistics? = nil
    ) throws -> (Scan, Table) {
        if !isCutIntoBlocks(options.format) {
            let table = try DocumentReader.table(files: files, options: options, context: context, statistics: statistics)
            return (Scan(files: files, options: options, fileSchema: table.schema), table)
        }
        let run = ReadRun(files: files, options: options, context: context, statistics: statistics)
        let hints = Mutex<[String: DataType]>([:])
        var fields: [Field] = []
        var blocks: [ParsedBlock] = []
        try run.blocks(
            request: {
                BlockRequest(wanted: options.columns.map(Set.init), types: options.types, hints: hints.withLock { $0 })
            },
            needsStarts: options.includesSource,
            work: { parsed in note(parsed, in: hints) },
            consume: { _, parsed in
                fields = ReadTypes.joined(fields, parsed.parts.map { Field($0.name, $0.type) })
                if parsed.rows > 0 { blocks.append(parsed) }
                return true
            })
        try checkChosen(fields, run)
        let table = try BlockAssembly.table(blocks, fields: fields, options: options, files: files) { again, schema in
            var request = BlockRequest(wanted: again)
            for name in again { request.types[name] = schema.type(of: name) }
            let settled = request
            var fresh: [ParsedBlock] = []
            try ReadRun(files: files, options: options, context: context, statistics: nil).blocks(
                request: { settled }, needsStarts: false, work: { _ in },
                consume: { _, parsed in
                    fresh.append(parsed)
                    return true
                })
            return fresh
        }
        return (Scan(files: files, options: options, fileSchema: table.schema), table)
    }

    // MARK: - Private

    private static func isCutIntoBlocks(_ format: FileFormat) -> Bool {
        switch format {
        case .jsonl, .csv, .tsv, .txt: true
        case .json, .md, .eml, .mbox: false
        }
    }

    private static func note(_ parsed: ParsedBlock, in hints: borrowing Mutex<[String: DataType]>) {
        hints.withLock { known in
            for part in parsed.parts { known[part.name] = known[part.name].map { ReadTypes.joined($0, part.type) } ?? part.type }
        }
    }

    /// Where a chosen column is missing, looks at all columns there are, so that the message can say which was meant.
    private static func checkChosen(_ fields: [Field], _ run: ReadRun) throws {
        guard let chosen = run.options.columns, !Set(chosen).isSubset(of: fields.map(\.name)) else { return }
        var options = run.options
        options.columns = nil
        let all = try inferSchema(files: run.files, options: options, context: run.context).fileSchema.fields
        _ = try schema(all, run.options, files: run.files)
    }

    /// The names that come from the files themselves.
    private static func fileColumns(_ schema: Schema, _ options: ScanOptions) -> [String] {
        let count = schema.count - (options.bad == .keep ? 1 : 0) - (options.includesSource ? 2 : 0)
        return Array(schema.names.prefix(max(count, 0)))
    }

    /// The file's fields, cut and ordered as the options ask, and the columns that are added.
    static func schema(_ fields: [Field], _ options: ScanOptions, files: [String]) throws -> Schema {
        var chosen = fields
        if let names = options.columns {
            chosen = try names.map { name in
                if let field = fields.first(where: { $0.name == name }) { return field }
                var help: [String] = []
                if let question = Suggestion.question(for: name, among: fields.map(\.name), prefix: ".") { help.append(question) }
                let place = files.count == 1 ? "`\(files[0])`" : "the files"
                throw Diagnostic("unknown-column", "\(place) has no column `.\(name)`", help: help)
            }
        }
        let added = ReadRun.Added(options, beside: fields.map(\.name))
        if let bad = added.bad { chosen.append(Field(bad, .text)) }
        if let file = added.file { chosen.append(Field(file, .text)) }
        if let line = added.line { chosen.append(Field(line, .int)) }
        return Schema(chosen)
    }
}
