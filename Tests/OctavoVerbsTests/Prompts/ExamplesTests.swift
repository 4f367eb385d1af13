import OctavoLanguage
import OctavoSource
import OctavoTable
import Testing

@Suite struct ExamplesTests {
    /// Questions with their kinds, the second nearly the first.
    private static let known = """
        known = table([
          {q: "do you have a room for two", kind: "room", a: "1"},
          {q: "do you have a room for two?", kind: "room", a: "2"},
          {q: "is there a room with a view", kind: "room", a: "3"},
          {q: "can I cancel my booking", kind: "cancel", a: "4"},
          {q: "please cancel the booking for the room", kind: "cancel", a: "5"},
          {q: "when is breakfast", kind: "food", a: "6"}
        ])

        """

    /// Which examples are chosen, by their answers.
    private func chosen(_ call: String) -> String {
        let program = Self.known + "t = \(call)\njoin_text(t.a, \"\")"
        return Harness.run(program).last ?? ""
    }

    @Test(arguments: [
        ("known | examples", "123"), ("known | examples(2)", "12"), ("known | examples(99)", "123456"),
        ("known | examples(2, near: \"a room for two people\", on: .q)", "12"),
        ("known | examples(1, near: \"cancel my room\", on: .q)", "4"),
        // Never the case itself, nor what is nearly it.
        ("known | examples(2, near: \"Do you have a room for two\", on: .q)", "35"),
        ("known | examples(3, near: \"a room for two people\", on: .q, by: .kind)", "156"),
        ("known | examples(3, by: .kind)", "146"),
        ("known | examples(2, near: \"a room for two people\", on: .q, diverse: true)", "13"),
        ("known | examples(6, near: \"\", on: .q)", "123456"),
    ])
    func takesTheFirstTheNearestOrThoseThatDiffer(call: String, answers: String) {
        #expect(chosen(call) == "\"\(answers)\"")
    }

    @Test func chanceIsTheSameForTheSameSeedAndForOtherRows() {
        let one = chosen("known | examples(6, seed: 1)")
        #expect(one == chosen("known | examples(6, seed: 1)"))
        #expect(one != chosen("known | examples(6, seed: 2)"))
        let without = chosen("known | filter(.a != \"3\") | examples(6, seed: 1)")
        #expect(without == one.replacing("3", with: ""))
    }

    @Test func takesNoMoreTokensThanTheBudgetHas() {
        #expect(chosen("known | examples(6, budget: 1000)") == "\"123456\"")
        #expect(Harness.run(Self.known + "known | examples(6, budget: 0) | count") == ["0"])
        let count = Harness.run(Self.known + "known | examples(6, budget: 25) | count").last.flatMap { Int($0) } ?? 0
        #expect(count > 0 && count < 6)
    }

    @Test func givesEachRowOfAnotherTableItsOwn() {
        let program =
            Self.known + """
                table([{q: "when is breakfast"}, {q: "cancel it"}, {q: null}])
                  | derive(shots: examples(known, 2, near: .q))
                  | select(shots: join_text(map(.shots, s -> s.a), ""))
                """
        #expect(Harness.run(program) == ["[{shots: \"31\"}, {shots: \"45\"}, {shots: \"\"}]"])
        let other =
            Self.known
            + "table([{text: \"cancel it\"}]) | derive(s: examples(known, 1, near: .text, on: .q)) | select(s: map(.s, s -> s.a))"
        #expect(Harness.run(other) == ["[{s: [\"4\"]}]"])
    }

    @Test(arguments: [
        ("known | examples(2, near: \"a\")", "missing-argument"), ("known | examples(2, near: 3, on: .q)", "wrong-argument"),
        ("known | examples(-1)", "wrong-argument"), ("known | examples(2, near: \"a\", on: .w)", "unknown-column"),
        ("known | examples(2, by: .w)", "unknown-column"), ("3 | examples(2)", "wrong-argument"),
        ("known | derive(x: examples(known, 1, near: .w))", "unknown-column"),
        ("known | derive(n: 1) | derive(x: examples(known, 1, near: .n, on: .q))", "wrong-argument"),
        ("known | examples(2, budget: 9, tokenizer: \"gpt-9\")", "unknown-choice"),
    ])
    func isCheckedBeforeItRuns(call: String, code: String) {
        #expect(Harness.check(Self.known + call).diagnostics.filter { $0.severity == .error }.map(\.code.rawValue) == [code])
    }

    @Test func anEmptyTableHasNoExamples() {
        #expect(Harness.run("[{q: \"a\"}] | table | filter(false) | examples(2, near: \"a\") | count") == ["0"])
    }
}
