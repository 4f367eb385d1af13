import OctavoSource

/// Copies the records of a file or a pipe with some of their texts changed. What nothing changes stays byte for byte as it was: numbers,
/// the order of fields, spaces, quotes. Holds a few blocks at a time, however long the input is.
package struct RecordRewriter: Sendable {
    /// What becomes of a text.
    package enum Change: Sendable { case unchanged, changed, dropped }

    /// Whether a text decides if its record stays, or stands deeper in it.
    package enum Place: Sendable { case field, nested }

    /// Someone who changes texts on one thread, made for each block.
    package struct Worker {
        /// Where the text changes, the result is put into the array, which is empty before. Only a `field` may be dropped.
        package let rewrite: (Span<UInt8>, Place, _ result: inout [UInt8]) -> Change
        package let counts: () -> [(what: String, count: Int)]

        package init(
            rewrite: @escaping (Span<UInt8>, Place, _ result: inout [UInt8]) -> Change,
            counts: @escaping () -> [(what: String, count: Int)]
        ) {
            self.rewrite = rewrite
            self.counts = counts
        }
    }

    /// A step over the records that stay, by their texts as they are then: of the fields of `options.columns`, `text` where there are
    /// none. What goes is counted as `rule`.
    package struct Step: Sendable {
        let rule: String
        let pass: RowPass

        package init(rule: String, pass: RowPass) {
            self.rule = rule
            self.pass = pass
        }
    }

    /// What a run did.
    package struct Summary: Sendable {
        package fileprivate(set) var records = 0
        package fileprivate(set) var dropped = 0
        /// Malformed records that were left out or kept as they are.
        package fileprivate(set) var bad = 0
        package fileprivate(set) var counts: [String: Int] = [:]
        /// Named fields that no record has; some of the others are there.
        package fileprivate(set) var missing: [String] = []
    }

    /// What a block gives.
    struct Output: Sendable {
        var bytes: [UInt8] = []
        var records = 0
        var dropped = 0
        var bad = 0
        var counts: [(what: String, count: Int)] = []
        /// The places of the named fields that a record has, where formats do not say that beforehand.
        var found: Set<Int> = []
        /// Where steps follow.
        var texts: RecordTexts?

        /// What was added is a record, or a line that is none.
        mutating func endRecord() {
            let end = bytes.count
            texts?.endRecord(at: end)
        }
    }

    private let path: String
    private let options: ScanOptions
    private let dropsMissing: Bool
    private let steps: [Step]
    private let makeWorker: @Sendable () -> Worker

    /// Formats whose records can be copied one by one.
    package static let formats: [FileFormat] = [.jsonl, .csv, .tsv, .txt]

    /// `options.columns` names the fields whose texts are changed; all where it is `nil`. With `dropsMissing` a record goes that has no
    /// text in any of them. `steps` come after all else.
    package init(
        _ path: String, _ options: ScanOptions, dropsMissing: Bool = false, steps: [Step] = [],
        makeWorker: @escaping @Sendable () -> Worker
    ) {
        self.path = path
        self.options = options
        self.dropsMissing = dropsMissing
        self.steps = steps
        self.makeWorker = makeWorker
    }

    /// Into a file, which is whole or the old one whatever happens.
    package func run(_ context: ExecutionContext, to path: String) throws -> Summary {
        var summary = Summary()
        try unsafe context.files.write(path) { append in
            summary = try run(context) { bytes in
                // The array is alive during the call, and `append` keeps no pointer.
                unsafe try bytes.withUnsafeBytes { unsafe try append($0) }
            }
        }
        return summary
    }

    package func run(_ context: ExecutionContext, write: ([UInt8]) throws -> Void) throws -> Summary {
        let source = BlockSource(files: [path], options: options, countsLines: true, context: context)
        let (options, dropsMissing, makeWorker) = (options, dropsMissing, makeWorker)
        var summary = Summary()
        var isFirst = true
        var found: Set<Int> = []
        let columns = options.columns ?? ["text"]
        let remembered = Reservation(context.memory)
        defer { remembered.release() }
        let steps = try steps.isEmpty ? nil : RecordSteps(steps, columns: columns, remembered, context)
        try OrderedWork.run(
            threads: context.mostThreads, limit: { context.threads }, cancellation: context.cancellation,
            next: { try source.next() },
            work: { block in
                let worker = makeWorker()
                let texts = steps.map { _ in RecordTexts(columns: columns.count) }
                var output: Output
                switch options.format {
                case .jsonl: output = try JSONLineRewriting(block, options, dropsMissing, worker, texts, context).rewritten()
                case .csv, .tsv: output = try DelimitedRewriting(block, options, dropsMissing, worker, texts).rewritten()
                default: output = LineRewriting(block, worker, texts).rewritten()
                }
                output.counts = worker.counts()
                guard let steps, let texts = output.texts else { return Worked(output: output, block: block) }
                let (chunk, ends) = texts.finish()
                output.texts = nil
                return Worked(output: output, block: block, ends: ends, firstStep: try steps.prepare(chunk))
            },
            consume: { (worked: Worked) in
                var output = worked.output
                if isFirst, let header = worked.block.layout?.header { try write(header) }
                isFirst = false
                if let steps, let ends = worked.ends { try Self.follow(steps, worked.firstStep, ends, &output) }
                if !output.bytes.isEmpty { try write(output.bytes) }
                summary.records += output.records
                summary.dropped += output.dropped
                summary.bad += output.bad
                found.formUnion(output.found)
                for (what, count) in output.counts where count > 0 { summary.counts[what, default: 0] += count }
                context.progress?(.init(step: "clean", rows: summary.records, fraction: nil))
                return true
            })
        if options.format == .jsonl, let named = options.columns, summary.records > 0 {
            summary.missing = named.indices.filter { !found.contains($0) }.map { named[$0] }
            if found.isEmpty, !named.isEmpty { throw Self.nothingNamed(named, path) }
        }
        return summary
    }

    /// A name that is misspelt would leave everything as it is.
    private static func nothingNamed(_ names: [String], _ path: String) -> Diagnostic {
        let written = names.map { "`\($0)`" }.joined(separator: " or ")
        return Diagnostic(
            "unknown-column", "no record of `\(path)` has a field \(written), so none was changed",
            help: ["`--columns` names fields of the records; without it all texts are cleaned"])
    }

    /// A block once its own work is done.
    private struct Worked: Sendable {
        let output: Output
        let block: ByteBlock
        /// Where each record ends, where steps follow.
        var ends: [Int]?
        var firstStep: RowPass.InOrder?
    }

    /// Leaves the records in the output that stay by the steps.
    private static func follow(
        _ steps: RecordSteps, _ first: RowPass.InOrder?, _ ends: [Int], _ output: inout Output
    ) throws {
        let (rows, dropped) = try steps.run(first, count: ends.count)
        output.counts += dropped.map { ($0.rule, $0.count) }
        output.dropped += ends.count - rows.count
        if rows.count == ends.count { return }
        var kept: [UInt8] = []
        kept.reserveCapacity(output.bytes.count)
        for row in rows { kept += output.bytes[(row == 0 ? 0 : ends[row - 1])..<ends[row]] }
        output.bytes = kept
    }
}

