import OctavoKernel
import OctavoTable
import OctavoVerbs
import Testing

@Suite struct AnnotationQueueTests {
    private static let records = [
        AnnotationRecord(id: "a", text: "A", suggestion: .one("x"), confidence: 0.9, rows: [0, 3]),
        AnnotationRecord(id: "b", text: "B", suggestion: .one("y"), confidence: 0.5, rows: [1]),
        AnnotationRecord(id: "c", text: "C", rows: [2]), AnnotationRecord(id: "d", text: "D", rows: [4]),
    ]

    private func queue(
        _ events: [AnnotationEvent] = [], annotator: String = "ann", task: AnnotationQueue.Task = .label
    ) -> AnnotationQueue {
        AnnotationQueue(Self.records, AnnotationBook(events), annotator: annotator, task: task)
    }

    private func event(_ id: String, _ label: String?, _ annotator: String = "ann", note: String? = nil) -> AnnotationEvent {
        AnnotationEvent(
            id: id, annotator: annotator, action: label == nil ? .skip : .label, label: label.map { .one($0) }, note: note)
    }

    /// The ids in the order in which they are asked about.
    private func order(_ queue: AnnotationQueue) throws -> String {
        var queue = queue
        var ids = ""
        while let record = queue.current {
            ids += record.id
            queue.take(try #require(queue.answer(.one("x"), note: nil)))
        }
        return ids
    }

    @Test func asksForTheLeastCertainFirst() throws { #expect(try order(queue()) == "cdba") }

    @Test func goesOnWhereItWasLeftWithWhatWasSkippedLast() throws {
        #expect(try order(queue([event("c", nil), event("b", "x")])) == "dac")
        #expect(try order(queue([event("c", "x")], annotator: "bob")) == "cdba")
    }

    @Test func takesAnswersBackInTheOrderGivenUpToTheFirst() throws {
        var queue = queue([event("b", "x"), event("c", nil)])
        #expect((queue.labelled, queue.skipped, queue.total) == (1, 1, 4))
        for id in ["c", "b"] {
            let undo = try #require(queue.undoing)
            #expect((undo.id, undo.action) == (id, .undo))
            queue.take(undo)
            #expect(queue.current?.id == id)
        }
        #expect(queue.undoing == nil)
        #expect((queue.labelled, queue.skipped) == (0, 0))
        #expect(try order(queue) == "bcda")
    }

    @Test func aChangedAnswerCountsOnce() throws {
        var queue = queue()
        queue.take(try #require(queue.answer(.one("x"), note: "n")))
        queue.take(try #require(queue.undoing))
        let again = try #require(queue.answer(.one("y"), note: nil))
        queue.take(again)
        #expect(queue.labelled == 1)
        #expect(queue.book.label(of: "c") == .one("y"))
        #expect(queue.current?.id == "d")
    }

    @Test func settlesOnlyWhereAnnotatorsDiffer() throws {
        let events = [
            event("a", "x"), event("a", "x", "bob"), event("b", "x"), event("b", "y", "bob", note: "?"), event("c", "x"),
            event("c", nil, "bob"), event("d", "x"), event("d", "y", "bob"),
        ]
        var queue = queue(events, annotator: "cat", task: .settle)
        #expect((queue.total, queue.labelled) == (2, 0))
        #expect(queue.current?.id == "d")
        #expect(queue.answer(nil, note: nil) == nil)
        queue.pass()
        #expect(queue.current?.id == "b")
        queue.take(try #require(queue.answer(.one("y"), note: nil)))
        #expect(queue.current == nil)
        #expect(queue.book.label(of: "b") == .one("y"))
        #expect(queue.book.label(of: "d") == nil)
        #expect(queue.book.annotators == ["ann", "bob"])
        #expect(queue.undoing?.action == .unsettle)
        queue.take(try #require(queue.undoing))
        #expect(queue.book.label(of: "b") == nil)
        // The adjudicator's own answers as an annotator are another matter.
        #expect(self.queue(events, annotator: "ann", task: .settle).undoing == nil)
    }

    @Test(arguments: [.one("Löschen\n"), .several(["a\n", "取消"]), .several([])] as [LabelAnswer])
    func eventsSurviveTheirLine(label: LabelAnswer) {
        let event = AnnotationEvent(
            id: "1f", annotator: "änn \"x\"", action: .label, label: label, note: "\u{1B}[1m取消", suggestion: label,
            confidence: 0.25, seconds: 1.5, time: "2026-01-31T10:00:00Z", text: "a\tb\u{0}c")
        #expect(!event.line.contains("\n"))
        #expect(AnnotationEvent(line: event.line) == event)
        for line in [
            "", "{", "5", "{}", "{\"id\": \"a\"}", "{\"id\":\"a\",\"annotator\":\"b\",\"action\":\"label\"}",
            "{\"id\":\"a\",\"annotator\":\"b\",\"action\":\"dance\"}",
            "{\"id\":\"a\",\"annotator\":\"b\",\"action\":\"label\",\"label\":[1]}", event.line + "}",
            String(event.line.dropLast()),
        ] {
            #expect(AnnotationEvent(line: line) == nil, "\(line)")
        }
    }

    @Test func keysAreDigitsThenLettersAndNeverCommands() {
        let labels = AnnotationLabel.all((0..<40).map { ("l\($0)", "", $0 == 3 ? "1" : $0 == 4 ? "q" : nil) })
        let keys = labels.compactMap(\.key)
        #expect(Set(keys).count == keys.count)
        #expect(keys.prefix(5) == ["2", "3", "4", "1", "5"])
        #expect(keys.allSatisfy { !AnnotationLabel.taken.contains($0) })
        #expect(labels.last?.key == nil)
    }

    @Test func exportsWhatAllAgreeOnBesideEachAnswer() {
        let book = AnnotationBook([
            event("a", "x"), event("a", "x", "bob"), event("b", "x", note: "why"), event("b", "y", "bob"), event("c", nil),
        ])
        let rows = (0..<6).map { [(name: "n", value: Datum.int(Int64($0))), (name: "label", value: .text("old"))] }
        let table = AnnotationExport.table(Table(records: rows), Self.records, book)
        #expect(table.schema.names == ["n", "label", "label_ann", "label_bob", "notes"])
        #expect(table.values(1) == [.text("x"), .null, .null, .text("x"), .null, .null])
        #expect(table.values(2) == [.text("x"), .text("x"), .null, .text("x"), .null, .null])
        #expect(table.values(3) == [.text("x"), .text("y"), .null, .text("x"), .null, .null])
        #expect(table.values(4) == [.null, .text("ann: why"), .null, .null, .null, .null])
        #expect(AnnotationExport.table(Table(records: []), [], AnnotationBook()).count == 0)
    }

    @Test func setsOfLabelsAreComparedAndExportedAsLists() {
        func event(_ id: String, _ labels: [String], _ annotator: String) -> AnnotationEvent {
            AnnotationEvent(id: id, annotator: annotator, action: .label, label: .several(labels))
        }
        let book = AnnotationBook([
            event("a", ["x", "y"], "ann"), event("a", ["x", "y"], "bob"), event("b", ["x"], "ann"),
            event("b", ["x", "y"], "bob"),
            event("c", [], "ann"),
        ])
        #expect(["a", "b", "c"].map { book.isDisputed($0) } == [false, true, false])
        let table = AnnotationExport.table(
            Table(records: (0..<6).map { [(name: "n", value: .int($0))] }), Self.records, book, type: .list(.text))
        let both = Datum.list([.text("x"), .text("y")])
        #expect(table.values(1) == [both, .null, .list([]), both, .null, .null])
        #expect(table.values(2) == [both, .list([.text("x")]), .list([]), both, .null, .null])
        #expect(table.values(3) == [both, both, .null, both, .null, .null])
    }
}
