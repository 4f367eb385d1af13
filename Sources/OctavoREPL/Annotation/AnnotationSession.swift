package import OctavoKernel

/// What keys do while records are asked about. Knows no terminal and no file: it says what is to be written, and goes on once told
/// that it is.
package struct AnnotationSession {
    package enum Mode: Equatable, Sendable {
        case asking
        /// A note is typed.
        case noting(String)
        /// A label is looked for by its name; `choice` is the place among those that fit.
        case finding(String, choice: Int)
        case reading
    }

    package enum Step: Equatable, Sendable {
        case none
        case write(AnnotationEvent)
        case quit
    }

    package private(set) var queue: AnnotationQueue
    package let labels: [AnnotationLabel]
    /// Lines of Markdown; empty where there are none.
    package let guidelines: [String]
    package let showsSuggestions: Bool
    package private(set) var mode = Mode.asking
    package private(set) var note: String?
    /// The first line that is shown of a long text, or of the guidelines.
    package private(set) var scroll = 0
    /// What could not be done, until the next key.
    package private(set) var problem: String?
    /// What the last key did.
    package private(set) var done: String?
    private let byKey: [Character: AnnotationLabel]

    package init(
        _ queue: AnnotationQueue, labels: [AnnotationLabel], guidelines: [String] = [], showsSuggestions: Bool = true
    ) {
        self.queue = queue
        self.labels = labels
        self.guidelines = guidelines
        self.showsSuggestions = showsSuggestions
        byKey = Dictionary(labels.compactMap { label in label.key.map { ($0, label) } }) { first, _ in first }
        note = queue.note
    }

    /// The suggestion that shows: only a label that there is.
    package var suggestion: AnnotationLabel? {
        guard showsSuggestions, queue.task == .label, let name = queue.current?.suggestion else { return nil }
        return labels.first { $0.name == name }
    }

    /// Labels whose names hold what is typed.
    package func found(_ typed: String) -> [AnnotationLabel] {
        let wanted = typed.lowercased()
        let holding = labels.filter { $0.name.lowercased().contains(wanted) }
        // Those that begin so come first.
        return holding.filter { $0.name.lowercased().hasPrefix(wanted) }
            + holding.filter { !$0.name.lowercased().hasPrefix(wanted) }
    }

    package mutating func press(_ key: AnnotationKey) -> Step {
        problem = nil
        switch mode {
        case .asking: return ask(key)
        case .noting(let text):
            editNote(text, key)
            return .none
        case .finding(let text, let choice): return find(text, choice, key)
        case .reading:
            read(key)
            return .none
        }
    }

    /// The event of `write` is on disk.
    package mutating func wrote(_ event: AnnotationEvent) {
        queue.take(event)
        switch event.action {
        case .label, .settle: done = event.label
        case .skip: done = "skipped"
        case .undo, .unsettle: done = "taken back"
        }
        (mode, scroll, note) = (.asking, 0, queue.note)
    }

    /// It is not, and why.
    package mutating func failed(_ reason: String) { problem = "not saved: \(reason). Press the key again, or q to leave" }

    // MARK: - Keys

    private mutating func ask(_ key: AnnotationKey) -> Step {
        switch key {
        case .character(let character):
            if let label = byKey[character] { return answer(label.name) }
            switch character {
            case "s": return skip()
            case "u": return undo()
            case "n": mode = .noting(note ?? "")
            case "/": mode = .finding("", choice: 0)
            case "?", "g": openGuidelines()
            case "q": return .quit
            case "j", " ": scroll += 1
            case "k": scroll = max(scroll - 1, 0)
            default: problem = "`\(character)` is no key here"
            }
        case .enter:
            guard let suggestion else {
                problem = "there is no suggestion to take"
                break
            }
            return answer(suggestion.name)
        case .backspace: return undo()
        case .pasted: problem = "pasted text is no answer"
        default: move(key)
        }
        return .none
    }

    private mutating func answer(_ label: String?) -> Step {
        queue.answer(label, note: note).map { .write($0) } ?? .none
    }

    private mutating func skip() -> Step {
        if queue.task == .label { return answer(nil) }
        queue.pass()
        (scroll, note, done) = (0, nil, "passed")
        return .none
    }

    private mutating func undo() -> Step {
        if let event = queue.undoing { return .write(event) }
        problem = "there is no answer to take back"
        return .none
    }

    private mutating func editNote(_ text: String, _ key: AnnotationKey) {
        switch key {
        case .character(let character): mode = .noting(text + String(character))
        case .pasted(let pasted): mode = .noting(text + pasted)
        case .backspace: mode = .noting(String(text.dropLast()))
        case .enter:
            note = text.allSatisfy(\.isWhitespace) ? nil : text
            mode = .asking
        case .escape: mode = .asking
        default: break
        }
    }

    private mutating func find(_ text: String, _ choice: Int, _ key: AnnotationKey) -> Step {
        let fitting = found(text)
        switch key {
        case .character(let character): mode = .finding(text + String(character), choice: 0)
        case .pasted(let pasted): mode = .finding(text + pasted, choice: 0)
        case .backspace: mode = text.isEmpty ? .asking : .finding(String(text.dropLast()), choice: 0)
        case .down: mode = .finding(text, choice: min(choice + 1, max(fitting.count - 1, 0)))
        case .up: mode = .finding(text, choice: max(choice - 1, 0))
        case .escape: mode = .asking
        case .enter:
            guard fitting.indices.contains(choice) else {
                problem = "no label holds `\(text)`"
                break
            }
            return answer(fitting[choice].name)
        default: break
        }
        return .none
    }

    private mutating func openGuidelines() {
        guard !guidelines.isEmpty else {
            problem = "there are no guidelines: `--guidelines FILE.md` names them"
            return
        }
        mode = .reading
        // At the section about what is suggested, where there is one.
        scroll = suggestion.flatMap { label in guidelines.firstIndex { $0.hasPrefix("#") && $0.contains(label.name) } } ?? 0
    }

    private mutating func read(_ key: AnnotationKey) {
        switch key {
        case .escape, .enter, .backspace, .character("q"), .character("?"), .character("g"): (mode, scroll) = (.asking, 0)
        case .character("j"), .character(" "): scroll += 1
        case .character("k"): scroll = max(scroll - 1, 0)
        default: move(key)
        }
    }

    private mutating func move(_ key: AnnotationKey) {
        switch key {
        case .down: scroll += 1
        case .up: scroll = max(scroll - 1, 0)
        case .pageDown: scroll += Self.page
        case .pageUp: scroll = max(scroll - Self.page, 0)
        case .home: scroll = 0
        case .end: scroll = Int.max / 2
        default: break
        }
    }

    private static let page = 10

    /// Only the screen knows how far there is to scroll.
    package mutating func limitScroll(_ most: Int) { scroll = min(scroll, max(most, 0)) }
}