/// One text a line.
struct LineRewriting {
    private let block: ByteBlock
    private let worker: RecordRewriter.Worker
    private let texts: RecordTexts?

    init(_ block: ByteBlock, _ worker: RecordRewriter.Worker, _ texts: RecordTexts?) {
        self.block = block
        self.worker = worker
        self.texts = texts
    }

    func rewritten() -> RecordRewriter.Output {
        var output = RecordRewriter.Output()
        output.bytes.reserveCapacity(block.count)
        output.texts = texts
        var text = TextRewriting(worker)
        var start = block.start
        while start < block.end {
            let feed = ByteSearch.feed(block.piece, from: start) ?? block.end
            let next = min(feed + 1, block.end)
            var end = min(feed, block.end)
            if end > start, block.piece[end - 1] == 0x0D { end -= 1 }
            output.records += 1
            switch text.run(block.piece.slice(start..<end), .field) {
            case .unchanged:
                block.copy(start..<next, to: &output.bytes)
                output.texts?.set(0, block.piece.slice(start..<end).array)
                output.endRecord()
            case .dropped: output.dropped += 1
            case .changed:
                // A line is a record, so what was made of it stays one line.
                let line = text.result.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
                output.bytes += line
                block.copy(end..<next, to: &output.bytes)
                output.texts?.set(0, line)
                output.endRecord()
            }
            start = next
        }
        return output
    }
}

/// One text after the other through a worker, whatever bytes it is made of.
struct TextRewriting {
    private let worker: RecordRewriter.Worker
    private(set) var result: [UInt8] = []

    init(_ worker: RecordRewriter.Worker) { self.worker = worker }

    /// `result` holds what a text is changed to. Bytes that are not UTF-8 are read as Windows-1252, as everywhere.
    mutating func run(_ bytes: Buffer<UInt8>, _ place: RecordRewriter.Place) -> RecordRewriter.Change {
        result.removeAll(keepingCapacity: true)
        if bytes.isUTF8 { return unsafe worker.rewrite(bytes.elements.span, place, &result) }
        return run(Array(Charsets.utf8OrWindows1252(bytes.array[...]).utf8), place, isChanged: true)
    }

    /// The same for a text that was decoded; where nothing else changes it, decoding may have.
    mutating func run(_ text: [UInt8], _ place: RecordRewriter.Place, isChanged: Bool) -> RecordRewriter.Change {
        result.removeAll(keepingCapacity: true)
        let change = worker.rewrite(text.span, place, &result)
        guard change == .unchanged, isChanged else { return change }
        result = text
        return .changed
    }
}

extension Buffer<UInt8> {
    /// Whether the bytes are UTF-8.
    fileprivate var isUTF8: Bool {
        if unsafe elements.allSatisfy({ $0 < 0x80 }) { return true }
        return unsafe String(validating: elements, as: UTF8.self) != nil
    }
}

extension ByteBlock {
    func copy(_ range: Range<Int>, to bytes: inout [UInt8]) {
        // The slice is checked to lie in the piece.
        unsafe bytes.append(contentsOf: piece.slice(range).elements)
    }
}
