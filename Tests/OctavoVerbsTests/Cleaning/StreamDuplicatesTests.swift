import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText
import OctavoVerbs
import Testing

/// What `octavo clean` does with duplicates: the same as `clean` of a table, record by record.
@Suite struct StreamDuplicatesTests {
    private static let operations = ["near", "exact"].map { kind in
        "[\"remove_pii\", {filter_noise: {preset: \"none\", duplicates: \"\(kind)\"}}]"
    }

    /// Sentences out of few words, so that there are equal ones, alike ones and others.
    private static let texts: [String?] = {
        let words = [
            "I", "need", "a", "room", "for", "two", "nights", "please", "cancel", "it", "now", "é", "a@b.example", "c@d.example",
        ]
        var state: UInt64 = 3
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        return (0..<30_000).map { _ in
            next(50) == 0 ? nil : (0..<(2 + next(5))).map { _ in words[next(words.count)] }.joined(separator: " ")
        }
    }()

    private static func recipe(_ operations: String, _ project: MemoryProject) throws -> CleaningRecipe {
        let source = Source(name: "test", text: "")
        let call = Call(
            of: .clean, at: source.range,
            in: Evaluation(mode: .run, catalog: .standard, capabilities: project.capabilities, context: project.context))
        let kind = operations.contains("near") ? "near" : "exact"
        let options: [(name: String, value: Value, range: SourceRange)] = [
            ("preset", .text("none"), source.range), ("duplicates", .text(kind), source.range),
        ]
        return try CleaningRecipe(
            [.init(name: "remove_pii", range: source.range), .init(name: "filter_noise", range: source.range, options: options)],
            call)
    }

    private static func cleaned(
        _ text: String, _ format: FileFormat, _ operations: String, columns: [String]?, threads: Int = 2
    ) throws -> (text: String, summary: RecordRewriter.Summary) {
        let project = MemoryProject(["in": text])
        let recipe = try recipe(operations, project)
        let (all, changing) = (recipe.fused, recipe.changing)
        var options = ScanOptions(format: format)
        options.columns = columns
        var written: [UInt8] = []
        let rewriter = RecordRewriter(
            "in", options, dropsMissing: recipe.dropsNulls, steps: recipe.duplicateSteps(over: columns ?? ["text"])
        ) {
            let (field, nested) = (all.makeWorker(), changing.makeWorker())
            return RecordRewriter.Worker(
                rewrite: { text, place, result in
                    switch (place == .field ? field : nested).run(text, into: &result) {
                    case .unchanged: .unchanged
                    case .changed: .changed
                    case .dropped: .dropped
                    }
                }, counts: { field.counts + nested.counts })
        }
        let context = ExecutionContext(files: project.files, threads: threads)
        let summary = try rewriter.run(context) { written += $0 }
        return (String(decoding: written, as: UTF8.self), summary)
    }

    private static func json(_ text: String?) -> String { text.map { DatumText.quoted($0) } ?? "null" }

    @Test(arguments: operations, [1, 3])
    func keepsTheRecordsThatATableKeeps(operations: String, threads: Int) throws {
        let lines = Self.texts.enumerated().map { "{\"id\": \($0), \"text\": \(Self.json($1)), \"other\": 1.50}\n" }.joined()
        let found = try Self.cleaned(lines, .jsonl, operations, columns: ["text"], threads: threads)
        let project = MemoryProject(["in.jsonl": lines, "out.jsonl": found.text])
        let wanted = project.run("load(\"in.jsonl\") | clean(.text, operations: \(operations))")
        #expect(wanted.problem == nil)
        #expect(wanted.rows.count > 1_000 && wanted.rows.count < 29_000)
        #expect(project.run("load(\"out.jsonl\")").rows == wanted.rows)
        #expect(found.summary.records == 30_000)
        #expect(found.summary.dropped == 30_000 - wanted.rows.count)
        let rule = operations.contains("near") ? "near_duplicate" : "duplicate"
        #expect(found.summary.counts[rule] == found.summary.dropped)
    }

