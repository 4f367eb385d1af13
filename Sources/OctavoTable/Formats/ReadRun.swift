import OctavoSource

/// One pass over the blocks of files in formats that can be cut into blocks, on all threads.
struct ReadRun {
    let files: [String]
    let options: ScanOptions
    let context: ExecutionContext

    /// Parses every block by `request`, hands each to `work` in its worker's thread, and the results in order to `consume`,
    /// with how many rows stand before the block's.
    @discardableResult func blocks<Output: Sendable>(
        expectedStamps: [String] = [], needsStarts: Bool, request: @Sendable () -> BlockRequest,
        work: @Sendable (ParsedBlock) throws -> Output, consume: (Output, _ parsed: ParsedBlock, _ firstRow: Int) throws -> Bool
    ) throws -> ReadSummary {
        let source = BlockSource(
            files: files, options: options, expectedStamps: expectedStamps, countsLines: needsStarts, context: context)
        let options = options
        let context = context
        var rows = 0
        var summary = ReadSummary()
        try OrderedWork.run(
            threads: context.mostThreads, limit: { [context] in context.threads }, cancellation: context.cancellation,
            next: { try source.next() },
            work: { block in
                var request = request()
                request.keepsBad = options.bad == .keep
                request.needsStarts = needsStarts
                let parsed: ParsedBlock
                var block = block
                var repaired = 0
                if options.bad == .repair, options.format == .jsonl { repaired = block.repairEncoding(context) }
                do {
                    parsed = try BlockParser.parse(block, format: options.format, request: request)
                } catch let mismatch as TypeMismatch {
                    let line = block.line(of: mismatch.offset, context)
                    throw mismatch.diagnostic(line: line, file: block.path, isUserType: options.types[mismatch.column] != nil)
                }
                if options.bad.isError, let bad = parsed.bad.first {
                    throw bad.diagnostic(
                        line: block.line(of: bad.offset, context), file: block.path, excerpt: bad.text(in: block, limit: 400))
                }
                return (try work(parsed), parsed, repaired)
            },
            consume: { (result: (Output, ParsedBlock, Int)) in
                let (output, parsed, repaired) = result
                let firstRow = rows
                rows += parsed.rows
                summary.add(
                    path: parsed.block.path, rows: parsed.rows, bad: parsed.bad.count, keeps: options.bad == .keep,
                    windows1252: parsed.windows1252 + repaired)
                // Of several files each counts the same, since their sizes are not known before they are opened.
                let before = Double(max(summary.files.count, 1) - 1)
                context.progress?(
                    .init(step: "read", rows: rows, fraction: min((before + parsed.block.fraction) / Double(files.count), 1)))
                return try consume(output, parsed, firstRow)
            })
        summary.stamps = source.stamps
        return summary
    }
}
