import OctavoLanguage
import OctavoTable
import OctavoVerbs
import Testing

@Suite struct EvaluateTests {
    private static let table = """
        t = table([
          {q: "a room", l: "book", g: "book", p: 0.9, k: "x", s: {book: 0.9, stop: 0.1}},
          {q: "two rooms", l: "book", g: "stop", p: 0.6, k: "x", s: {book: 0.4, stop: 0.6}},
          {q: "cancel", l: "stop", g: "stop", p: 0.8, k: "y", s: {book: 0.2, stop: 0.8}},
          {q: "cancel it", l: "stop", g: null, p: null, k: "y", s: {book: 0.5, stop: 0.5}},
          {q: "hm", l: null, g: "stop", p: 0.8, k: "y", s: null},
        ])

        """

    private func run(_ program: String) -> String? { Harness.run(Self.table + program).last }

    @Test(
        arguments: [
            ("evaluate(t, truth: .l, prediction: .g).accuracy", "0.5"), ("evaluate(t, truth: .l, prediction: .g).rows", "4"),
            ("evaluate(t, truth: .l, prediction: .g).left_out", "1"), ("evaluate(t, truth: .l, prediction: .g).unanswered", "1"),
            (
                "keys(evaluate(t, truth: .l, prediction: .g, metrics: [\"f1\"]))",
                #"["rows", "left_out", "unanswered", "f1", "f1_low", "f1_high", "measures"]"#
            ),
            (
                "evaluate(t, truth: .l, prediction: .g, text: .q).confused",
                #"[{truth: "book", prediction: "stop", rows: 1, example: "two rooms"}]"#
            ),
            ("evaluate(t, truth: .l, prediction: .g, confidence: .p).reliability | count", "3"),
            (
                "evaluate(t, truth: .l, prediction: .g, confidence: .p).coverage[0]",
                "{coverage: 0.25, threshold: 0.9, accuracy: 1.0, risk: 0.0}"
            ),
            ("evaluate(t, truth: .l, scores: .s).roc_auc", "0.75"), ("evaluate(t, truth: .l, scores: .s).accuracy", "0.5"),
            ("evaluate(t, truth: .l, scores: .s).unanswered", "0"),
            ("(evaluate(t, truth: .l, scores: .s).roc_curve | filter(.label == \"mean\") | count) == 51", "true"),
            ("evaluate(t, truth: .l, prediction: .g, metrics: \"accuracy\").accuracy", "0.5"),
        ])
    func measuresColumnsOfLabels(program: String, shown: String) { #expect(run(program) == shown) }

    @Test func partsWithFewRowsHaveNoNumbers() {
        #expect(
            run("evaluate(t, truth: .l, prediction: .g, by: .k, least_rows: 2).slices | select(.k, .rows, .accuracy, .note)")
                == #"[{k: "x", rows: 2, accuracy: 0.5, note: null}, {k: "y", rows: 2, accuracy: 0.5, note: null}]"#)
        #expect(
            run(
                "evaluate(t, truth: .l, prediction: .g, by: {long: length(.q) > 7}, least_rows: 3).slices | select(.long, .rows, .accuracy, .note)"
            )
                == #"[{long: false, rows: 2, accuracy: null, note: "too few rows to measure: fewer than 3"}, "#
                + #"{long: true, rows: 2, accuracy: null, note: "too few rows to measure: fewer than 3"}]"#)
    }

    @Test func textsThatWereLearntFromAreCounted() {
        let program = """
            m = train(t, text: .q, label: .l)
            e = table([{q: "a room", l: "book"}, {q: "Two rooms!", l: "stop"}, {q: "something else", l: "book"}]) | evaluate(m, train: t)

            """
        #expect(run(program + "e.leaked") == "2")
        #expect(run(program + "e.accuracy_without_leaked in [0.0, 1.0]") == "true")
        #expect(run("evaluate(t, truth: .l, prediction: .g, text: .q, train: t).leaked") == "4")
        #expect(run("evaluate(t, truth: .l, prediction: .g, text: .q, train: t).accuracy_without_leaked == null") == "true")
        #expect(run("evaluate(t, truth: .l, prediction: .g, train: t)") == "error: missing-argument")
    }

    @Test func intervalsHoldTheirValuesAndTheSeedMakesThem() {
        let all = "evaluate(t, truth: .l, scores: .s, metrics: [\"f1\", \"log_loss\", \"roc_auc\", \"brier\"], "
        #expect(run(all + "samples: 200).measures | filter(.low > .value or .high < .value or .low == null) | count") == "0")
        #expect(run(all + "samples: 0).measures | filter(.low == null) | count") == "4")
        #expect(run(all + "seed: 1).measures") == run(all + "seed: 1).measures"))
        #expect(
            run("evaluate(t, truth: .l, scores: .s).measures | filter(.measure == \"roc_auc\") | select(.low)") == "[{low: null}]"
        )
    }

