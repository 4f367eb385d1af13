import OctavoVerbs
import Testing

@Suite struct NoiseVerbTests {
    private static let table = """
        t = table([{id: 1, q: "ok"}, {id: 2, q: null}, {id: 3, q: "Is the pool open today?"}, {id: 4, q: "asdf jkl;"}, \
        {id: 5, q: "is the pool  open today"}, {id: 6, q: "ok"}, {id: 7, q: "Automatic reply: I am away"}])\n
        """

    @Test(
        arguments: [
            ("t | filter_noise(.q) | select(.id)", "[{id: 1}, {id: 3}, {id: 5}, {id: 6}]"),
            ("t | filter_noise(.q, empty: false) | select(.id)", "[{id: 1}, {id: 2}, {id: 3}, {id: 5}, {id: 6}]"),
            ("t | filter_noise(.q, min_words: 3) | select(.id)", "[{id: 3}, {id: 5}]"),
            ("t | filter_noise(.q, duplicates: \"exact\") | select(.id)", "[{id: 1}, {id: 3}, {id: 5}]"),
            ("t | filter_noise(.q, duplicates: \"near\") | select(.id)", "[{id: 1}, {id: 3}]"),
            ("t | filter_noise(.q, duplicates: \"near\", threshold: 1) | select(.id)", "[{id: 1}, {id: 3}, {id: 5}]"),
            ("t | filter_noise(.q, \"none\", boilerplate: true) | count", "6"), ("t | filter_noise(.q, \"web\") | count", "0"),
            ("t | filter_noise(.q, language: \"de\", max_gibberish: false) | select(.id)", "[{id: 1}, {id: 4}, {id: 6}]"),
            ("t | derive(q: null) | filter_noise(.q) | count", "0"),
            ("[{a: \"ok\"}, {a: \"\"}] | filter_noise(.a)", "[{a: \"ok\"}]"),
            (
                "t | what_if(.q, rule: \"min_words\", thresholds: [2, 4]) | select(.dropped, .example)",
                "[{dropped: 2, example: \"ok\"}, {dropped: 3, example: \"asdf jkl;\"}]"
            ),
            ("t | what_if(.q, rule: \"boilerplate\") | select(.threshold, .dropped)", "[{threshold: null, dropped: 1}]"),
            ("t | what_if(.q, rule: \"max_gibberish\") | count", "6"),
            (
                "t | what_if(.q, rule: \"near_duplicate\", thresholds: [0.9, 1]) | select(.dropped, .example)",
                "[{dropped: 2, example: \"is the pool  open today\"}, {dropped: 1, example: \"ok\"}]"
            ),
            ("t | what_if(.q, rule: \"near_duplicate\") | select(.threshold) | head(1)", "[{threshold: 0.6}]"),
            (
                "leakage(t | head(3), t | tail(3), .q) | select(.test_row, .train_row, .kind)",
                "[{test_row: 0, train_row: 2, kind: \"near\"}, {test_row: 1, train_row: 0, kind: \"exact\"}]"
            ),
            ("leakage(t | head(3), t | tail(3), duplicates: \"exact\") | select(.text)", "[{text: \"ok\"}]"),
        ])
    func worksOnTables(program: String, expected: String) {
        #expect(Harness.run(Self.table + program) == [expected])
    }

    @Test func reportTellsTheRulesWithThreeExamplesEach() {
        let program =
            Self.table + """
                t | filter_noise(.q, min_words: 2, duplicates: "near") | report | select(.rows_in, .rows_out, .note)
                """
        #expect(
            Harness.run(program) == [
                "[{rows_in: 7, rows_out: 7, note: \"\"}, "
                    + "{rows_in: 7, rows_out: 2, note: \"min_words 2 (\\\"ok\\\"), boilerplate 1 (\\\"Automatic reply: I am away\\\"), "
                    + "empty 1, max_gibberish 1 (\\\"asdf jkl;\\\")\"}, "
                    + "{rows_in: 2, rows_out: 1, note: \"near_duplicate 1 (\\\"is the pool  open today\\\")\"}]"
            ])
    }

    @Test func reportShowsTheShortestThreeOfManyExamples() {
        let rows = (1...6).map { "{q: \"\(String(repeating: "?", count: $0))\"}" }.joined(separator: ", ")
        let note = Harness.run("table([\(rows)]) | filter_noise(.q) | report | tail(1) | select(.note)")
        #expect(note == ["[{note: \"empty 6 (\\\"?\\\", \\\"??\\\", \\\"???\\\")\"}]"])
    }

    @Test(
        arguments: [
            ("t | filter_noise", "missing-argument"), ("t | filter_noise(.id)", "type-mismatch"),
            ("t | filter_noise(.nobody)", "unknown-column"), ("t | filter_noise(\"q\")", "wrong-argument"),
            ("t | filter_noise(.q, preset: \"chats\")", "unknown-choice"),
            ("t | filter_noise(.q, min_word: 3)", "unknown-argument"),
            ("t | filter_noise(.q, min_words: \"3\")", "wrong-argument"),
            ("t | filter_noise(.q, min_words: -1)", "wrong-argument"),
            ("t | filter_noise(.q, max_digit_share: 20)", "wrong-argument"), ("t | filter_noise(.q, empty: 3)", "wrong-argument"),
            ("t | filter_noise(.q, language: \"english\")", "unknown-choice"),
            ("t | filter_noise(.q, language: 3)", "wrong-argument"),
            ("t | filter_noise(.q, duplicates: \"all\")", "unknown-choice"),
            ("t | filter_noise(.q, threshold: 0.9)", "wrong-argument"),
            ("t | filter_noise(.q, duplicates: \"near\", threshold: 0.1)", "wrong-argument"),
            ("5 | filter_noise(.q)", "wrong-argument"),
            ("t | what_if(.q, rule: \"min_wrods\")", "unknown-choice"),
            ("t | what_if(.q, rule: \"empty\", thresholds: [1])", "wrong-argument"),
            ("t | what_if(.q, rule: \"max_digit_share\", thresholds: [20])", "wrong-argument"),
            ("t | what_if(.q, rule: \"near_duplicate\", thresholds: [0.4])", "wrong-argument"),
            ("t | what_if(.id, rule: \"min_words\")", "type-mismatch"), ("leakage(t, t, .id)", "type-mismatch"),
            ("leakage(t, t | select(.id))", "missing-argument"),
            ("leakage(t, t | derive(r: .q) | select(.id), .q)", "unknown-column"),
            ("u = t | derive(r: .q)\nleakage(u, u)", "missing-argument"),
        ])
    func refusesWithACode(program: String, code: String) {
        #expect(Harness.run(Self.table + program) == ["error: \(code)"])
    }
}
