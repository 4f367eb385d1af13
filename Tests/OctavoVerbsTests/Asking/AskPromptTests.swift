import OctavoLanguage
import OctavoSource
import OctavoTable
import Synchronization
import Testing

/// `ask` with a prompt: filled as `render` does it, asked as its front matter says.
@Suite struct AskPromptTests {
    private static let template = """
        ---
        inputs: {guest: text, nights: {type: int, default: 1}}
        model: small
        parameters: {temperature: 0.7, top_k: 40}
        output:
          type: object
          required: [ok]
          properties: {ok: {type: boolean}}
        ---
        --- system ---
        Be kind.
        --- user ---
        {{ guest }} stays {{ nights }}.
        """

    /// Gives one answer to all, and keeps what it was asked.
    private final class Listener: ProviderAccess {
        let answer: String
        let asked = Mutex<[ChatRequest]>([])

        init(_ answer: String) { self.answer = answer }

        func target(provider: String?, model: String?) throws -> ChatTarget {
            ChatTarget(provider: provider ?? "own", model: model ?? "usual")
        }

        func ask(
            _ requests: [ChatRequest], _ options: AskOptions, context: ExecutionContext,
            answered: (_ place: Int, ChatAnswer) throws -> Void
        ) throws {
            asked.withLock { $0 += requests }
            for place in requests.indices { try answered(place, ChatAnswer(.response(answer))) }
        }
    }

    private func run(
        _ program: String, answering answer: String = #"{"ok": true}"#
    ) -> (run: (rows: [String], problem: Diagnostic?), asked: [ChatRequest]) {
        let listener = Listener(answer)
        let project = MemoryProject(["t.md": Self.template], providers: listener)
        let run = project.run("p = prompt(\"t.md\")\n" + program)
        return (run, listener.asked.withLock { $0 })
    }

    @Test func theFrontMatterSaysTheModelTheParametersAndTheSchema() throws {
        let (run, asked) = run("ask(p, guest: \"Ann\", nights: 2).json.ok")
        #expect(run.problem == nil)
        #expect(run.rows == ["true"])
        let request = try #require(asked.first)
        #expect(request.target == ChatTarget(provider: "own", model: "small"))
        #expect(request.messages == [ChatMessage(.system, "Be kind."), ChatMessage(.user, "Ann stays 2.")])
        #expect(request.parameters == ChatParameters(["temperature": .float(0.7), "top_k": .int(40)]))
        #expect(request.schema?["required"]?.items == [.text("ok")])
    }

    @Test func theCallSaysMoreThanTheFrontMatter() throws {
        let (run, asked) = run(
            "ask(p, guest: \"Ann\", model: \"large\", provider: \"other\", system: \"Now.\", schema: {type: \"object\"}, "
                + "parameters: {temperature: 0, top_k: null, max_tokens: 5}).error")
        #expect(run.problem == nil)
        let request = try #require(asked.first)
        #expect(request.target == ChatTarget(provider: "other", model: "large"))
        #expect(request.messages.first == ChatMessage(.system, "Now."))
        #expect(request.parameters == ChatParameters(["temperature": .float(0), "max_tokens": .int(5)]))
        #expect(request.schema == .record([("type", .text("object"))]))
    }

    @Test func rowsGiveTheInputsByNameAndByExpression() {
        let (run, asked) = run(
            "[{guest: \"Ann\", n: 2}, {guest: \"Bob\", n: 3}] | ask(p, nights: .n + 1) | select(.guest, ok: .json.ok)")
        #expect(run.rows == ["{guest: \"Ann\", ok: true}", "{guest: \"Bob\", ok: true}"])
        #expect(asked.map { $0.messages.last?.content } == ["Ann stays 3.", "Bob stays 4."])
    }

    @Test func anAnswerThatBreaksTheOutputIsMendedOnceAndThenAnError() {
        let (run, asked) = run("ask(p, guest: \"Ann\").error", answering: "yes")
        #expect(asked.count == 2)
        #expect(asked[1].messages.count == 4)
        #expect(run.rows == [#""the answer is not JSON: a value is wanted at character 1, also when asked again: \"yes\"""#])
    }

    @Test(arguments: [
        ("ask(p)", "missing-input"), ("ask(p, gest: \"Ann\")", "unknown-input"), ("ask(p, guest: 3)", "wrong-input"),
        ("ask(p, \"Ann\")", "wrong-argument"), ("ask(p, guest: .guest)", "not-in-expression"),
        ("[{guest: \"Ann\"}] | derive(x: ask(p, guest: .guest))", "not-in-expression"),
        ("[{gust: \"Ann\"}] | ask(p)", "missing-input"), ("[{guest: \"Ann\"}] | ask(p, guest: .gest)", "unknown-column"),
        ("[{guest: \"Ann\"}] | ask(p) | filter(.json.no)", "unknown-field"),
        ("ask(p, guest: \"Ann\", temperature: 1)", "unknown-input"),
        ("ask(p, guest: \"Ann\", parameters: {n: 2})", "wrong-argument"),
    ])
    func mistakesAreFoundBeforeAnythingIsAsked(program: String, code: String) {
        let (run, asked) = run(program)
        #expect(run.problem?.code.rawValue == code)
        #expect(asked.isEmpty)
    }

    @Test func aWrongParameterIsShownInTheFrontMatter() {
        let project = MemoryProject(["t.md": "---\ninputs: {a: text}\nparameters: {temperature: warm}\n---\n{{ a }}"])
        let problem = project.run("ask(prompt(\"t.md\"), a: \"x\", provider: \"echo\")").problem
        #expect(problem?.primary?.range.text == "warm")
        #expect(problem?.message == "`temperature` is a number of at least 0.0, not \"warm\"")
    }

    @Test func anOptionThatStandsInARecordIsOfferedThere() {
        let problem = Harness.check("ask(\"a\", provider: \"echo\", temperature: 0.5)").diagnostics.first
        #expect(problem?.help == ["it stands in a record: `parameters: {temperature: 0.5}`"])
        let limit = Harness.check("ask(\"a\", provider: \"echo\", budget: 100)").diagnostics.first
        #expect(limit?.help == ["it stands in a record: `limits: {tokens: 100}`"])
    }

    @Test func anInputThatIsCalledAsAnOptionIsGivenInQuotes() {
        #expect(
            Harness.run(
                "ask(prompt(text: \"{{ model }} {{ limits }}\"), \"model\": \"T\", \"limits\": \"none\", provider: \"echo\").response"
            )
                == ["\"T none\""])
    }
}