    @Test(arguments: operations)
    func cleaningTheResultAgainChangesNothing(operations: String) throws {
        let texts = Self.texts.prefix(4_000)
        let files: [(FileFormat, String, [String]?)] = [
            (.jsonl, texts.map { "{\"text\": \(Self.json($0))}\n" }.joined(), ["text"]),
            (.csv, "id,text\r\n" + texts.enumerated().map { "\($0),\"\($1 ?? "")\"\r\n" }.joined(), ["text"]),
            (.tsv, "text\tid\n" + texts.enumerated().map { "\($1 ?? "")\t\($0)\n" }.joined(), ["text"]),
            (.txt, texts.map { ($0 ?? "") + "\n" }.joined() + "the last line", nil),
        ]
        for (format, text, columns) in files {
            let once = try Self.cleaned(text, format, operations, columns: columns)
            #expect(once.summary.dropped > 0, "\(format)")
            let twice = try Self.cleaned(once.text, format, operations, columns: columns)
            #expect(twice.text == once.text, "\(format)")
            #expect(twice.summary.dropped == 0, "\(format)")
        }
    }

    @Test(
        arguments: [
            // The first stays; lines between records too; what has no text is like nothing.
            (
                "{\"t\":\"a\"}\n\n{\"t\":\"a\",\"x\":1}\n{\"t\":null}\n{}\n{\"t\":5}\n{\"t\":\"b\"}",
                "{\"t\":\"a\"}\n\n{\"t\":null}\n{}\n{\"t\":5}\n{\"t\":\"b\"}"
            ),
            // As texts, however they are written; after personal data is gone.
            ("{\"t\":\"\\u0061\"}\n{\"t\":\"a\"}\n", "{\"t\":\"\\u0061\"}\n"),
            ("{\"t\":\"a@b.example\"}\n{\"t\":\"c@d.example\"}\n", "{\"t\":\"[EMAIL]\"}\n"),
            // In other fields and deeper everything may be the same.
            (
                "{\"t\":\"a\",\"u\":\"x\"}\n{\"t\":\"b\",\"u\":\"x\",\"v\":{\"t\":\"a\"}}\n",
                "{\"t\":\"a\",\"u\":\"x\"}\n{\"t\":\"b\",\"u\":\"x\",\"v\":{\"t\":\"a\"}}\n"
            ),
            ("", ""),
        ])
    func keepsTheFirstRecord(text: String, wanted: String) throws {
        #expect(try Self.cleaned(text, .jsonl, Self.operations[1], columns: ["t"]).text == wanted)
    }

    @Test func aRecordGoesWhenOneOfItsTextsStoodThere() throws {
        let rows = [("a", "x"), ("b", "x"), ("a", "y"), ("b", "z"), ("c", "z")]
        let csv = "t,u\n" + rows.map { "\($0),\($1)\n" }.joined()
        let found = try Self.cleaned(csv, .csv, Self.operations[1], columns: ["t", "u"]).text
        let project = MemoryProject(["in.csv": csv, "out.csv": found])
        let wanted = project.run("load(\"in.csv\") | clean(.t, .u, operations: \(Self.operations[1]))").rows
        #expect(project.run("load(\"out.csv\")").rows == wanted)
        #expect(wanted == ["{t: \"a\", u: \"x\"}", "{t: \"c\", u: \"z\"}"])
    }

    @Test func whatMustBeRememberedCountsAgainstTheBudget() throws {
        let text = (0..<50_000).map { "line \($0)\n" }.joined()
        let project = MemoryProject(["in": text])
        let recipe = try Self.recipe(Self.operations[1], project)
        let rewriter = RecordRewriter("in", ScanOptions(format: .txt), steps: recipe.duplicateSteps(over: ["text"])) {
            RecordRewriter.Worker(rewrite: { _, _, _ in .unchanged }, counts: { [] })
        }
        let memory = MemoryBudget(1_000_000)
        let context = ExecutionContext(files: project.files, threads: 2, memory: memory)
        #expect(throws: Diagnostic.self) { try rewriter.run(context) { _ in } }
        #expect(memory.heldBytes == 0)
    }
}
