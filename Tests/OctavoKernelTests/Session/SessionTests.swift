import OctavoKernel
import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

@Suite struct SessionTests {
    private let session = Session(
        catalog: .standard,
        capabilities: Test.capabilities(MemoryFiles(["data/a.csv": "a\n1\n", "data/b.jsonl": "", "notes.txt": ""])))

    /// Runs an entry; gives what it showed, and the codes of what was wrong.
    @discardableResult private func submit(_ text: String) -> (outcome: SessionOutcome, lines: [String]) {
        let lines = Mutex<[String]>([])
        let outcome = session.submit(Source(name: "<entry>", text: text)) { event in
            let line: String? =
                switch event {
                case .diagnostics(let diagnostics): diagnostics.map(\.code.rawValue).joined(separator: " ")
                case .shown(_, let text): text
                case .printed(let text): "printed " + text
                case .bound(let names): "bound " + names.map(\.name).joined(separator: " ")
                }
            if let line { lines.withLock { $0.append(line) } }
        }
        return (outcome, lines.withLock { $0 })
    }

    @Test func showsPrintsAndBinds() {
        #expect(submit("x = 2\nx + 1\nprint(\"hi\")").lines == ["3", "printed hi", "bound x"])
    }

    @Test func whatARunWarnsOfIsToldOnceAndTheEntryGoesOn() {
        submit("t = table([{q: \"a room\", l: \"book\"}, {q: \"cancel it\", l: \"stop\"}])")
        let told = submit("m = train(t, text: .q, label: .l, model: \"embedding\", learning_rate: 0.00001, cost: 2)\nm.kind")
        #expect(told.lines == ["unused-option", "nothing-learnt", "\"embedding\"", "bound m"])
        #expect(session.lastDiagnostics.map(\.code.rawValue) == ["unused-option", "nothing-learnt"])
    }

    @Test func aPipeContinuesTheLastValue() {
        submit("[3, 1, 2]")
        #expect(submit("| length").lines == ["3"])
        #expect(submit("_ + 1").lines == ["4"])
    }

    @Test func anErrorChangesNothing() {
        submit("x = 1\n5")
        let failed = submit("x = 2\n\(Test.failing)")
        #expect(failed.outcome == .failed)
        #expect(submit("x").lines == ["1"])
        submit("nothing")
        #expect(submit("_").lines == ["1"])
    }

    @Test func aWrongEntryDoesNotRun() {
        let result = submit("print(\"a\")\nnothing")
        #expect(result.outcome == .failed)
        #expect(result.lines == ["unknown-name"])
    }

    @Test func aTableThatFailsWhenShownStopsTheEntry() {
        let result = submit("t = table([{a: \"x\"}]) | derive(n: int(.a))\nt\nprint(\"after\")")
        #expect(result.outcome == .failed)
        #expect(!result.lines.contains("printed after"))
        #expect(submit("t").lines == ["unknown-name"])
    }

    @Test func knowsWhenMoreTextIsNeeded() {
        #expect(!session.isComplete("[1,"))
        #expect(session.isComplete("[1, 2]"))
        #expect(session.isComplete("1 +* 2"))
    }

    @Test func resetForgetsNames() {
        submit("x = 1")
        session.reset()
        #expect(submit("x").lines == ["unknown-name"])
        #expect(session.variables().isEmpty)
    }

    @Test func namesTypesWithoutRunning() throws {
        submit("t = table([{id: 1, q: \"x\"}])")
        #expect(try session.type(of: "t").get() == "table(id int, q text)")
        #expect(try session.type(of: "1 + 2.0").get() == "float")
        #expect(try session.type(of: "now()").get() == "time")
        #expect(throws: Diagnostic.self) { try session.type(of: "nothing").get() }
    }

    @Test func helpsWithFunctionsAndNames() throws {
        submit("## Twice as much.\ndouble(x) = x * 2\nn = 3")
        #expect(try session.help("double").get() == "double(x)\nTwice as much.")
        #expect(try session.help("head").get().hasPrefix("head("))
        #expect(try session.help("n").get() == "n: int")
        guard case .failure(let problem) = session.help("haed") else {
            Issue.record("it has help")
            return
        }
        #expect(problem.help == ["did you mean `head`?"])
        guard case .failure(let synonym) = session.help("take") else { return }
        #expect(synonym.help == ["it is called `head` here"])
    }

    @Test func listsVariables() {
        submit("b = [1, 2]\na = \"text\"\nf(x) = x")
        #expect(session.variables().map(\.name) == ["a", "b", "f"])
        #expect(session.variables()[1].summary == "2 items")
    }

