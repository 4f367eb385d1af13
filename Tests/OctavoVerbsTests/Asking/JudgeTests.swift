import OctavoLanguage
import OctavoTable
import OctavoVerbs
import Testing

@Suite struct JudgeTests {
    private static let start = """
        polite = prompt(text: "Polite? {{ answer }}")
        says = {thank: '{"reason": "it thanks", "pass": true}', else: '{"reason": "it is short", "pass": false}'}
        t = table([{answer: "Thank you"}, {answer: "No"}])

        """

    private static let ask = "provider: \"template\", template: says"

    private func run(_ program: String) -> [String] { Harness.run(Self.start + program) }

    @Test func judgesOneAnswer() {
        #expect(run("judge(polite, answer: \"Thank you\", \(Self.ask))").last == "true")
        #expect(run("judge(polite, answer: \"No\", \(Self.ask))").last == "false")
    }

    @Test func isAnExpectationLikeAnyOther() {
        let shown = run("t | expect(kind: judge(polite, answer: .answer, \(Self.ask)), .answer != \"\")")
        #expect(
            shown == [
                "not met  kind: 1 of 2 rows\n         row 2: judged {pass: false, reason: \"it is short\"}",
                "met      .answer != \"\": 2 of 2 rows", "error: expectation-failed",
            ])
        #expect(
            run("t | head(1) | expect(judge(polite, answer: .answer, \(Self.ask)) and not (.answer == \"\")) | count").last == "1"
        )
        #expect(
            run("{answer: \"Thank you\"} | expect(judge(polite, answer: .answer, \(Self.ask)))").last == "{answer: \"Thank you\"}"
        )
    }

    @Test func judgesWhatPromptsAnswer() {
        #expect(
            run(
                """
                cases = table([{q: "Thank you"}, {q: "Go"}])
                a = prompt(text: "{{ q }}")
                b = prompt(text: "{{ q }}, thank you")
                compare(cases, a, b, polite: judge(polite, answer: .response, \(Self.ask)), providers: "echo").matrix | select(.polite)
                """
            ).last == "[{polite: 1}, {polite: 2}]")
    }

    @Test func anAnswerThatIsNoVerdictIsNotGood() {
        #expect(run("judge(polite, answer: \"x\", provider: \"template\", template: \"Yes!\")").last == "false")
    }

    @Test(arguments: [
        ("t | filter(judge(polite, answer: .answer, \(ask)))", "not-in-expression"),
        ("t | derive(a: judge(polite, answer: .answer, \(ask)))", "not-in-expression"),
        ("t | expect(judge(polite, answer: .anser, \(ask)))", "unknown-column"),
        ("t | expect(judge(polite, anwer: .answer, \(ask)))", "unknown-input"),
        ("judge(polite, \(ask))", "missing-input"), ("judge(\"polite\", answer: \"x\", \(ask))", "wrong-argument"),
        (
            "judge(prompt(text: \"---\\noutput: {properties: {ok: {type: boolean}}}\\n---\\nx\"), \(ask))", "wrong-argument"
        ),
    ])
    func refusesWithACode(program: String, code: String) { #expect(run(program).last == "error: \(code)") }
}
