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
            ("compare(t, .old, .new, truth: .l, samples: -1)", "wrong-argument"),
            ("compare(t, .old, .new, truth: .l, confidence: 1.5)", "wrong-argument"),
        ])
    func refusesWithACode(program: String, code: String) { #expect(run(program).last == "error: \(code)") }
}
