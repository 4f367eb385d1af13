import ArgumentParser
import OctavoKernel
import OctavoLanguage
import OctavoREPL
import OctavoSource
import OctavoSystem
import OctavoTable
import OctavoText
import OctavoVerbs
import OctavoYAML

struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Cleans the texts of a file or a pipe: removes personal data, repairs, drops noise.",
        discussion: """
            octavo clean < in.jsonl > out.jsonl
            octavo clean --config config/data_config.yaml data/raw/chats.csv --output data/processed/chats.csv
            octavo clean --operations remove_pii --columns text < in.csv

            jsonl, csv, tsv and txt, a record at a time, however long. Only texts that change are written anew; all else stays byte for byte. \
            Without `--config` and `--operations` it does what changes texts and drops no record. Of duplicates, which a config may ask for, \
            the first stays; exact ones cost 32 bytes of memory a text, near ones the texts that stay and 150 bytes each. What `clean` did is told on standard error \
            with `--report`. Cleaning the result again changes nothing.
            """)

    @Argument(help: "The file; `-` is standard input.", completion: .file()) var file = "-"
    @Option(
        help: ArgumentHelp("Does what this file's `cleaning_operations` say.", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var config: String?
    @Option(help: ArgumentHelp("What is done, in this order: names with commas between.", valueName: "names"))
    var operations: String?
    @Option(help: ArgumentHelp("The fields whose texts are cleaned, with commas between; all by default.", valueName: "names"))
    var columns: String?
    @Option(help: ArgumentHelp("jsonl, csv, tsv or txt, where neither the name nor the first bytes say it.", valueName: "format"))
    var `as`: String?
    @Option(help: "Malformed records: `error`, `skip` or `keep`; bytes that are not UTF-8 are always read as Windows-1252.")
    var bad: String = "error"
    @Option(
        name: .shortAndLong, help: ArgumentHelp("Writes here instead of to standard output.", valueName: "file"),
        completion: .file())
    var output: String?
    @Flag(help: "Tells on standard error what was done.") var report = false
    @OptionGroup var format: OutputOptions

    func validate() throws {
        if config != nil, operations != nil { throw ValidationError("`--config` and `--operations` exclude each other") }
        if ![.error, .skip, .keep].contains(ScanOptions.BadRecords(rawValue: bad)) {
            throw ValidationError("`--bad` is error, skip or keep, not `\(bad)`")
        }
    }

    func run() throws {
        var workspace = try Workspace.open(near: file == "-" ? nil : file)
        workspace.isJSON = format.isJSON
        let cancellation = Cancellation()
        InterruptSignal.install(cancellation)
        let input = PipeReader(cancellation: cancellation)
        let progress = output == nil ? nil : ProgressDisplay.onTerminal(isJSON: format.isJSON)
        let context = ExecutionContext(
            files: PipedFiles(workspace.files, input: input), cancellation: cancellation, threads: SystemInfo.cores,
            memory: workspace.memory, progress: progress?.listener)
        do {
            let (recipe, named) = try self.recipe(workspace, context)
            var options = ScanOptions(format: try recordFormat(input))
            options.bad = ScanOptions.BadRecords(rawValue: bad) ?? .error
            options.columns = try chosen(named, recipe, options.format)
            progress?.begin()
            defer { progress?.finish() }
            let summary = try BigStackThread.run(stackBytes: ScriptRunner.stackBytes) {
                try rewrite(workspace, recipe, options, context)
            }
            progress?.finish()
            if !summary.missing.isEmpty { tell([missing(summary.missing)]) }
            if report { tell(summary) }
        } catch let diagnostic as Diagnostic {
            if diagnostic.code == "interrupted" { throw ExitStatus.interrupted }
            tell([diagnostic])
            throw ExitStatus.differs
        }
    }

    // MARK: - What to do

    /// The operations, and the fields that a file names for them.
    private func recipe(_ workspace: Workspace, _ context: ExecutionContext) throws -> (CleaningRecipe, [String]) {
        let evaluation = Evaluation(
            mode: .run, catalog: .standard, capabilities: workspace.capabilities(), context: context)
        let source = Source(name: "<command line>", text: operations ?? "")
        let call = Call(of: .clean, at: source.range, in: evaluation)
        if let config {
            let data = try DataConfig.read(workspace.path(config), files: workspace.files)
            let recipe = try CleaningRecipe(CleaningRecipe.requests(data, call), call)
            tell(evaluation.diagnostics)
            return (recipe, data.columns.compactMap(\.text))
        }
        let names = operations.map { $0.split(separator: ",").map { String($0.filter { $0 != " " }) } }
        let requests = (names ?? CleaningOperation.harmless).map { CleaningRecipe.Request(name: $0, range: source.range) }
        return (try CleaningRecipe(requests, call), [])
    }

    /// The fields to clean; `nil` for all.
    private func chosen(_ named: [String], _ recipe: CleaningRecipe, _ format: FileFormat) throws -> [String]? {
        let own = columns.map { $0.split(separator: ",").map { String($0) } } ?? named
        if own.isEmpty, let dropping = recipe.dropping, format != .txt {
            throw Diagnostic(
                "missing-argument", "`\(dropping)` drops records, so `octavo clean` needs the fields that decide",
                help: ["`--columns text`, or `cleaning_columns: [text]` in the file"])
        }
        return own.isEmpty || format == .txt ? nil : own
    }

    /// By `--as`, the file's name, or the first bytes.
    private func recordFormat(_ input: PipeReader) throws -> FileFormat {
        let known = RecordRewriter.formats.map(\.rawValue)
        if let name = `as` {
            if let format = RecordRewriter.formats.first(where: { $0.rawValue == name }) { return format }
            throw Diagnostic(
                "unknown-format", "`octavo clean` knows no format `\(name)`",
                notes: ["formats: " + known.joined(separator: ", ")],
                help: Suggestion.question(for: name, among: known).map { [$0] } ?? [])
        }
        if file != "-" {
            guard let format = FileFormat(path: file) else {
                throw Diagnostic("unknown-format", "the name `\(file)` does not say which format it has", help: ["`--as jsonl`"])
            }
            if RecordRewriter.formats.contains(format) { return format }
            throw Diagnostic(
                "not-supported",
                "`octavo clean` copies records of \(known.joined(separator: ", ")), and `\(file)` is \(format.rawValue)",
                help: ["`octavo -e 'load(\"\(file)\") | clean(operations: [\"remove_pii\"]) | write(\"out.jsonl\")'`"])
        }
        let first = try input.peek(4096)
        let text = first.starts(with: [0xEF, 0xBB, 0xBF]) ? first.dropFirst(3) : first[...]
        switch text.first(where: { $0 > 0x20 }) {
        case UInt8(ascii: "{"): return .jsonl
        case UInt8(ascii: "["):
            throw Diagnostic(
                "unknown-format", "standard input looks like one JSON document, which is no record a line",
                help: ["`jq -c '.[]'` makes one record a line of an array", "`--as csv` if it is not JSON"])
        default:
            let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
            if line.contains(0x09), !line.contains(0x2C) { return .tsv }
            if text.isEmpty || line.contains(0x2C) || line.contains(0x3B) { return .csv }
            throw Diagnostic(
                "unknown-format", "standard input does not show which format it has",
                help: ["`--as txt` for a text a line, `--as csv`"])
        }
    }

    // MARK: - Doing it

    private func rewrite(
        _ workspace: Workspace, _ recipe: CleaningRecipe, _ options: ScanOptions, _ context: ExecutionContext
    ) throws -> RecordRewriter.Summary {
        let (all, changing) = (recipe.fused, recipe.changing)
        let path = file == "-" ? file : workspace.path(file)
        let rewriter = RecordRewriter(
            path, options, dropsMissing: recipe.dropsNulls, steps: recipe.duplicateSteps(over: options.columns ?? ["text"])
        ) {
            let field = all.makeWorker()
            let nested = changing.makeWorker()
            return RecordRewriter.Worker(
                rewrite: { text, place, result in
                    switch (place == .field ? field : nested).run(text, into: &result) {
                    case .unchanged: .unchanged
                    case .changed: .changed
                    case .dropped: .dropped
                    }
                }, counts: { field.counts + nested.counts })
        }
        guard let output else { return try rewriter.run(context) { Output.write($0) } }
        return try rewriter.run(context, to: workspace.path(output))
    }

    /// On standard error as JSON too: standard output is for the records.
    private func tell(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics {
            Output.write(
                (format.isJSON ? DiagnosticJSON.render(diagnostic) : Output.text(of: [diagnostic])) + "\n", to: .standardError)
        }
    }

    private func missing(_ names: [String]) -> Diagnostic {
        let written = names.map { "`\($0)`" }.joined(separator: " or ")
        return Diagnostic("unknown-column", "no record has a field \(written)", severity: .warning)
    }

    private func tell(_ summary: RecordRewriter.Summary) {
        let counts = summary.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        if format.isJSON {
            let line = JSON.object([
                ("records", .int(summary.records)), ("dropped", .int(summary.dropped)), ("bad", .int(summary.bad)),
                ("counts", .object(counts.map { ($0.key, .int($0.value)) })),
            ])
            Output.write(line.text + "\n", to: .standardError)
            return
        }
        var parts = [Quantity.of(summary.records, "record")]
        if summary.dropped > 0 { parts.append("\(Quantity.grouped(summary.dropped)) dropped") }
        if summary.bad > 0 { parts.append("\(Quantity.grouped(summary.bad)) malformed") }
        let done = counts.map { "\($0.key) \(Quantity.grouped($0.value))" }.joined(separator: ", ")
        Output.write(parts.joined(separator: ", ") + (done.isEmpty ? "" : "; " + done) + "\n", to: .standardError)
    }
}
