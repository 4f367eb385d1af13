import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

@Suite struct EmbedTests {
    /// Gives each text its length as a vector, but for one.
    private final class Lengths: ProviderAccess {
        let asked = Mutex<[ChatRequest]>([])

        func target(provider: String?, model: String?) throws -> ChatTarget {
            ChatTarget(provider: provider ?? "own", model: model ?? "small")
        }

        func ask(
            _ requests: [ChatRequest], _ options: AskOptions, context: ExecutionContext,
            answered: (_ place: Int, ChatAnswer) throws -> Void
        ) throws {
            asked.withLock { $0 += requests }
            for (place, request) in requests.enumerated() {
                let text = request.messages[0].content
                try answered(
                    place,
                    ChatAnswer(text == "bad" ? .failure("refused", .forGood) : .vector([Double(text.count), 0.5])))
            }
        }
    }

    private func run(_ program: String) -> (rows: [String], problem: Diagnostic?, asked: [ChatRequest]) {
        let lengths = Lengths()
        let (rows, problem) = MemoryProject([:], providers: lengths).run(program)
        return (rows, problem, lengths.asked.withLock { $0 })
    }

    @Test func aTextGivesAListOfNumbers() {
        let found = run("embed(\"abc\", model: \"m\", parameters: {dimensions: 2})")
        #expect(found.rows == ["[3.0, 0.5]"])
        #expect(
            found.asked == [
                ChatRequest(
                    target: ChatTarget(provider: "own", model: "m"), messages: [ChatMessage(.user, "abc")],
                    parameters: ChatParameters(["dimensions": .int(2)]), wantsVector: true)
            ])
    }

    @Test func aListOfTextsGivesAListOfVectorsAndEqualTextsAreAskedOnce() {
        let found = run("embed([\"abc\", null, \"a\", \"abc\"])")
        #expect(found.rows == ["[[3.0, 0.5], null, [1.0, 0.5], [3.0, 0.5]]"] && found.asked.count == 2)
        #expect(run("embed([])").rows == ["[]"])
        #expect(
            run("embed([\"a\", \"bad\"])").problem?.message == "there is no vector for text 2 of the list: refused")
    }

    @Test func rowsGetAColumnAndEqualTextsAreAskedOnce() {
        let found = run("table([{q: \"a\"}, {q: \"bb\"}, {q: \"a\"}, {q: null}, {q: \"bad\"}]) | embed(.q)")
        #expect(
            found.rows == [
                "{q: \"a\", embedding: [1.0, 0.5], error: null}", "{q: \"bb\", embedding: [2.0, 0.5], error: null}",
                "{q: \"a\", embedding: [1.0, 0.5], error: null}", "{q: null, embedding: null, error: \"the text is null\"}",
                "{q: \"bad\", embedding: null, error: \"refused\"}",
            ])
        #expect(found.asked.count == 3)
    }

    @Test(arguments: [
        ("embed([\"bad\", \"a\"])", "no-vector"), ("embed([1])", "wrong-argument"), ("embed([{a: \"\"}])", "wrong-argument"),
        ("embed(\"bad\")", "no-vector"), ("embed(3)", "wrong-argument"), ("[{a: 1}] | embed(.a)", "wrong-argument"),
        ("[{a: \"\"}] | embed", "wrong-argument"), ("table([{a: \"\"}]) | embed", "missing-argument"),
        ("[{a: \"\", error: 1}] | embed(.a)", "duplicate-column"), ("[{a: \"\"}] | embed(.b)", "unknown-column"),
        ("embed(\"a\", provider: \"template\")", "wrong-argument"), ("embed(\"a\", limits: {retrys: 1})", "wrong-argument"),
        ("[{a: \"\"}] | derive(b: embed(.a))", "not-in-expression"),
    ])
    func refusesWithACode(program: String, code: String) { #expect(run(program).problem?.code.rawValue == code) }

    @Test func echoMakesVectorsOfWordsAlone() {
        #expect(
            Harness.run(
                "a = embed(\"Two rooms\", provider: \"echo\")\n[a == embed(\"rooms, two\", provider: \"echo\"), a == embed(\"one room\", provider: \"echo\")]"
            ) == ["[true, false]"])
    }
}
