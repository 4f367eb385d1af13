import OctavoKernel
import OctavoLanguage
import OctavoNotebook
import OctavoREPL
import OctavoSource
import OctavoSyntax
import OctavoSystem
import OctavoTable
import OctavoText
import OctavoVerbs
import Synchronization

/// The kernel's session as the prompt wants it: its own thread with a large stack, text for the terminal, the entries for `:save`.
///
/// A class because the prompt, the signal watcher and the entry that runs share it.
final class PromptSession: REPLSession {
    let workspace: Workspace
    let session: Session
    let saving: Mutex<Saving>
    private let progress: ProgressDisplay?
    private let answers: AnswerDisplay?
    private let lastEntry = Mutex<Source?>(nil)

    /// `notebook` is the one that the session continues.
    init(workspace: Workspace, shared: SharedOptions, continuing notebook: NotebookFile?) {
        self.workspace = workspace
        saving = Mutex(Saving(continuing: notebook))
        progress = ProgressDisplay.onTerminal(isJSON: shared.format == .json)
        var capabilities = workspace.capabilities(isOffline: shared.offline, isReadOnly: shared.readOnly)
        capabilities.progress = progress?.listener
        answers = progress.map { AnswerDisplay($0) }
        if let answers { capabilities.answers = { answers.write($0) } }
        session = Session(catalog: .standard, capabilities: capabilities)
    }

    // MARK: - Between two keys

    func isComplete(_ text: String) -> Bool { session.isComplete(text) }

    func complete(_ text: String, cursorByte: Int) -> Completion {
        Self.completion(onBigStack { self.session.complete(text, cursor: cursorByte) })
    }

    func complete(_ kind: REPLCommand.Word, _ typed: String) -> Completion {
        switch kind {
        case .path: return Self.completion(session.completePath(typed))
        case .code:
            let fitting = Explanation.all.filter { $0.code.rawValue.hasPrefix(typed) && $0.code.rawValue != typed }
            return Completion(replaceStart: 0, candidates: fitting.map { .init($0.code.rawValue, detail: $0.title) })
        }
    }

    private static func completion(_ found: SessionCompletion) -> Completion {
        Completion(
            replaceStart: found.replaceStart, candidates: found.candidates.map { .init($0.text, detail: $0.detail) },
            heading: found.signature ?? "")
    }

    func highlight(_ text: String) -> [StyledRange] {
        let functions = session.environment.functions
        return EntryHighlight.ranges(of: text) { session.catalog[$0] != nil || functions[$0] != nil }
    }

    // MARK: - Running

    func interrupt() {
        session.interrupt()
        progress?.noteInterrupt()
    }

    /// Runs the cells of the notebook that the session continues, until one is interrupted; gives how each ended. What they show
    /// stands in the notebook already; what is wrong is reported as it comes.
    func replay(_ notebook: Notebook) -> [SessionOutcome] {
        let cells = notebook.cells.filter { !$0.attributes.isSkipped }
        let recordings = NotebookRecordings(of: notebook.source.name, mode: .once, session.capabilities) {
            ContentDigest.sha256Hex($0)
        }
        var outcomes: [SessionOutcome] = []
        for cell in cells where outcomes.last != .interrupted {
            progress?.begin("[\(outcomes.count + 1)/\(cells.count)] \(cell.title)")
            defer { progress?.finish() }
            let source = notebook.makeSource(of: cell)
            let workspace = workspace
            let expectsError = cell.attributes.raises != nil
            let outcome = onBigStack {
                self.session.submit(source, mode: .cell, providers: recordings.providers(for: cell)) { event in
                    guard case .diagnostics(let diagnostics) = event, !expectsError else { return }
                    self.progress?.clear()
                    workspace.report(diagnostics)
                }
            }
            if outcome == .finished { saving.withLock { $0.cells.follow(source) } }
            outcomes.append(expectsError && outcome == .failed ? .finished : outcome)
        }
        return outcomes
    }

    func submit(_ entry: String, number: Int, to output: any REPLOutput) async -> EntryOutcome {
        let source = Source(name: "<entry \(number)>", text: entry)
        lastEntry.withLock { $0 = source }
        let display = display()
        let isJSON = workspace.isJSON
        let hasShown = Atomic(false)
        let outcome = onBigStack {
            self.progress?.begin()
            defer {
                self.answers?.finish()
                self.progress?.finish()
            }
            return self.session.submit(source, display: display) { event in
                self.answers?.finish()
                // What comes after it is another run, whose line waits its second.
                self.progress?.begin()
                switch event {
                case .shown(_, let text):
                    hasShown.store(true, ordering: .relaxed)
                    output.write(text + "\n", to: .output)
                case .printed(let text):
                    output.write((isJSON ? JSON.object([("text", .text(text))]).text : text) + "\n", to: .output)
                case .diagnostics(let diagnostics):
                    output.startLine()
                    if isJSON {
                        for diagnostic in diagnostics { output.write(DiagnosticJSON.render(diagnostic) + "\n", to: .output) }
                    } else {
                        output.write(Output.text(of: diagnostics) + "\n", to: .error)
                    }
                case .bound: break
                }
            }
        }
        switch outcome {
        case .finished:
            saving.withLock { $0.cells.add(entry, hasShown: hasShown.load(ordering: .relaxed)) }
            return .finished
        case .failed: return .failed
        case .interrupted: return .interrupted
        }
    }

    private func display() -> SessionDisplay {
        let isTerminal = Output.isTerminal(.standardOutput)
        return SessionDisplay(
            style: Output.style(of: .standardOutput), width: TerminalSize.current().columns,
            format: workspace.isJSON ? .json : isTerminal ? .terminal : .whole, isUnicode: TerminalKind.showsUnicode())
    }

    private func onBigStack<Result>(_ body: () -> Result) -> Result {
        BigStackThread.run(stackBytes: ScriptRunner.stackBytes, body)
    }

    // MARK: - Commands

    func help(_ name: String) async -> REPLReply { reply(session.help(name)) }
    func type(of expression: String) async -> REPLReply { reply(onBigStack { self.session.type(of: expression) }) }
    func plan(of expression: String) async -> REPLReply { reply(onBigStack { self.session.plan(of: expression) }) }

    private func reply(_ answer: SessionAnswer) -> REPLReply {
        switch answer {
        case .success(let text): return REPLReply(text)
        case .failure(let diagnostic): return failure(diagnostic)
        }
    }

    func failure(_ diagnostic: Diagnostic) -> REPLReply {
        REPLReply(Output.text(of: [diagnostic]), failed: true)
    }

    func explain(_ code: String?) async -> REPLReply {
        guard let wanted = code ?? session.lastDiagnostics.first?.code.rawValue else {
            return REPLReply("no error to explain; `:explain CODE` explains any", failed: true)
        }
        guard let page = Explanation.of(wanted) else {
            let question = Suggestion.question(for: wanted, among: Explanation.all.map(\.code.rawValue))
            return failure(Diagnostic("bad-usage", "no code `\(wanted)`", help: question.map { [$0] } ?? []))
        }
        return REPLReply(page.markdown)
    }

    func variables() async -> [REPLVariable] {
        session.variables().map { REPLVariable(name: $0.name, type: $0.type, summary: $0.summary) }
    }

    func fixedEntry() async -> String? { lastEntry.withLock { $0 }.flatMap { session.fixed($0) } }

    func reset() async {
        session.reset()
        lastEntry.withLock { $0 = nil }
        saving.withLock { $0 = Saving(continuing: nil) }
    }

    /// Entries that name a secret are kept nowhere.
    func isKept(_ entry: String) -> Bool { !entry.contains("secret(") }
}
