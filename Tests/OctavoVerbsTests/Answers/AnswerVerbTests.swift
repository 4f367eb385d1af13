import OctavoLanguage
import OctavoTable
import OctavoVerbs
import Testing

@Suite struct AnswerVerbTests {
    @Test(
        arguments: [
            ("chrf(\"a\", null) == null", "true"), ("chrf(null, \"a\") == null", "true"), ("chrf(\"a\", []) == null", "true"),
            ("chrf(\"yes\", [\"no\", \"yes\"])", "1.0"), ("bleu(\"\", \"a\")", "0.0"), ("rouge_l(\"A b!\", \"a, B\")", "1.0"),
            ("chrf(\"a\", 3)", "error: wrong-argument"), ("chrf(\"a\", [1])", "error: wrong-argument"),
            ("cosine([3, 4], [3, 4])", "1.0"), ("cosine([1, 0], [-1, 0])", "-1.0"), ("cosine([0, 0], [1, 0]) == null", "true"),
            ("cosine([1e300, 1e300], [1e300, 1e300])", "1.0"), ("cosine(null, [1.0]) == null", "true"),
            ("cosine([1], [1, 2])", "error: wrong-argument"), ("cosine([1], null) == null", "true"),
            ("response_relevance(\"at 7\", reference: \"at 7\")", "1.0"), ("response_relevance(\"at 7\") == null", "true"),
            ("response_relevance(null, reference: \"a\") == null", "true"),
            ("response_relevance(\"I do not know\", query: \"when?\")", "0.0"),
            ("response_relevance(\"at 7\", query: \"at 7\", likeness: 0.25)", "0.25"),
            ("round(response_relevance(\"a\", reference: \"a\", likeness: 0), 6)", "0.6"),
            (
                "table([{a: \"x\", b: \"x\"}, {a: null, b: \"x\"}]) | derive(s: chrf(.a, .b)) | select(.s)",
                "[{s: 1.0}, {s: null}]"
            ),
            ("table([{a: \"x\", b: [\"y\", \"x\"]}]) | derive(s: rouge_l(.a, .b)) | select(.s)", "[{s: 1.0}]"),
        ])
    func scoresAnswers(program: String, shown: String) { #expect(Harness.run(program).last == shown) }

    private static let table = """
        t = table([
          {r: "at 7", ref: "at 7", q: "when does it open?", k: "a"}, {r: "I don't know.", ref: "at 8", q: "when?", k: "a"},
          {r: null, ref: "at 9", q: "when?", k: "b"}, {r: "at 9", ref: null, q: null, k: "b"},
        ])

        """

    @Test(
        arguments: [
            ("evaluate(t, response: .r, reference: .ref).scored", "2"),
            ("evaluate(t, response: .r, reference: .ref).scored_share", "0.5"),
            ("evaluate(t, response: .r, query: .q).scored", "2"),
            ("(evaluate(t | head(1), response: .r, reference: .ref)).response_relevance", "1.0"),
            ("(evaluate(t, response: .r, query: .q).measures | records)[0].measure", "\"response_relevance\""),
            ("evaluate(t, response: .r, query: .q).measures | count", "1"),
            ("evaluate(t, response: .r, reference: .ref).measures | count", "4"),
            ("evaluate(t | filter(false), response: .r, reference: .ref).bleu == null", "true"),
            (
                "evaluate(t, response: .r, reference: .ref, by: .k, least_rows: 2).slices | select(.k, .rows, .note)",
                #"[{k: "a", rows: 2, note: null}]"#
            ),
            ("evaluate(t, response: .r)", "error: missing-argument"),
            ("evaluate(t, response: .r, query: .q, metrics: [\"bleu\"])", "error: wrong-argument"),
            ("evaluate(t, response: .r, reference: .nope)", "error: unknown-column"),
            ("evaluate(t, response: .r, prediction: .r, truth: .ref)", "error: wrong-argument"),
        ])
    func measuresAnswersWithTheirCoverage(program: String, shown: String) {
        #expect(Harness.run(Self.table + program).last == shown)
    }
}
