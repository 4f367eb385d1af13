import OctavoLanguage
import OctavoSource
import OctavoVerbs
import Testing

/// Answers of published models.
@Suite struct LocalAnswererTests {
    private static let trained = """
        t = table([
          {q: "book a room", l: "book"}, {q: "i want two rooms", l: "book"}, {q: "a room, please", l: "book"},
          {q: "cancel my stay", l: "stop"}, {q: "cancel it", l: "stop"}, {q: "cancel all", l: "stop"},
        ])

        """
    private static let project: MemoryProject = {
        let project = MemoryProject([:])
        let made = project.run(
            trained + """
                publish(train(t, text: .q, label: .l), "intent", version: "1.0.0", stage: "production")
                publish(train(t | derive(l: upper(.l)), text: .q, label: .l), "intent", version: "1.1.0")
                publish(train(t | derive(q: "\\(.q) zebra"), text: .q, label: .l, reject: 0.2), "picky", version: "1.0.0").version
                """)
        #expect(made.problem == nil, "\(made.problem?.message ?? "")")
        return project
    }()

    private func run(_ program: String) -> [String] {
        let found = Self.project.run(program)
        return found.problem.map { ["error: \($0.code)"] } ?? found.rows
    }

    @Test(arguments: [
        ("local:intent@1.0.0", "stop"), ("local:intent@production", "stop"), ("local:intent@latest", "STOP"),
        ("local:intent", "STOP"),
    ])
    func theLabelIsTheResponse(provider: String, label: String) {
        #expect(
            run("ask(\"please cancel\", provider: \"\(provider)\")") == [
                "{response: \"\(label)\", error: null, tokens_in: null, tokens_out: null, latency: 0s, finish_reason: \"stop\", cached: false}"
            ])
    }

    @Test func theLastUserMessageIsLookedAt() {
        #expect(
            run(
                "ask([{role: \"user\", content: \"a room\"}, {role: \"user\", content: \"cancel\"}], system: \"book\", provider: \"local:intent\").response"
            )
                == ["\"STOP\""])
    }

    @Test func rowsGetWhatPredictGives() {
        #expect(
            run(
                Self.trained + """
                    t | ask(.q, provider: "local:intent@1.0.0") | predict(model("intent@1.0.0"), text: .q) | derive(same: .response == .label) \
                    | summarize(same: all(.same), n: count())
                    """) == ["{same: true, n: 6}"])
    }

    @Test func aTextThatTheModelRejectsHasNoAnswer() {
        #expect(run("predict(\"0 0 0\", model(\"picky\")).label == null") == ["true"])
        #expect(run("ask(\"0 0 0\", provider: \"local:picky\").error") == ["\"the text is of none of the model's labels\""])
    }

    @Test func aModelIsComparedWithItsNextVersionAndWithOthers() {
        #expect(
            run(
                Self.trained + """
                    c = compare(t, prompt(text: "{{ q }}"), right: .response == .l, providers: ["local:intent@1.0.0", "local:intent", "echo"])
                    c.matrix | select(.provider, .model, .right)
                    """
            ).joined(separator: "\n") == """
                {provider: "local:intent@1.0.0", model: "intent@1.0.0", right: 6}
                {provider: "local:intent", model: "intent@1.1.0", right: 0}
                {provider: "echo", model: null, right: 0}
                """)
    }

    @Test func aCellMayPublishWhatItAsksNext() {
        let program =
            Self.trained
            + "m = publish(train(t, text: .q, label: .l), \"new\", version: \"1.0.0\")\nask(\"cancel\", provider: \"local:new\").response"
        #expect(MemoryProject([:]).run(program).rows == ["\"stop\""])
    }

    @Test(arguments: [
        ("intent@1.0.0", ["file:models/intent/1.0.0.safetensors"]), ("intent@production", ["file:models/intent/*"]),
        ("intent", ["file:models/intent/*"]),
    ])
    func whatIsReadIsNoted(name: String, files: [String]) {
        let checked = Self.project.check("ask(\"cancel\", provider: \"local:\(name)\")")
        #expect(checked.accesses.map(\.resource) == files)
        #expect(checked.effects.contains(.readsFiles))
    }

    @Test(arguments: [
        ("provider: \"local:intnt\"", "unknown-model"), ("provider: \"local:\"", "unknown-model"),
        ("provider: \"local:../intent\"", "unknown-model"), ("provider: \"local:intent@2.0.0\"", "unknown-version"),
        ("provider: \"local:intent@prodution\"", "unknown-version"),
        ("provider: \"local:intent\", model: \"x\"", "wrong-argument"),
        ("provider: \"local:intent\", schema: {type: \"object\"}", "wrong-argument"),
        ("provider: \"local:intent\", template: \"x\"", "wrong-argument"),
    ])
    func mistakesAreFoundBeforeTheRun(options: String, code: String) {
        #expect(Self.project.check("ask(\"cancel\", \(options))").diagnostics.map(\.code.rawValue) == [code])
    }

    @Test func aLabelIsNoVectorAndNoVerdict() {
        #expect(run("embed(\"a\", provider: \"local:intent\")") == ["error: wrong-argument"])
        #expect(
            run("[{response: \"a\"}] | expect(judge(prompt(text: \"{{ response }}\"), provider: \"local:intent\"))") == [
                "error: wrong-argument"
            ])
    }
}
