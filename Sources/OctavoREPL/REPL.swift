import Synchronization

/// The prompt: reads entries, has the session run them, and shows what comes of it.
///
/// A class because it is the session's place at the terminal. On the main actor because reading blocks the thread, which must
/// not be one that tasks run on.
@MainActor
package final class REPL {
    package struct Configuration: Sendable {
        package var prompt = "octavo> "
        /// Shown once, at a terminal.
        package var banner = ""
        /// What `:version` says.
        package var version: String
        package var historyPath: String?
        package var journalPath: String?
        package var colours = ColourChoice.auto

        package init(version: String) { self.version = version }
    }

    /// Two interrupts within this time at an empty prompt mean that somebody wants to leave.
    static let impatience = Duration.seconds(1)

    let configuration: Configuration
    let session: any REPLSession
    package let editor: LineEditor
    let output: any REPLOutput
    var isTiming = false
    var recovered: [Journal.Recovered] = []
    /// The entries that ran, with their numbers.
    private(set) var submitted: [(number: Int, text: String)] = []
    private var journal: Journal?
    private let running = RunningMark()
    private var lastInterrupt: ContinuousClock.Instant?
    private var hasFailed = false

    package init(session: any REPLSession, configuration: Configuration, output: any REPLOutput = Console.standard) {
        self.session = session
        self.configuration = configuration
        self.output = output
        var language = LineEditor.Language()
        language.isComplete = { Self.isComplete($0, session) }
        language.complete = { Self.complete($0, cursorByte: $1, session) }
        language.highlight = { REPLCommand.Call($0) == nil ? session.highlight($0) : [] }
        editor = LineEditor(language: language, colours: configuration.colours)
        // A stream of entries is a program; what a person typed is not mixed with it.
        if editor.kind != .stream, let path = configuration.historyPath { editor.history = History(path: path) }
    }

    /// Reads and runs entries until there are no more. The exit status: 1 if entries came from a stream and one of them failed.
    package func run() async -> Int32 {
        if editor.kind != .stream { begin() }
        var initial = ""
        while let next = await step(initial) {
            initial = ""
            switch next {
            case .edit(let text): initial = text
            case .quit: return end()
            case .submit, .prompt, .failed: break
            }
        }
        return end()
    }

    private func begin() {
        let mark = running
        let session = session
        Interrupts.onInterrupt { if mark.isSet { session.interrupt() } }
        if !configuration.banner.isEmpty { output.write(wrapped(configuration.banner) + "\n", to: .output) }
        guard let path = configuration.journalPath else { return }
        (journal, recovered) = Journal.begin(at: path)
        for left in recovered {
            let entries = left.entries.count == 1 ? "1 entry" : "\(left.entries.count) entries"
            output.write("recovered \(entries) from an interrupted session: \(left.path) (`:recover` runs them)\n", to: .output)
        }
    }

    private func end() -> Int32 {
        journal?.finish()
        editor.close()
        return editor.kind == .stream && hasFailed ? 1 : 0
    }

    /// Reads one entry and does what it says. `nil` at the end of input.
    private func step(_ initial: String) async -> REPLCommand.Next? {
        switch editor.read(prompt: configuration.prompt, initial: initial) {
        case .endOfInput: return nil
        case .interrupted(let wasEmpty): return offerToQuit(wasEmpty) ? .quit : .prompt
        case .entry(let text):
            lastInterrupt = nil
            return await enter(text)
        }
    }

    /// Does what an entry says: a command of the prompt, or a program for the session.
    @discardableResult package func enter(_ text: String) async -> REPLCommand.Next {
        guard text.contains(where: { !$0.isWhitespace }) else { return .prompt }
        if session.isKept(text) { editor.history.add(text) }
        guard let call = REPLCommand.Call(text) else {
            return await run(text) == .finished ? .prompt : .failed
        }
        let next = await perform(call)
        if next == .failed { hasFailed = true }
        if case .submit(let entry) = next { _ = await run(entry) }
        return next
    }

    /// Has the session run an entry.
    @discardableResult func run(_ entry: String, timed: Bool = false) async -> EntryOutcome {
        let number = (submitted.last?.number ?? 0) + 1
        submitted.append((number, entry))
        running.set(true)
        let start = ContinuousClock.now
        let outcome = await session.submit(entry, number: number, to: output)
        let took = ContinuousClock.now - start
        running.set(false)
        output.startLine()
        if outcome == .interrupted {
            editor.discardTypedAhead()
            output.write("interrupted\n", to: .error)
        }
        if timed || isTiming {
            output.write(Style.faint.apply("took \(took.short)", colours: editor.hasColours) + "\n", to: .output)
        }
        if outcome != .finished { hasFailed = true }
        if session.isKept(entry), let form = session.journalForm(of: entry, number: number) {
            journal?.append(form, failed: outcome != .finished)
        }
        return outcome
    }

    private func offerToQuit(_ wasEmpty: Bool) -> Bool {
        let now = ContinuousClock.now
        let last = lastInterrupt
        lastInterrupt = wasEmpty ? now : nil
        guard wasEmpty, let last, now - last < Self.impatience else { return false }
        lastInterrupt = nil
        guard case .entry(let answer) = editor.ask("quit? [y/N] ") else { return false }
        return ["y", "yes"].contains(answer.lowercased())
    }

    // MARK: - What the editor asks

    package nonisolated static func isComplete(_ text: String, _ session: any REPLSession) -> Bool {
        guard let call = REPLCommand.Call(text) else { return session.isComplete(text) }
        guard let command = REPLCommand.find(call.name), command.takesLanguage, !call.argument.isEmpty else { return true }
        return session.isComplete(call.argument)
    }
}

/// Whether an entry runs, for the thread that hears of interrupts.
private final class RunningMark: Sendable {
    private let mark = Atomic<Bool>(false)

    var isSet: Bool { mark.load(ordering: .acquiring) }
    func set(_ running: Bool) { mark.store(running, ordering: .releasing) }
}

extension Duration {
    /// Three digits and a unit: `1.23 s`, `45.6 ms`, `789 us`.
    package var short: String {
        let (seconds, attoseconds) = components
        let nanoseconds = Double(seconds) * 1e9 + Double(attoseconds) / 1e9
        let units = [(1e9, "s"), (1e6, "ms"), (1e3, "us")]
        let (scale, unit) = units.first { nanoseconds >= $0.0 } ?? (1, "ns")
        let value = nanoseconds / scale
        let decimals = scale == 1 ? 0 : value < 10 ? 2 : value < 100 ? 1 : 0
        let factor = decimals == 2 ? 100.0 : decimals == 1 ? 10 : 1
        let scaled = Int((min(value, 1e12) * factor).rounded())
        guard decimals > 0 else { return "\(scaled) \(unit)" }
        let rest = String(scaled % Int(factor))
        return "\(scaled / Int(factor)).\(String(repeating: "0", count: decimals - rest.count))\(rest) \(unit)"
    }
}