    @Test func showsPlans() throws {
        submit("t = table([{id: 1}])")
        #expect(
            try session.plan(of: "t | filter(.id > 0) | head(3)").get()
                == """
                as written
                  head: 3 rows
                    filter: .id > 0
                      table: 1 row, .id
                as it will run
                  head: 3 rows
                    filter: .id > 0
                      table: 1 row, .id
                """)
    }

    @Test func appliesFixes() {
        submit("t = table([{query: \"x\"}])")
        submit("t | filter(.qeury == \"a\")")
        #expect(session.fixed(Source(name: "<entry>", text: "t | filter(.qeury == \"a\")")) == "t | filter(.query == \"a\")")
        submit("1")
        #expect(session.fixed(Source(name: "<entry>", text: "1")) == nil)
    }

    // MARK: - Completion

    /// Completes at `^`; the candidates that replace the word there.
    private func complete(_ text: String) -> [String] {
        let cursor = text.utf8.firstIndex(of: 0x5E).map { text.utf8.distance(from: text.startIndex, to: $0) } ?? text.utf8.count
        return session.complete(text.replacing("^", with: ""), cursor: cursor).candidates.map(\.text)
    }

    @Test func completesColumnsAfterADot() {
        submit("t = table([{id: 1, query: \"x\", intent: \"y\"}])")
        #expect(complete("t | filter(.^") == ["id", "query", "intent"])
        #expect(complete("t | filter(.q^") == ["query"])
        #expect(complete("t | derive(words: length(.query)) | select(.w^") == ["words"])
        #expect(complete("filter(t, .i^)") == ["id", "intent"])
        #expect(complete("u = t | select(.id)\nu | filter(.^") == ["id"])
        #expect(complete("nothing | filter(.^") == [])
    }

    @Test func givesTheTypeOfAColumn() {
        submit("t = table([{id: 1}])")
        #expect(session.complete("t | filter(.", cursor: 12).candidates.first?.detail == "int")
    }

    @Test func completesMembers() {
        submit("r = {alpha: 1, beta: {gamma: 2}}")
        #expect(complete("r.a^") == ["alpha"])
        #expect(complete("r.beta.^") == ["gamma"])
    }

    @Test func completesFunctionsAfterAPipe() {
        submit("is_short(t) = length(t) < 5")
        #expect(complete("t | is_s^") == ["is_short"])
        #expect(complete("t | summ^") == ["summarize"])
        #expect(!complete("t | ^").contains("now"))
    }

    @Test func completesOptionsAndNamesInACall() {
        submit("seedling = 1")
        #expect(complete("t | sample(3, see^").prefix(2) == ["seed: ", "seedling"])
    }

    @Test func offersWhatCanTakeWhatFlowsIn() {
        submit("t = table([{a: 1}])")
        let stages = complete("t | ^")
        #expect(stages.contains("filter") && stages.contains("count") && !stages.contains("lower"))
        #expect(complete("\"text\" | ^").contains("lower") && !complete("\"text\" | ^").contains("rename"))
    }

    @Test func tellsTheSignatureBeforeAnythingIsTyped() {
        submit("double(x, by: 2) = x * by")
        let found = session.complete("1 | double(", cursor: 11)
        #expect(found.signature?.hasPrefix("double(x") == true && found.candidates.contains { $0.text == "by: " })
        #expect(!found.candidates.contains { $0.text == "abs" })
        #expect(session.complete("1 | double(b", cursor: 12).signature == nil)
        #expect(session.complete("nothing(", cursor: 8).signature == nil)
    }

    @Test func completesPathsOnTheirOwn() {
        #expect(session.completePath("data/a").candidates.map(\.text) == ["a.csv"])
        #expect(session.completePath("data/").replaceStart == 5)
        #expect(session.completePath("").candidates.map(\.text) == ["data/", "notes.txt"])
        #expect(session.completePath("nowhere/x").candidates.isEmpty)
    }

    @Test func completesPathsInQuotes() {
        #expect(complete("load(\"^") == ["data/", "notes.txt"])
        #expect(complete("load(\"data/b^") == ["b.jsonl"])
        #expect(complete("load(\"data/^\") | head") == ["a.csv", "b.jsonl"])
        #expect(complete("\"data/^") == [])
    }

    @Test func completesNames() {
        submit("raw_data = 1")
        #expect(complete("raw^") == ["raw_data"])
        #expect(complete("1 + raw^ + 2") == ["raw_data"])
        #expect(complete("# raw^") == [])
    }

    @Test(arguments: ["", ".", "|", "(", "\"", "f(", "t | ", "{", "a.b.", "\u{1F600}.", "load(\"", "1.5", "\\", "x = ", "[1, "])
    func completionNeverCrashes(text: String) {
        for cursor in 0...text.utf8.count + 1 { _ = session.complete(text, cursor: cursor) }
    }
}
