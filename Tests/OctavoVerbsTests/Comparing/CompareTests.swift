import OctavoLanguage
import OctavoTable
import OctavoVerbs
import Testing

@Suite struct CompareTests {
    private static let table = """
        t = table([
          {q: "a room", l: "book", old: "stop", new: "book", other: null}, {q: "cancel", l: "stop", old: "stop", new: "stop", other: "stop"},
          {q: "two rooms", l: "book", old: "book", new: "stop", other: "book"}, {q: "no room", l: "stop", old: "book", new: "stop", other: "x"},
          {q: "hm", l: null, old: "book", new: "stop", other: "x"},
        ])

        """

    private func run(_ program: String) -> [String] { Harness.run(Self.table + program) }

    @Test(
        arguments: [
            ("c.rows", "4"),
            (
                "c.models | select(.model, .accuracy)",
                #"[{model: "old", accuracy: 0.5}, {model: "new", accuracy: 0.75}, {model: "other", accuracy: 0.5}]"#
            ),
            (
                "c.differences | select(.from, .to, .difference, .fixed, .broken, .p, .p_holm, .test)",
                #"[{from: "old", to: "new", difference: 0.25, fixed: 2, broken: 1, p: 1.0, p_holm: 1.0, test: "exact"}, "#
                    + #"{from: "old", to: "other", difference: 0.0, fixed: 0, broken: 0, p: 1.0, p_holm: 1.0, test: "exact"}]"#
            ),
            (
                "c.changed | filter(.change == \"broken\")",
                #"[{model: "new", change: "broken", row: 2, text: "two rooms", truth: "book", before: "book", after: "stop"}]"#
            ),
            ("c.differences | filter(.low > .difference or .high < .difference) | count", "0"),
        ])
    func comparesColumnsOfPredictions(program: String, shown: String) {
        #expect(run("c = compare(t, .old, .new, .other, truth: .l, text: .q)\n" + program).last == shown)
    }

