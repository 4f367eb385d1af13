import OctavoLanguage
import OctavoTable
import OctavoVerbs
import Testing

@Suite struct ErrorVerbTests {
    private static let trained = """
        t = table([
          {q: "book a room", l: "book"}, {q: "i want two rooms", l: "book"}, {q: null, l: "book"}, {q: "a room, please", l: "book"},
          {q: "cancel my stay", l: "stop"}, {q: "cancel it", l: "stop"}, {q: "please cancel", l: null}, {q: "cancel all", l: "stop"},
        ])
        m = train(t, text: .q, label: .l)
        w = table([{q: "cancel it all", l: "book", n: 1}, {q: "rooms", l: "book", n: 2}, {q: null, l: "stop", n: 3}, {q: "a room", l: "stop", n: 4}])

        """

    private func run(_ program: String) -> String? { Harness.run(Self.trained + program).last }

    @Test(
        arguments: [
            ("errors(w, m) | select(.n) | sort(.n)", "[{n: 1}, {n: 4}]"),
            ("errors(w, m) | filter(.confidence > lag(.confidence)) | count", "0"),
            ("columns(errors(w, m))", #"["q", "l", "n", "predicted", "confidence"]"#),
            (
                "errors(w, m, train: t) | filter(.n == 1) | select(.nearest, .nearest_label)",
                #"[{nearest: "cancel all", nearest_label: "stop"}]"#
            ),
            ("errors(w, m, train: t) | filter(.likeness <= 0 or .likeness > 1) | count", "0"),
            ("errors(t, m) | count", "0"), ("errors(w | filter(false), m) | count", "0"),
            ("errors(w, m, train: t | filter(false)) | select(.nearest) | head(1)", "[{nearest: null}]"),
        ])
    func listsWhatIsWrong(program: String, shown: String) { #expect(run(program) == shown) }

    @Test(
        arguments: [
            ("columns(explain(m, \"cancel\"))", #"["label", "feature", "kind", "weight"]"#),
            ("unique((explain(m, \"cancel\")).label)", #"["stop"]"#),
            ("unique((explain(m, \"cancel\", labels: 2)).label)", #"["stop", "book"]"#),
            ("explain(m, \"cancel a room\", n: 2) | select(.kind) | tail(2)", #"[{kind: "others"}, {kind: "beforehand"}]"#),
            ("explain(m, \"\") | select(.kind)", #"[{kind: "beforehand"}]"#),
            ("explain(m, \"cancel\", labels: 0) | count", "0"),
            (
                "abs(sum((explain(m, \"cancel a room\", n: 2)).weight) - sum((explain(m, \"cancel a room\", n: 500)).weight)) < 1e-9",
                "true"
            ),
            (
                "explain(m, \"cancel it\", n: 500) | filter(.feature == \"cancel\" and .kind == \"word\" and .weight > 0) | count",
                "1"
            ),
        ])
    func explainsByWeights(program: String, shown: String) { #expect(run(program) == shown) }

    @Test(
        arguments: [
            ("errors(w, 3)", "wrong-argument"), ("errors(w, m, text: .n)", "type-mismatch"),
            ("errors(w, m, train: table([{x: 1}]))", "unknown-column"),
            ("explain(m, 3)", "type-mismatch"), ("explain(m, \"a\", n: -1)", "negative-count"),
        ])
    func refusesWithACode(program: String, code: String) { #expect(run(program) == "error: \(code)") }
}
