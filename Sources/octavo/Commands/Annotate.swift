import ArgumentParser
import OctavoKernel
import OctavoREPL
import OctavoSource
import OctavoSystem
import OctavoTable
import OctavoVerbs

struct Annotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotate", abstract: "Asks for the labels of records in the terminal, one at a time.",
        discussion: """
            octavo annotate data/chats.jsonl --schema config/schemas/intent_schema.json --guidelines guidelines.md
            octavo annotate data/chats.jsonl                                   by `annotation_schema` of config/data_config.yaml
            octavo annotate data/chats.jsonl --schema … --annotator bob        a second opinion, at the same time if wanted
            octavo annotate data/chats.jsonl --schema … --adjudicate           settles where annotators differ
            octavo annotate data/chats.jsonl --schema … --export out.jsonl     writes the answers beside the rows

            The least certain suggestions come first. Every answer is on the disk before the next record shows; run the command again to go \
            on. docs/annotation.md tells the keys and how answers are kept.
            """)

    @Argument(help: "The records: a file or folder that `load` reads.", completion: .file()) var path: String
    @Option(
        help: "The labels: a JSON Schema that lists them. The one that config/data_config.yaml names if none is given.",
        completion: .file(extensions: ["json"]))
    var schema: String?
    @Option(help: "A Markdown file that says what the labels mean; `?` shows it.", completion: .file(extensions: ["md"]))
    var guidelines: String?
    @Option(help: "Whose answers these are. The user's name if none is given.") var annotator: String?
    @Option(help: "The column of texts. Found by itself if its name is usual, or no other holds text.") var column: String?
    @Option(help: "Another column to show, such as `context`; may be given several times.") var show: [String] = []
    @Option(help: "The column of suggestions, with `NAME_confidence` beside it. `label` if there is one.") var suggestions:
        String?
    @Flag(help: "Shows no suggestions, so that they cannot sway anybody.") var blind = false
    @Flag(help: "Asks about the records on which annotators differ; the answer holds.") var adjudicate = false
    @Option(
        help: "Where answers are kept. `data/annotated/NAME.annotations.jsonl` in the project if none is named.",
        completion: .file())
    var store: String?
    @Option(help: "Writes the records with their answers to this file, and asks nothing.", completion: .file()) var export:
        String?

    func run() throws {
        let workspace = try Workspace.open(near: path)
        do {
            try run(workspace)
        } catch let diagnostic as Diagnostic {
            if diagnostic.code == "interrupted" { throw ExitStatus.interrupted }
            workspace.report([diagnostic])
            throw diagnostic.code == "bad-usage" ? ExitStatus.usage : ExitStatus.differs
        }
    }

    private func run(_ workspace: Workspace) throws {
        // Before a large file is read for nothing.
        if export == nil, !AnnotationTerminal.isPossible {
            throw Diagnostic(
                "no-terminal", "`octavo annotate` asks in a terminal, and this is none",
                help: [
                    "`--export out.jsonl` writes the answers that there are",
                    "`annotate(t, .text, schema: …, rules: …)` labels without asking",
                ])
        }
        let name = try export == nil ? annotatorName() : ""
        let task = try AnnotationTask(schema: schema, guidelines: guidelines, workspace)
        let labels = task.labels
        let table = try LoadedTable.load(workspace.path(path), workspace)
        let columns = try AnnotationColumns(
            table.schema, labels, text: column, shown: show, suggestions: suggestions, isBlind: blind || adjudicate)
        let records = columns.records(table)
        let log = AnnotationLog(path: storePath(workspace))
        let book = AnnotationBook(try events(log, task, workspace))
        if let export {
            try write(AnnotationExport.table(table, records, book, type: labels.answerType), book, records, to: export, workspace)
        } else {
            let queue = AnnotationQueue(records, book, annotator: name, task: adjudicate ? .settle : .label)
            guard queue.total > 0 else {
                return Output.write(adjudicate ? "annotators differ nowhere\n" : "`\(path)` holds no text to label\n")
            }
            let keys = AnnotationLabel.all(labels.labels.map { ($0.name, $0.about, $0.key) })
            try ask(
                AnnotationSession(
                    queue, labels: keys, choice: labels.counts.map { .several($0) } ?? .one, guidelines: task.guidelines,
                    showsSuggestions: !blind), log)
        }
    }

    private func ask(_ session: AnnotationSession, _ log: AnnotationLog) throws {
        try AnnotationFailure.throwing(log.path) { () throws(AnnotationLog.Failure) in try log.prepare() }
        var session = session
        let terminal = AnnotationTerminal(
            log: log, title: PathText.lastPart(of: path),
            clock: .init(
                time: { DatumText.plain(.time(SystemClock.now() / 1_000_000 * 1_000_000)) },
                seconds: { Double(SystemClock.monotonicNanoseconds()) / 1e9 }))
        let ending = terminal.run(&session)
        let queue = session.queue
        let verb = adjudicate ? "settled" : "labelled"
        let skipped = queue.skipped > 0 ? ", \(queue.skipped) skipped" : ""
        Output.write("\(queue.annotator): \(queue.labelled) of \(queue.total) \(verb)\(skipped); answers are in \(log.path)\n")
        if ending == .interrupted { throw ExitStatus.interrupted }
    }

    private func write(
        _ table: Table, _ book: AnnotationBook, _ records: [AnnotationRecord], to target: String, _ workspace: Workspace
    ) throws {
        let context = ExecutionContext(files: workspace.files, threads: SystemInfo.cores)
        try TableWriter.write(table, to: workspace.path(target), context: context)
        let labelled = records.count { book.label(of: $0.id) != nil }
        let disputed = records.count { book.isDisputed($0.id) && book.settled($0.id) == nil }
        let who = book.annotators.joined(separator: ", ")
        Output.write(
            "wrote \(target): \(Quantity.of(table.count, "row")), \(labelled) of \(Quantity.of(records.count, "text")) labelled"
                + (who.isEmpty ? "" : " by \(who)") + (disputed > 0 ? ", \(disputed) disputed" : "") + "\n", to: .standardError)
    }

    // MARK: - Who and where

    private func annotatorName() throws -> String {
        let name = annotator ?? SystemEnvironment.value(of: "USER") ?? SystemEnvironment.value(of: "LOGNAME") ?? ""
        guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
            throw Diagnostic("bad-usage", "nobody is named whose answers these are", help: ["`--annotator NAME`"])
        }
        return name
    }

    private func storePath(_ workspace: Workspace) -> String {
        if let store { return PathText.tidied(PathText.join(SystemEnvironment.currentFolder(), store)) }
        let name = PathText.lastPart(of: path)
        let stem = name.split(separator: ".").first.map(String.init) ?? name
        return "\(workspace.root)/data/annotated/\(stem).annotations.jsonl"
    }

    /// The store's events; those with labels that the schema no longer lists do not count, and it is said.
    private func events(_ log: AnnotationLog, _ task: AnnotationTask, _ workspace: Workspace) throws -> [AnnotationEvent] {
        let found = try AnnotationFailure.throwing(log.path) { () throws(AnnotationLog.Failure) in try log.read() }
        var warnings: [Diagnostic] = []
        if found.unknown > 0 {
            warnings.append(
                Diagnostic(
                    "bad-record", "\(Quantity.of(found.unknown, "line")) of `\(log.path)` are no answers and do not count",
                    severity: .warning))
        }
        var known: [AnnotationEvent] = []
        var foreign: Set<String> = []
        for var event in found.events {
            if let answer = event.label {
                // The schema may have come to take lists since, or to take none.
                guard let allowed = task.labels.answer(answer.datum) else {
                    foreign.insert(answer.names.first { task.labels[$0] == nil } ?? answer.shown)
                    continue
                }
                event.label = allowed
            }
            known.append(event)
        }
        if !foreign.isEmpty {
            warnings.append(
                Diagnostic(
                    "label-outside-schema",
                    "answers with labels that `\(task.path)` does not list do not count: "
                        + foreign.sorted().prefix(5).map { "`\($0)`" }.joined(separator: ", "), severity: .warning,
                    help: ["they are still in the store: put the label back into the schema to have them again"]))
        }
        workspace.report(warnings)
        return known
    }
}

extension Workspace {
    /// The bytes of a file that a command names; throws what the user is told.
    func contents(_ typed: String) throws -> [UInt8] { try files.contents(of: path(typed)).bytes.array }
}