    @Test func comparesModelsWithEachOtherAndWithColumns() {
        let program = """
            a = train(t, text: .q, label: .l)
            b = train(t | head(3), text: .q, label: .l)
            c = compare(t, a, before: b, .old)

            """
        #expect(run(program + "(c.models).model").last == "column")
        #expect(run(program + "c.models | select(.model)").last == #"[{model: "a"}, {model: "before"}, {model: "old"}]"#)
        #expect(run(program + "c.changed | select(.text, .after) | head(1) | count").last == "1")
        #expect(
            run("a = train(t, text: .q, label: .l)\nc = compare(t, a, a)\n(c.differences) | select(.difference, .p)").last
                == "[{difference: 0.0, p: 1.0}]")
    }

    @Test func samplesAndSeedMakeTheIntervals() {
        let call = "compare(t, .old, .new, truth: .l"
        #expect(run("(\(call), samples: 0)).differences | select(.low)").last == "[{low: null}]")
        #expect(run("\(call)).differences").last == run("\(call)).differences").last)
    }

    /// scikit-learn: `f1_score(…, average="macro")` of either.
    @Test func macroF1IsComparedToo() {
        let call = "c = compare(t, .old, .new, truth: .l)\n"
        #expect(run(call + "c.models | select(.f1)").last == "[{f1: 0.5}, {f1: 0.7333333333333334}]")
        #expect(
            run(
                call
                    + "c.differences | derive(d: round(.f1_difference, 4), inside: .f1_low <= .f1_difference and .f1_difference <= .f1_high) | select(.d, .inside)"
            )
            .last == "[{d: 0.2333, inside: true}]")
    }

    @Test func slicesOfEnoughRowsAreComparedWithTheirOwnCorrection() {
        let program = """
            t = table(map(0..40, i -> {k: div(i, 16), l: "a", x: if mod(i, 2) == 0 then "a" else "b", y: if i < 16 then "a" else "b", z: "a"}))
            c = compare(t, .x, .y, .z, truth: .l, by: .k, samples: 0, support: 9)
            c.slices | select(.k, .to, .rows, .difference, .fixed, .broken, p: round(.p, 9), p_holm: round(.p_holm, 9))
            """
        #expect(
            Harness.run(program).last
                == #"[{k: 0, to: "y", rows: 16, difference: 0.5, fixed: 8, broken: 0, p: 0.0078125, p_holm: 0.03125}, "#
                + #"{k: 0, to: "z", rows: 16, difference: 0.5, fixed: 8, broken: 0, p: 0.0078125, p_holm: 0.03125}, "#
                + #"{k: 1, to: "y", rows: 16, difference: -0.5, fixed: 0, broken: 8, p: 0.0078125, p_holm: 0.03125}, "#
                + #"{k: 1, to: "z", rows: 16, difference: 0.5, fixed: 8, broken: 0, p: 0.0078125, p_holm: 0.03125}]"#)
        #expect(run("compare(t, .old, .new, truth: .l).slices | count").last == "0")
    }

    /// SciPy: `wilcoxon([1, 1, 1, -0.5, 2, 0], method=PermutationMethod(n_resamples=inf))`.
    @Test func numbersAreComparedByTheirErrors() {
        let table = """
            t = table([
              {y: 1.0, a: 2.0, b: 1.0}, {y: 2.0, a: 1.0, b: 2.0}, {y: 3.0, a: 4.0, b: 3.0}, {y: 4.0, a: 4.0, b: 3.5}, {y: 5.0, a: 2.0, b: 6.0},
              {y: 6.0, a: 6.0, b: 6.0}, {y: null, a: 0.0, b: 0.0}, {y: 1.0, a: null, b: 1.0},
            ])
            c = compare(t, .a, .b, truth: .y)

            """
        for (program, shown) in [
            ("c.rows", "6"), ("c.models | select(.model, .mae)", #"[{model: "a", mae: 1.0}, {model: "b", mae: 0.25}]"#),
            (
                "c.differences | select(.mae_difference, .nearer, .farther, .p, .p_holm, .test)",
                #"[{mae_difference: -0.75, nearer: 4, farther: 1, p: 0.125, p_holm: 0.125, test: "exact"}]"#
            ),
            ("c.differences | filter(.mae_low > .mae_difference or .mae_high < .mae_difference) | count", "0"),
            (
                "c.changed | filter(.change == \"farther\")",
                #"[{model: "b", change: "farther", row: 3, text: null, truth: 4.0, before: 4.0, after: 3.5}]"#
            ),
        ] { #expect(Harness.run(table + program).last == shown, "\(program)") }
    }

    @Test func modelsThatTellNumbersAreComparedWithEachOtherAndWithColumns() {
        let program = """
            t = table(map(0..60, i -> {x: i, y: float(i * 2), g: float(i)}))
            a = train(t, columns: .x, label: .y, rounds: 2)
            b = train(t, columns: .x, label: .y, rounds: 50)
            c = compare(t, a, b, .g)

            """
        #expect(Harness.run(program + "c.differences | select(.from, .to) | count").last == "2")
        #expect(Harness.run(program + "c.differences[0].mae_difference < 0 and c.differences[0].p < 0.001").last == "true")
        #expect(Harness.run(program + "c.differences[0].test").last == #""normal""#)
        #expect(
            Harness.run(
                program
                    + "m = train(t | derive(q: text(.x), l: if .x > 3 then \"a\" else \"b\"), text: .q, label: .l)\ncompare(t, a, m)"
            ).last == "error: wrong-model")
    }

    /// Rows of one group say the same thing several times.
    @Test func groupsAreDrawnTogether() {
        let program = """
            t = table(map(0..200, i -> {k: div(i, 20), l: "a", x: if mod(div(i, 20), 3) == 0 then "a" else "b", y: if mod(div(i, 20), 2) == 0 then "a" else "b"}))
            width(c) = c.differences[0].high - c.differences[0].low
            width(compare(t, .x, .y, truth: .l, group: .k)) > 2 * width(compare(t, .x, .y, truth: .l))
            """
        #expect(Harness.run(program).last == "true")
    }

    @Test func nothingIsComparedWithoutRows() {
        #expect(
            run("(t | filter(false) | compare(.old, .new, truth: .l)).differences | select(.difference, .low, .p)").last
                == "[{difference: null, low: null, p: 1.0}]")
    }

    @Test(
        arguments: [
            ("compare(t, .old, truth: .l)", "missing-argument"), ("compare(t, .old, .new)", "missing-argument"),
            ("compare(t, .old, .nope, truth: .l)", "unknown-column"), ("compare(t, .old, 3, truth: .l)", "wrong-argument"),
            ("compare(t | derive(f: 0.5), .old, .f, truth: .l)", "type-mismatch"),
            ("compare(t | derive(rows: 1), .old, .new, truth: .l, by: .rows)", "duplicate-column"),
            ("compare(t, .old, .new, truth: .l, by: .nope)", "unknown-column"),
            ("compare(t, .old, .new, truth: .l, support: 0)", "wrong-argument"),
            ("compare(t, .old, .new, truth: .l, samples: -1)", "wrong-argument"),
            ("compare(t, .old, .new, truth: .l, confidence: 1.5)", "wrong-argument"),
        ])
    func refusesWithACode(program: String, code: String) { #expect(run(program).last == "error: \(code)") }
}
