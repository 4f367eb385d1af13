import OctavoSource

/// Makes a table of blocks that were each read with the types of their own values.
enum BlockAssembly {
    /// `rebuild` reads the columns whose values cannot be turned into their final type once more, with that type.
    static func table(
        _ given: [ParsedBlock], fields: [Field], options: ScanOptions, files: [String], context: ExecutionContext,
        rebuild: (Set<String>, Schema) throws -> [ParsedBlock]
    ) throws -> Table {
        let schema = try TableReader.schema(fields, options, files: files)
        var blocks = given.filter { $0.rows > 0 }
        let again = Set(
            blocks.flatMap { block in
                block.parts.filter { !ReadTypes.converts($0.type, to: schema.type(of: $0.name) ?? $0.type) }.map(\.name)
            })
        if !again.isEmpty {
            let fresh = try rebuild(again, schema).filter { $0.rows > 0 }
            guard fresh.map(\.rows) == blocks.map(\.rows) else {
                throw Diagnostic.fileChanged(files[0])
            }
            blocks = zip(blocks, fresh).map { old, new in
                old.with(parts: old.parts.filter { !again.contains($0.name) } + new.parts)
            }
        }
        let added = AddedColumns(options, beside: fields.map(\.name))
        let chunks = blocks.map { BlockColumns($0, adding: added, context).chunk(schema, added: added) }
        return Table(schema: schema, chunks: chunks)
    }
}

extension ParsedBlock {
    func with(parts: [Part]) -> ParsedBlock {
        ParsedBlock(block: block, rows: rows, parts: parts, bad: bad, windows1252: windows1252, starts: starts)
    }
}
