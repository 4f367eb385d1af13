import CLibedit
import Glibc
import OctavoKernel

/// Reads entries: at a terminal with editing, at a dumb one line by line, elsewhere from whatever standard input is.
///
/// A class because it owns the terminal. Lives on the main thread, which it blocks while it reads.
package final class LineEditor: EditBuffer.Owner {
    package enum Event: Equatable, Sendable {
        case entry(String)
        /// Ctrl-C, with whether there was nothing to cancel.
        case interrupted(wasEmpty: Bool)
        case endOfInput
    }

    package enum Kind: Equatable, Sendable { case terminal, dumbTerminal, stream }

    /// What the editor asks of the language. All are called on the editor's thread, often, and must be quick.
    package struct Language {
        package var isComplete: (String) -> Bool = { _ in true }
        package var complete: (_ text: String, _ cursorByte: Int) -> Completion = { _, _ in .none }
        package var highlight: (String) -> [StyledRange] = { _ in [] }

        package init() {}
    }

    package let kind: Kind
    package var history: History
    package var language: Language
    package var hasColours: Bool

    let input = TypedInput()
    let buffer: EditBuffer?
    var painter = Painter(columns: 80)
    var size = TerminalSize.elsewhere
    var margin = EntryLayout.Margin(prompt: "")
    /// How the edit ended.
    var outcome: Event?
    /// What the buffer begins with once libedit is ready for it.
    var prefill: [Unicode.Scalar] = []
    var isAnswer = false
    var walk = HistoryWalk()
    /// The first row that is shown of an entry that is taller than the screen.
    var firstRow = 0
    var menu: (pages: CompletionMenu, page: Int)?
    var search: IncrementalSearch?
    var lastQuery = ""
    /// The column that Up and Down aim at, valid as long as the cursor is where they left it.
    var goal: (column: Int, cursor: Int)?
    /// What was cut, for Ctrl-Y, and where the last cut was, so that the next one adds to it.
    var cut: (text: [Unicode.Scalar], cursor: Int, count: Int) = ([], -1, -1)
    var undo = UndoStack()
    private var follower: Int?
    /// From a stream: the lines of the entry so far, whether they could stand alone, and the line read ahead.
    var streamed: [String] = []
    var streamIsComplete = false
    var streamedProgress = EntryProgress()
    var pendingLine: String?
    let reflows: Bool

    /// Standard input, standard output and `TERM` decide the `kind`.
    package init(
        history: History = History(), language: Language = Language(), colours: ColourChoice = .auto,
        environment: (String) -> String? = TerminalKind.environment
    ) {
        self.history = history
        self.language = language
        hasColours = colours.decide(for: .output, environment: environment)
        reflows = TerminalKind.reflows(environment: environment)
        let atTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        if atTerminal {
            octavo_terminal_remember()
            _ = octavo_signals_install()
        }
        buffer = atTerminal && !TerminalKind.isPlain(environment("TERM")) ? EditBuffer() : nil
        kind = buffer != nil ? .terminal : atTerminal ? .dumbTerminal : .stream
        if let buffer { Self.bindKeys(buffer) }
    }

    /// Waits for an entry. `initial` is there to be edited.
    package func read(prompt: String, initial: String = "") -> Event {
        isAnswer = false
        return read(prompt, initial)
    }

    /// Waits for one line that is no entry: it is always complete and never in the history.
    package func ask(_ question: String) -> Event {
        isAnswer = true
        return read(question, "")
    }

    /// Forgets what was typed ahead, as an interrupt does.
    package func discardTypedAhead() { input.discard() }

    /// Gives the terminal back as it was found.
    package func close() {
        if kind != .stream { octavo_terminal_restore() }
    }

    private func read(_ prompt: String, _ initial: String) -> Event {
        switch kind {
        case .terminal: return edit(prompt, initial)
        case .dumbTerminal: return readLines(prompt)
        case .stream: return readStream()
        }
    }

    private func edit(_ prompt: String, _ initial: String) -> Event {
        guard let buffer else { return .endOfInput }
        Console.standard.startLine()
        margin = EntryLayout.Margin(prompt: prompt)
        size = TerminalSize.current()
        painter.reset(columns: size.columns)
        (outcome, menu, search, goal, firstRow) = (nil, nil, nil, nil, 0)
        walk = HistoryWalk(follower: isAnswer ? nil : follower)
        undo = UndoStack()
        prefill = Array(initial.unicodeScalars)
        octavo_signals_editing(true)
        octavo_terminal_bracketed_paste(true)
        Console.standard.paint("\u{1B}[?2004h")
        buffer.edit(for: self)
        Console.standard.paint("\u{1B}[?2004l")
        octavo_terminal_bracketed_paste(false)
        octavo_signals_editing(false)
        octavo_terminal_run_mode(true)
        let event = outcome ?? .endOfInput
        if case .entry(let text) = event, !isAnswer { follower = walk.follower(afterSubmitting: text, in: history) }
        return event
    }

    /// Ends the edit with what is shown standing above what comes next.
    func finish(_ event: Event, mark: String = "") {
        guard let buffer else { return }
        menu = nil
        search = nil
        outcome = event
        buffer.cursor = buffer.count
        paint()
        Console.standard.paint(mark + painter.leave())
    }

    var text: String { String(String.UnicodeScalarView(buffer?.text ?? [])) }

    // MARK: - What libedit asks for

    func nextScalar() -> Unicode.Scalar? {
        guard let buffer, outcome == nil else { return nil }
        if !prefill.isEmpty {
            buffer.insert(prefill)
            prefill = []
        }
        while true {
            if let scalar = input.takeScalar() {
                if scalar != "\t" { menu = nil }
                return scalar
            }
            if !input.isPending {
                undo.note(buffer.text, cursor: buffer.cursor)
                paint()
            }
            switch input.wait() {
            case .bytes, nil: break
            case .resized: resize()
            case .continued: resume()
            case .interrupted:
                interrupt()
                return nil
            case .ended:
                finish(.endOfInput)
                return nil
            }
        }
    }

    func interrupt() {
        let wasEmpty = buffer?.count == 0
        input.discard()
        finish(.interrupted(wasEmpty: wasEmpty), mark: "^C")
    }

    func resize() {
        size = TerminalSize.current()
        Console.standard.paint(painter.clearAfterResize(columns: size.columns, reflows: reflows))
    }

    /// Takes the terminal again after the process was stopped.
    func resume() {
        buffer?.takeTerminal(editing: false)
        buffer?.takeTerminal(editing: true)
        size = TerminalSize.current()
        octavo_terminal_bracketed_paste(true)
        Console.standard.paint("\u{1B}[?2004h\r\u{1B}[J")
        painter.reset(columns: size.columns)
    }
}
