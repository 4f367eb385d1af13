import OctavoSource
import Synchronization

/// One pass over the blocks of files in formats that can be cut into blocks, on all threads.
struct ReadRun {
    let files: [String]
    let options: ScanOptions
    let context: ExecutionContext
    let statistics: ReadStatistics?

    /// The columns that a reader adds to those of the file, by their names in the table.
    struct Added: Sendable {
        var bad: String?
        var file: String?
        var line: String?

        var names: [String] { [bad, file, line].compactMap { $0 } }

        /// Names that no column of the file has.
        init(_ options: ScanOptions, beside names: some Sequence<String>) {
            let taken = Set(names)
            func free(_ name: String) -> String {
                var candidate = name
                while taken.contains(candidate) { candidate = "_" + candidate }
                return candidate
            }
            if options.bad == .keep { bad = free("_bad") }
            if options.includesSource {
                file = free("_file")
                line = free("_line")
            }
        }
    }

    /// Parses every block by `request`, hands each to `work` in its worker's thread, and the results in order to `consume`.
    func blocks<Output: Sendable>(
        request: @Sendable () -> BlockRequest, needsStarts: Bool, work: @Sendable (ParsedBlock) throws -> Output,
        consume: (Output, ParsedBlock) throws -> Bool
    ) throws {
        let source = BlockSource(files: files, options: options, countsLines: needsStarts, context: context)
        let options = options
        var rows = 0
        statistics?.clear()
        try OrderedWork.run(
            threads: context.threads, cancellation: context.cancellation, next: { try source.next() },
            work: { block in
                var request = request()
                request.keepsBad = options.bad == .keep
                request.needsStarts = needsStarts
                let parsed: ParsedBlock
                do {
                    parsed = try BlockParser.parse(block, format: options.format, request: request)
                } catch let mismatch as TypeMismatch {
                    throw Self.diagnostic(mismatch, block, isUserType: options.types[mismatch.column] != nil)
                }
                if options.bad == .error, let bad = parsed.bad.first {
                    throw bad.diagnostic(
                        line: block.line(of: bad.offset), file: block.path, excerpt: bad.text(in: block, limit: 400))
                }
                return (try work(parsed), parsed)
            },
            consume: { (result: (Output, ParsedBlock)) in
                let (output, parsed) = result
                rows += parsed.rows
                statistics?.add(
                    path: parsed.block.path, rows: parsed.rows, bad: parsed.bad.count, keeps: options.bad == .keep,
                    windows1252: parsed.windows1252)
                context.progress?(.init(step: "read", rows: rows, fraction: fraction(parsed.block)))
                return try consume(output, parsed)
            })
    }

    /// Known while one mapped file is read.
    private func fraction(_ block: ByteBlock) -> Double? {
        guard files.count == 1, block.linesBeforePiece == 0, block.piece.count > 0 else { return nil }
        return Double(block.end) / Double(block.piece.count)
    }

    static func diagnostic(_ mismatch: TypeMismatch, _ block: ByteBlock, isUserType: Bool) -> Diagnostic {
        let line = block.line(of: mismatch.offset)
        guard isUserType else {
            return Diagnostic(
                "file-changed", "`\(block.path)` changed while it was read: line \(line) does not fit the types found before",
                help: ["run the cell again"])
        }
        return Diagnostic(
            "wrong-type",
            "cannot read `.\(mismatch.column)` as \(mismatch.type): line \(line) of `\(block.path)` holds \(DatumText.quoted(mismatch.text))",
            help: ["leave the column out of `types:` to let all its values decide, or load it as text and convert it with `try`"])
    }

    /// The block's rows as the columns `names`, of the types in `schema`.
    static func chunk(_ parsed: ParsedBlock, names: [String], schema: Schema, added: Added) -> Chunk {
        var parts: [String: Column] = [:]
        for part in parsed.parts { parts[part.name] = part.column }
        let columns = names.map { name -> Column in
            switch name {
            case added.bad: bad(parsed)
            case added.file: file(parsed)
            case added.line: line(parsed)
            default: parts[name] ?? Column.nulls(schema.type(of: name) ?? .null, count: parsed.rows)
            }
        }
        return Chunk(count: parsed.rows, columns: columns)
    }

    private static func bad(_ parsed: ParsedBlock) -> Column {
        var builder = ColumnBuilder(.text)
        var row = 0
        if parsed.bad.isEmpty { return Column.nulls(.text, count: parsed.rows) }
        for bad in parsed.bad {
            while row < bad.row {
                builder.append(.null)
                row += 1
            }
            builder.append(.text(bad.text(in: parsed.block)))
            row += 1
        }
        while row < parsed.rows {
            builder.append(.null)
            row += 1
        }
        return builder.finish()
    }

    private static func file(_ parsed: ParsedBlock) -> Column {
        Column(
            type: .text, count: parsed.rows,
            storage: .dictionary(codes: Buffer(repeating: 0, count: parsed.rows), values: TextBuffer([parsed.block.path])))
    }

    private static func line(_ parsed: ParsedBlock) -> Column {
        let block = parsed.block
        var line = Int64(block.line(of: 0))
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
