import OctavoKernel
import OctavoREPL
import OctavoSource
import OctavoVerbs
import Testing

@Suite struct AnnotationScreenTests {
    private static func session(
        text: String = "book a room", labels: Int = 3, context: [String] = [], guidelines: [String] = [],
        choice: AnnotationSession.Choice = .one, suggestion: LabelAnswer = .one("label 1")
    ) -> AnnotationSession {
        let record = AnnotationRecord(
            id: "1", text: text, context: [.init("context", context)], suggestion: suggestion, confidence: 0.456)
        let names = (1...labels).map { ("label \($0)", "what it means, in a good many words", nil as Character?) }
        return AnnotationSession(
            AnnotationQueue([record], AnnotationBook(), annotator: "ann"), labels: AnnotationLabel.all(names),
            choice: choice, guidelines: guidelines)
    }

    /// Columns that a line takes, colours aside.
    private static func columns(_ line: String) -> Int {
        TextWidth.columns(of: line.replacing(#/\u{1B}\[[0-9;]*m/#, with: ""))
    }

    private static let texts = [
        "", "a", "book a room", "很长的句子" + String(repeating: "汉", count: 90), "x\ty\r\n\nz", "👩‍👩‍👧 e\u{301}\u{1B}[31m",
        String(repeating: "wordwordword", count: 40), String(repeating: "a b ", count: 500),
    ]

    @Test(arguments: texts, [true, false])
    func fitsEveryScreen(text: String, colours: Bool) {
        let keys: [[AnnotationKey]] = [
            [], [.character("n"), .pasted(text)], [.character("/"), .character("b")], [.character("?")], [.character("§")],
            [.character("s")],
        ]
        for (rows, columns) in [(24, 80), (24, 20), (10, 40), (5, 10), (3, 4), (2, 2), (1, 1), (60, 200)] {
            let screen = AnnotationScreen(
                size: TerminalSize(rows: rows, columns: columns), colours: colours, title: "chats.jsonl")
            for (labels, choice) in [(1, .one), (3, .one), (40, .one), (3, .several(0...3)), (40, .several(1...2))]
                as [(Int, AnnotationSession.Choice)]
            {
                for keys in keys {
                    var session = Self.session(
                        text: text, labels: labels, context: [text, "b"], guidelines: ["# A", text, "# label 1", "z"],
                        choice: choice)
                    for key in keys { if case .write(let event) = session.press(key) { session.wrote(event) } }
                    let frame = screen.frame(session)
                    #expect(frame.lines.count <= rows, "\(rows) × \(columns), \(keys)")
                    for line in frame.lines {
                        #expect(Self.columns(line) <= max(columns, 2), "\(rows) × \(columns), \(keys): \(line)")
                        if !colours { #expect(!line.contains("\u{1B}")) }
                    }
                    if let cursor = frame.cursor { #expect(cursor.row < rows && cursor.column < columns) }
                }
            }
        }
    }

    @Test func showsTextLabelsSuggestionAndProgress() {
        let screen = AnnotationScreen(size: TerminalSize(rows: 16, columns: 60), colours: false, title: "chats.jsonl")
        let lines = screen.frame(Self.session(context: ["hello", "hi"])).lines
        #expect(
            lines == [
                "chats.jsonl · ann                               0 of 1 (0 %)", "", "context:", "  hello", "  hi", "",
                "book a room", "",
                "suggested: label 1, 46 % sure (Enter takes it)", "", " 1 label 1  what it means, in a good many words",
                " 2 label 2  what it means, in a good many words", " 3 label 3  what it means, in a good many words", "", "",
                "Enter take  s skip  u undo  n note  / find  ? guidelines  q…",
            ])
    }

    @Test func scrollsALongTextToItsEnd() {
        let screen = AnnotationScreen(size: TerminalSize(rows: 14, columns: 20), colours: false, title: "t")
        var session = Self.session(text: (1...30).map { "line \($0)" }.joined(separator: "\n"))
        let first = screen.frame(session)
        #expect(first.lines.contains("line 1"))
        #expect(first.lines.contains { $0.contains("more lines") })
        #expect(session.press(.end) == .none)
        session.limitScroll(first.mostScroll)
        #expect(screen.frame(session).lines.contains("line 30"))
    }

    @Test func findsLabelsByAPartOfTheirName() {
        var session = Self.session(labels: 40)
        for key in [.character("/"), .character("3"), .down] as [AnnotationKey] { #expect(session.press(key) == .none) }
        let found = session.found("3").map(\.name)
        #expect(found.prefix(3) == ["label 3", "label 13", "label 23"])
        guard case .write(let event) = session.press(.enter) else {
            Issue.record("nothing to write")
            return
        }
        #expect(event.label == .one("label 13"))
    }

    @Test func whatCouldNotBeWrittenStays() {
        var session = Self.session()
        guard case .write(let event) = session.press(.character("2")) else {
            Issue.record("nothing to write")
            return
        }
        session.failed("no space left on device")
        #expect(session.queue.current != nil)
        #expect(session.problem?.contains("no space left") == true)
        #expect(session.press(.character("2")) == .write(event))
        session.wrote(event)
        #expect(session.queue.current == nil)
        #expect(session.press(.character("1")) == .none)
        #expect(session.press(.character("q")) == .quit)
    }

    @Test func pastedTextIsNoAnswer() {
        var session = Self.session()
        #expect(session.press(.pasted("123")) == .none)
        #expect(session.problem == "pasted text is no answer")
        _ = session.press(.character("n"))
        _ = session.press(.pasted("a note"))
        _ = session.press(.enter)
        #expect(session.note == "a note")
    }

    // MARK: - Several labels

    private static func several(_ counts: ClosedRange<Int>) -> AnnotationSession {
        session(choice: .several(counts), suggestion: .several(["label 1", "label 3"]))
    }

    @Test func marksWhatIsSuggestedAndKeysChangeIt() throws {
        let screen = AnnotationScreen(size: TerminalSize(rows: 12, columns: 60), colours: false, title: "t")
        var session = Self.several(0...3)
        for key in [.character("1"), .character("2")] as [AnnotationKey] { #expect(session.press(key) == .none) }
        let lines = screen.frame(session).lines
        #expect(lines.contains("suggested: label 1, label 3, 46 % sure"))
        #expect(lines.contains("  1 label 1  what it means, in a good many words"))
        #expect(lines.contains(" ✓2 label 2  what it means, in a good many words"))
        #expect(lines.last == "Enter accept  s skip  u undo  n note  / find  ? guidelines …")
        guard case .write(let event) = session.press(.enter) else {
            Issue.record("nothing to write")
            return
        }
        #expect(event.label == .several(["label 2", "label 3"]))
        session.wrote(event)
        #expect(session.marked.isEmpty)
        // What is taken back is marked again.
        guard case .write(let undo) = session.press(.backspace) else {
            Issue.record("nothing to take back")
            return
        }
        session.wrote(undo)
        #expect(session.marked == ["label 2", "label 3"])
    }

    @Test func findingALabelMarksIt() {
        var session = Self.several(0...3)
        for key in [.character("/"), .character("2"), .enter] as [AnnotationKey] { #expect(session.press(key) == .none) }
        #expect(session.mode == .asking)
        #expect(session.marked == ["label 1", "label 2", "label 3"])
    }

    @Test(
        arguments: [
            (0...1, "", "1 label at the most"), (3...3, "", "3 labels at the least: s skips the record"), (1...2, "", nil),
            (0...2, "13", nil), (1...2, "13", "1 label at the least: s skips the record"),
        ] as [(ClosedRange<Int>, String, String?)])
    func takesOnlyAsManyLabelsAsTheSchemaDoes(counts: ClosedRange<Int>, keys: String, problem: String?) {
        var session = Self.several(counts)
        for key in keys { _ = session.press(.character(key)) }
        let step = session.press(.enter)
        #expect(session.problem == problem)
        #expect((step == .none) == (problem != nil))
    }

    @Test func whatMostAnnotatorsSaidIsMarkedWhenTheyDiffer() {
        let record = AnnotationRecord(id: "1", text: "t")
        let answers = [("a", ["label 1", "label 2"]), ("b", ["label 1"]), ("c", ["label 1", "label 2", "label 3"])]
        let book = AnnotationBook(
            answers.map { AnnotationEvent(id: "1", annotator: $0.0, action: .label, label: .several($0.1)) })
        let session = AnnotationSession(
            AnnotationQueue([record], book, annotator: "cat", task: .settle),
            labels: AnnotationLabel.all((1...3).map { ("label \($0)", "", nil) }), choice: .several(0...3))
        #expect(session.marked == ["label 1", "label 2"])
    }
}
