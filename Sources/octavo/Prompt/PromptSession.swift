import OctavoKernel
import OctavoLanguage
import OctavoNotebook
import OctavoREPL
import OctavoSource
import OctavoSyntax
import OctavoSystem
import OctavoTable
import OctavoVerbs
import Synchronization

/// The kernel's session as the prompt wants it: its own thread with a large stack, text for the terminal, the entries for `:save`.
///
/// A class because the prompt, the signal watcher and the entry that runs share it.
final class PromptSession: REPLSession {
    private struct Entries {
        var texts: [String] = []
        var last: Source?
    }

    let workspace: Workspace
    private let session: Session
    private let progress: ProgressDisplay?
    private let entries = Mutex(Entries())

    init(workspace: Workspace, shared: SharedOptions) {
        self.workspace = workspace
        progress = ProgressDisplay.onTerminal(isJSON: shared.format == .json)
        var capabilities = workspace.capabilities(isOffline: shared.offline, isReadOnly: shared.readOnly)
        capabilities.progress = progress?.listener
        session = Session(catalog: .standard, capabilities: capabilities)
    }

    func isComplete(_ text: String) -> Bool { session.isComplete(text) }

    func complete(_ text: String, cursorByte: Int) -> Completion {
        let found = onBigStack { self.session.complete(text, cursor: cursorByte) }
        return Completion(
            replaceStart: found.replaceStart, candidates: found.candidates.map { .init($0.text, detail: $0.detail) })
    }

    func interrupt() { session.interrupt() }

    /// Runs a notebook's cells so that the prompt goes on after them; what they show stands in the notebook already.
    func replay(_ notebook: Notebook) {
        for cell in notebook.cells where !cell.attributes.isSkipped {
            let source = notebook.makeSource(of: cell)
            _ = onBigStack { self.session.submit(source, mode: .cell) { _ in } }
        }
    }

    func submit(_ entry: String, number: Int, to output: any REPLOutput) async -> EntryOutcome {
        let source = Source(name: "<entry \(number)>", text: entry)
        entries.withLock { $0.last = source }
        let isTerminal = Output.isTerminal(.standardOutput)
        let display = SessionDisplay(
            style: Output.isColoured(.standardOutput) ? .ansi : .plain, width: isTerminal ? TerminalSize.current().columns : 100,
            format: isTerminal ? .terminal : .whole)
        let errorStyle: TextStyle = Output.isColoured(.standardError) ? .ansi : .plain
        let outcome = onBigStack {
            self.progress?.begin()
            defer { self.progress?.finish() }
            return self.session.submit(source, display: display) { event in
                self.progress?.finish()
                switch event {
                case .shown(_, let text), .printed(let text): output.write(text + "\n", to: .output)
                case .diagnostics(let diagnostics):
                    output.startLine()
                    output.write(DiagnosticText.render(diagnostics, style: errorStyle) + "\n", to: .error)
                case .bound: break
                }
            }
        }
        switch outcome {
        case .finished:
            entries.withLock { $0.texts.append(entry) }
            return .finished
        case .failed: return .failed
        case .interrupted: return .interrupted
        }
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
        case .failure(let diagnostic): return REPLReply(DiagnosticText.render(diagnostic), failed: true)
        }
    }

    func explain(_ code: String?) async -> REPLReply {
        guard let wanted = code ?? session.lastDiagnostics.first?.code.rawValue else {
            return REPLReply("no error to explain; name a code", failed: true)
        }
        guard let page = Explanation.of(wanted) else { return REPLReply("no code `\(wanted)`", failed: true) }
        return REPLReply(page.markdown)
    }

    func variables() async -> [REPLVariable] {
        session.variables().map { REPLVariable(name: $0.name, type: $0.type, summary: $0.summary) }
    }

    func fixedEntry() async -> String? { entries.withLock { $0.last }.flatMap { session.fixed($0) } }

    func reset() async {
        session.reset()
        entries.withLock { $0 = Entries() }
    }

    /// The entries that succeeded, one cell each.
    func save(to path: String) async -> REPLReply {
        let cells = entries.withLock { $0.texts }
        let text = "---\noctavo: 1\n---\n" + cells.map { "\n```octavo\n\(Self.cellForm($0))\n```\n" }.joined()
        do {
            let bytes = Array(text.utf8)
            try workspace.files.write(workspace.path(path), bytes: bytes)
        } catch {
            let diagnostic = error as? Diagnostic ?? Diagnostic("failed", "\(error)")
            return REPLReply(DiagnosticText.render(diagnostic), failed: true)
        }
        return REPLReply("saved \(cells.count) cells to \(path); `octavo run \(path)` fills in their results")
    }

    /// A cell may not begin with a pipe: what continues the last value says so.
    private static func cellForm(_ entry: String) -> String {
        entry.drop { $0 == " " || $0 == "\n" || $0 == "\t" }.hasPrefix("|") ? "_ " + entry : entry
    }

    func journalForm(of entry: String, number: Int) -> String? { Self.cellForm(entry) }

    /// Entries that name a secret are kept nowhere.
    func isKept(_ entry: String) -> Bool { !entry.contains("secret(") }
}
