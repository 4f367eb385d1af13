import OctavoLanguage
import OctavoTable
import OctavoVerbs
import Testing

@Suite struct FoldVerbTests {
    private static let table = """
        t = table(map(0..30, i -> {
          i: i, q: if mod(i, 2) == 0 then "a room for \\(i)" else "cancel number \\(i)", l: if mod(i, 2) == 0 or i == 7 then "book" else "stop",
        }) )

        """

    private func run(_ program: String) -> String? { Harness.run(Self.table + program).last }

    @Test(
        arguments: [
            (
                "cross_validate(t, text: .q, label: .l).folds | select(.rows)",
                "[{rows: 6}, {rows: 6}, {rows: 6}, {rows: 6}, {rows: 6}]"
            ),
            ("cross_validate(t, text: .q, label: .l).rows", "30"),
            ("cross_validate(t, text: .q, label: .l, k: 3).folds | count", "3"),
            (
                "columns(cross_validate(t, text: .q, label: .l).predictions)",
                #"["i", "q", "l", "fold", "predicted", "confidence"]"#
            ),
            ("round(cross_validate(t, text: .q, label: .l).accuracy, 3)", "0.967"),
            (
                "c = cross_validate(t, text: .q, label: .l)\ne = evaluate(c.predictions, truth: .l, prediction: .predicted, confidence: .confidence)\n"
                    + "e.accuracy == c.accuracy and e.f1 == c.f1", "true"
            ),
            ("union(t, table([{q: null, l: \"x\"}])) | cross_validate(text: .q, label: .l) | .left_out", "1"),
            (
                "suspicious_labels(t, text: .q, label: .l) | select(.i, .l, .suggestion)",
                #"[{i: 7, l: "book", suggestion: "stop"}]"#
            ),
            ("suspicious_labels(t, text: .q, label: .l) | filter(.label_confidence < .suggestion_confidence) | count", "1"),
            ("suspicious_labels(t | filter(.i != 7), text: .q, label: .l) | count", "0"),
            ("tune(t, text: .q, label: .l, cost: [1, 2, 4], k: 2) | count", "3"),
            ("tune(t, text: .q, label: .l, cost: [1, 2, 4], k: 2, trials: 2) | count", "2"),
            ("tune(t, text: .q, label: .l, cost: 2, k: 2) | select(.rows)", "[{rows: 30}]"),
            (
                "columns(tune(t, text: .q, label: .l, cost: [1, 2], validate: t | head(4)))",
                #"["cost", "rows", "accuracy", "low", "high", "f1", "log_loss", "calibration_error"]"#
            ),
            (
                "tune(t, text: .q, label: .l, cost: [1, 2], validate: t | head(4), metric: \"log_loss\") | filter(lag(.log_loss) > .log_loss) | count",
                "0"
            ),
        ])
    func partsRowsAndMeasures(program: String, shown: String) { #expect(run(program) == shown) }

    @Test func theSeedMakesTheParts() {
        let folds = { (seed: Int) in self.run("cross_validate(t, text: .q, label: .l, seed: \(seed)).predictions | select(.fold)")
        }
        #expect(folds(1) == folds(1) && folds(1) != folds(2))
    }

    @Test(
        arguments: [
            ("cross_validate(t, text: .q, label: .l, k: 1)", "wrong-argument"),
            ("cross_validate(t, text: .q, label: .l, k: 31)", "wrong-argument"),
            (
                "cross_validate(table([{q: \"a\", l: \"x\"}, {q: \"a\", l: \"y\"}, {q: \"b\", l: \"y\"}]), text: .q, label: .l, k: 3)",
                "wrong-argument"
            ),
            ("cross_validate(t, text: .q)", "missing-argument"), ("cross_validate(t, text: .nope, label: .l)", "unknown-column"),
            ("cross_validate(t, text: .q, label: .l, cost: -1)", "wrong-argument"),
            ("cross_validate(t | filter(.l == \"stop\"), text: .q, label: .l)", "too-few-labels"),
            ("tune(t, text: .q, label: .l, cost: [])", "wrong-argument"),
            ("tune(t, text: .q, label: .l, cost: [1, -1])", "wrong-argument"),
            ("tune(t, text: .q, label: .l, trials: 0)", "wrong-argument"),
            ("tune(t, text: .q, label: .l, metric: \"acc\")", "unknown-choice"),
            ("tune(t, text: .q, label: .l, cost: map(0..200, . + 1), model: map(0..200, \"linear\"))", "wrong-argument"),
            ("suspicious_labels(t, text: .q, label: .i)", "type-mismatch"),
        ])
    func refusesWithACode(program: String, code: String) { #expect(run(program) == "error: \(code)") }

    /// Many models are trained, here, and without rows of `validate:` where each part is those.
    @Test(arguments: [Verb.tune, .crossValidate, .suspiciousLabels])
    func optionsThatDoNotApplyAreNotShown(verb: Verb) {
        let names = verb.parameters.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(!verb.parameters.contains { $0.about.contains("provider") || $0.about.contains("openai") })
        let isFolded = verb !== Verb.tune
        #expect(names.contains("validate") != isFolded && names.contains("evaluation_steps") != isFolded)
        #expect(!isFolded || !verb.parameters.contains { $0.about.contains("`validate") })
    }
}