    private static let numbers = """
        t = table([{y: 1, g: 2.0, k: 1}, {y: 3, g: 3.0, k: 1}, {y: null, g: 1.0, k: 1}, {y: 2, g: null, k: 2}, {y: 5, g: 0 / 0, k: 2}])

        """

    @Test(
        arguments: [
            ("evaluate(t, truth: .y, prediction: .g).mae", "0.5"), ("evaluate(t, truth: .y, prediction: .g).rows", "2"),
            ("evaluate(t, truth: .y, prediction: .g).left_out", "1"), ("evaluate(t, truth: .y, prediction: .g).unanswered", "2"),
            ("evaluate(t, truth: .y, prediction: .g).r2", "0.5"), ("evaluate(t, truth: .y, prediction: .g).bias", "0.5"),
            (
                "evaluate(t, truth: .y, prediction: .g, by: .k, least_rows: 2).slices",
                "[{k: 1, rows: 2, mae: 0.5, rmse: 0.7071067811865476, bias: 0.5, note: null}]"
            ),
            ("evaluate(t | filter(false), truth: .y, prediction: .g).mae == null", "true"),
            ("evaluate(t | head(1), truth: .y, prediction: .g).r2 == null", "true"),
            (
                "evaluate(table([{y: 1.0, g: 1e308}, {y: -1.0, g: -1e308}, {y: 0.0, g: 1 / 0}]), truth: .y, prediction: .g).measures | count",
                "5"
            ),
            ("evaluate(t, truth: .y, prediction: .g, metrics: [\"accuracy\"])", "error: wrong-argument"),
        ])
    func measuresColumnsOfNumbers(program: String, shown: String) { #expect(Harness.run(Self.numbers + program).last == shown) }

    @Test(
        arguments: [
            ("evaluate(t)", "missing-argument"), ("evaluate(t, prediction: .g)", "missing-argument"),
            ("evaluate(t, truth: .l, prediction: .nope)", "unknown-column"),
            ("evaluate(t, truth: .l, prediction: .p)", "type-mismatch"),
            ("evaluate(t, truth: .l, prediction: .g, confidence: .q)", "type-mismatch"),
            ("evaluate(t, truth: .l, scores: .p)", "type-mismatch"),
            ("evaluate(t | derive(p: .p * 100), truth: .l, prediction: .g, confidence: .p)", "wrong-argument"),
            ("evaluate(t | derive(p: {book: -1.5, stop: 2.5}), truth: .l, scores: .p)", "wrong-argument"),
            ("evaluate(t | derive(p: {book: 0.9, stop: 0.9}), truth: .l, scores: .p)", "wrong-argument"),
            ("evaluate(t, truth: .l, prediction: .g, metrics: [\"acuracy\"])", "unknown-choice"),
            ("evaluate(t, truth: .l, prediction: .g, metrics: [\"roc_auc\"])", "wrong-argument"),
            ("evaluate(t, truth: .l, prediction: .g, metrics: [\"mae\"])", "wrong-argument"),
            ("evaluate(t, truth: .l, prediction: .g, by: .k, least_rows: 0)", "wrong-argument"),
            ("evaluate(t, truth: .l, prediction: .g, by: {rows: .k})", "duplicate-column"),
            ("evaluate(t, truth: .p, prediction: .p, by: {mae: .k})", "duplicate-column"),
            ("evaluate(t, response: .q, reference: .l, by: {note: .k})", "duplicate-column"),
            ("m = train(t, text: .q, label: .l)\nevaluate(t, m, prediction: .g)", "wrong-argument"),
            ("m = train(t, text: .q, label: .l)\nevaluate(t, m, text: .nope)", "unknown-column"),
        ])
    func refusesWithACode(program: String, code: String) { #expect(run(program) == "error: \(code)") }

    /// Rows that are drawn together tell less.
    @Test func groupsAreDrawnTogether() throws {
        let program = """
            t = table(map(0..200, i -> {k: div(i, 20), y: if mod(div(i, 20), 3) == 0 then 1.0 else 0.0, g: 0.5 * mod(div(i, 20), 2)}))
            width(e) = e.measures[0].high - e.measures[0].low
            width(evaluate(t, truth: .y, prediction: .g, group: .k)) > 2 * width(evaluate(t, truth: .y, prediction: .g))
            """
        #expect(Harness.run(program).last == "true")
    }

    @Test func rowsOfLabelsThatAreNotKnownAreLessSure() {
        let program = """
            m = train(t, text: .q, label: .l)
            e = table([{q: "a room", l: "book"}, {q: "cancel", l: "stop"}, {q: "hm", l: "other"}]) | evaluate(m)

            """
        #expect(run(program + "e.unknown_auc") == "1.0" && run(program + "e.unknown_labels") == "1")
        #expect(run("(t | evaluate(train(t, text: .q, label: .l))).unknown_auc == null") == "true")
    }
}
