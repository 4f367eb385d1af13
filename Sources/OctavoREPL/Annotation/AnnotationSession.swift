package import OctavoKernel
import OctavoSource
package import OctavoVerbs

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

    /// How many labels an answer has.
    package enum Choice: Equatable, Sendable {
        case one
        /// So many, marked one by one.
        case several(ClosedRange<Int>)
    }

    package private(set) var queue: AnnotationQueue
    package let labels: [AnnotationLabel]
    package let choice: Choice
    /// Lines of Markdown; empty where there are none.
    package let guidelines: [String]
    package let showsSuggestions: Bool
    package private(set) var mode = Mode.asking
    package private(set) var note: String?
    /// The labels that are marked, where an answer has several.
    package private(set) var marked: Set<String> = []
    /// The first line that is shown of a long text, or of the guidelines.
    package private(set) var scroll = 0
    /// What could not be done, until the next key.
    package private(set) var problem: String?
    /// What the last key did.
    package private(set) var done: String?
    private let byKey: [Character: AnnotationLabel]

    package init(
        _ queue: AnnotationQueue, labels: [AnnotationLabel], choice: Choice = .one, guidelines: [String] = [],
        showsSuggestions: Bool = true
    ) {
        self.queue = queue
        self.labels = labels
        self.choice = choice
        self.guidelines = guidelines
        self.showsSuggestions = showsSuggestions
        byKey = Dictionary(labels.compactMap { label in label.key.map { ($0, label) } }) { first, _ in first }
        note = queue.note
        mark()
    }

    /// The suggestion that shows: only of labels that there are.
    package var suggestion: LabelAnswer? {
        guard showsSuggestions, queue.task == .label, let answer = queue.current?.suggestion else { return nil }
        return answer.names.allSatisfy { name in labels.contains { $0.name == name } } ? answer : nil
    }

    /// Marks what is to be looked at first: what is suggested, and where annotators differ what more than half of them said.
    private mutating func mark(_ known: LabelAnswer? = nil) {
        guard choice != .one else { return }
        if let known {
            marked = Set(known.names)
        } else if queue.task == .settle, let record = queue.current {
            let given = queue.book.answers(to: record.id).map(\.label.names)
            marked = Set(labels.map(\.name).filter { name in given.count { $0.contains(name) } * 2 > given.count })
        } else {
            marked = Set(suggestion?.names ?? [])
        }
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
        // What is taken back is mostly to be changed a little.
        let takenBack: LabelAnswer? =
            switch event.action {
            case .undo: queue.book.answer(to: event.id, of: event.annotator)?.label
            case .unsettle: queue.book.settled(event.id)?.label
            case .label, .skip, .settle: nil
            }
        queue.take(event)
        switch event.action {
        case .label, .settle: done = event.label?.shown
        case .skip: done = "skipped"
        case .undo, .unsettle: done = "taken back"
        }
        (mode, scroll, note) = (.asking, 0, queue.note)
        mark(takenBack)
    }

    /// It is not, and why.
    package mutating func failed(_ reason: String) { problem = "not saved: \(reason). Press the key again, or q to leave" }

    // MARK: - Keys

    private mutating func ask(_ key: AnnotationKey) -> Step {
        switch key {
        case .character(let character):
            if let label = byKey[character] { return pick(label) }
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
        case .enter: return enter()
        case .backspace: return undo()
        case .pasted: problem = "pasted text is no answer"
        default: move(key)
        }
        return .none
    }

    /// A label's key: the answer, or one of its labels.
    private mutating func pick(_ label: AnnotationLabel) -> Step {
        guard choice != .one else { return answer(.one(label.name)) }
        if queue.current != nil, marked.remove(label.name) == nil { marked.insert(label.name) }
        return .none
    }

    private mutating func enter() -> Step {
        guard case .several(let counts) = choice else {
            if let suggestion { return answer(suggestion) }
            problem = "there is no suggestion to take"
            return .none
        }
        let names = labels.map(\.name).filter { marked.contains($0) }
        if names.count < counts.lowerBound {
            problem = "\(Quantity.of(counts.lowerBound, "label")) at the least: s skips the record"
            return .none
        }
        if names.count > counts.upperBound {
            problem = "\(Quantity.of(counts.upperBound, "label")) at the most"
            return .none
        }
        return answer(.several(names))
    }

    private func answer(_ label: LabelAnswer?) -> Step {
        queue.answer(label, note: note).map { .write($0) } ?? .none
    }

    private mutating func skip() -> Step {
        if queue.task == .label { return answer(nil) }
        queue.pass()
        (scroll, note, done) = (0, nil, "passed")
        mark()
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
            mode = .asking
            return pick(fitting[choice])
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
        let first = suggestion?.names.first ?? labels.first { marked.contains($0.name) }?.name
        scroll = first.flatMap { name in guidelines.firstIndex { $0.hasPrefix("#") && $0.contains(name) } } ?? 0
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
