import OctavoLanguage
import OctavoTable
import OctavoVerbs
import Testing

/// Models of columns: trees that tell a number or a label.
@Suite struct ColumnModelTests {
    /// A number and two labels that columns of every kind say together.
    private static let table = """
        t = table(map(0..300, i -> {
          area: mod(i * 37, 90) + 20.5, rooms: if mod(i, 7) == 0 then null else mod(i, 5), town: ["Ulm", "Bonn", "Kiel"][mod(i, 3)],
          old: mod(i, 2) == 0, built: date("2000-01-01") + i * 1d, tags: [i],
          rent: (mod(i * 37, 90) + 20) * 12 + mod(i, 3) * 100, kind: ["low", "high"][mod(i, 2)], big: mod(i * 37, 90) > 45,
        }))
        rents = train(t, columns: [.area, .rooms, .town, .old, .built], label: .rent)
        kinds = train(t, columns: [.area, .old], label: .kind)

        """

    private func run(_ program: String) -> String? { Harness.run(Self.table + program).last }

    @Test(
        arguments: [
            ("rents.kind", #""regression_trees""#), ("kinds.kind", #""trees""#), ("rents.labels", "[]"),
            ("kinds.labels", #"["low", "high"]"#), ("rents.inputs", #"["area", "rooms", "town", "old", "built"]"#),
            ("rents.importances | head(1) | select(.column)", #"[{column: "area"}]"#),
            ("round(sum(rents.importances.importance), 9)", "1.0"),
            (
                "p = predict({area: 60.5, rooms: 2, town: \"Kiel\", old: true, built: date(\"2000-03-01\")}, rents)\nabs(p.prediction - 920) < 25 and p.low < p.prediction and p.prediction < p.high",
                "true"
            ),
            ("predict({area: 3, old: true}, kinds).label", #""low""#),
            (
                "columns(t | predict(rents))",
                #"["area", "rooms", "town", "old", "built", "tags", "rent", "kind", "big", "prediction", "low", "high"]"#
            ),
            // A row by itself and among others, ints for floats, null for anything.
            (
                "one = predict({area: 33, rooms: null, town: \"?\", old: null, built: null}, rents).prediction\nall = table([{area: 33, rooms: null, town: \"?\", old: null, built: null}]) | predict(rents)\n(all | select(.prediction) | records) == [{prediction: one}]",
                "true"
            ),
            ("(t | evaluate(rents)).r2 > 0.98", "true"), ("(t | evaluate(rents)).covered > 0.85", "true"),
            ("columns((t | evaluate(rents, by: .town)).slices)", #"["town", "rows", "mae", "rmse", "bias", "note"]"#),
            ("(t | evaluate(kinds)).accuracy", "1.0"), ("(t | evaluate(rents, metrics: [\"mae\"])).mae < 20", "true"),
            ("train(t, label: .big, model: \"trees\", columns: [.area]).labels", #"["false", "true"]"#),
            (
                "train(t | drop(.tags), label: .rent, model: \"trees\", rounds: 3).inputs",
                #"["area", "rooms", "town", "old", "built", "kind", "big"]"#
            ),
            (
                "e = explain(rents, {area: 60, rooms: 2, town: \"Kiel\", old: true, built: null}, n: 9)\nabs(sum(e.weight) - predict({area: 60, rooms: 2, town: \"Kiel\", old: true, built: null}, rents).prediction) < 0.000001",
                "true"
            ),
            (
                "explain(kinds, {area: 60, old: false}) | head(1) | select(.label, .feature, .kind)",
                #"[{label: "high", feature: "old = false", kind: "column"}]"#
            ),
            (
                "low = explain(kinds, {area: 60, old: false}, labels: 2) | summarize(w: sum(.weight), by: .label)\nround(sum(low.w), 9)",
                "0.0"
            ),
            ("c = cross_validate(t, columns: [.area, .town], label: .rent, k: 3)\nc.r2 > 0.97 and c.rows == 300", "true"),
            (
                "columns(cross_validate(t | select(.area, .rent), columns: .area, label: .rent, k: 2).predictions)",
                #"["area", "rent", "fold", "predicted", "low", "high"]"#
            ),
            ("cross_validate(t, columns: [.area, .old], label: .kind, k: 3).accuracy", "1.0"),
            (
                "columns(tune(t, columns: [.area, .town], label: .rent, leaves: [2, 31], rounds: 20, k: 2))",
                #"["leaves", "rows", "mae", "rmse", "r2"]"#
            ),
            (
                "tune(t, columns: [.area, .town], label: .rent, leaves: [2, 31], rounds: 20, k: 2) | select(.leaves)",
                "[{leaves: 31}, {leaves: 2}]"
            ),
            (
                "tune(t, columns: [.area, .town], label: .rent, leaves: [2, 31], rounds: 20, validate: t | head(50)) | select(.rows)",
                "[{rows: 50}, {rows: 50}]"
            ),
            (
                "suspicious_labels(t | derive(kind: if .area == 57.5 then \"low\" else .kind), columns: [.area, .old], label: .kind, k: 3) | select(.suggestion) | distinct",
                #"[{suggestion: "high"}]"#
            ),
            ("t | errors(kinds) | count", "0"),
            ("contains(kinds.card, \"every row is given one of the labels\")", "true"),
            ("contains(rents.card, \"nine in ten truths lie between\")", "true"),
            // The same bytes again.
            (
                "x = train(t, columns: [.area, .town], label: .rent)\ny = train(t, columns: [.area, .town], label: .rent)\nrecords(x.curve) == records(y.curve)",
                "true"
            ),
        ])
    func learnsAndTells(program: String, shown: String) { #expect(run(program) == shown) }

    @Test(
        arguments: [
            ("train(t, columns: [.area], text: .town, label: .rent)", "wrong-argument"),
            ("train(t, text: .town, label: .kind, model: \"trees\")", "wrong-argument"),
            ("train(t, columns: [.area], label: .kind, model: \"linear\")", "wrong-argument"),
            ("train(t, columns: [.area], label: .kind, model: \"openai:gpt-4o-mini\")", "wrong-argument"),
            ("train(t, label: .kind)", "missing-argument"), ("train(t, columns: [.area])", "missing-argument"),
            ("train(t, columns: [], label: .kind)", "wrong-argument"),
            ("train(t, columns: [.area, .rent], label: .rent)", "wrong-argument"),
            ("train(t, columns: [.area, .area], label: .rent)", "wrong-argument"),
            ("train(t, columns: [.tags], label: .rent)", "type-mismatch"),
            ("train(t, label: .rent, model: \"trees\")", "type-mismatch"),
            ("train(t, columns: [.area], label: .tags)", "type-mismatch"),
            ("train(t, columns: [.nope], label: .rent)", "unknown-column"),
            ("train(t | filter(.kind == \"low\"), columns: [.area], label: .kind)", "too-few-labels"),
            ("train(t | filter(.rent == 240), columns: [.area], label: .rent)", "too-few-labels"),
            ("train(t | filter(.rent < 0), columns: [.area], label: .rent)", "too-few-labels"),
            ("train(t | derive(rent: null), columns: [.area], label: .rent)", "too-few-labels"),
            ("train(t | derive(rent: 1e200 * .area), columns: [.area], label: .rent)", "wrong-argument"),
            ("train(t, columns: [.area], label: .rent, rounds: 0)", "wrong-argument"),
            ("train(t, columns: [.area], label: .rent, leaves: 1)", "wrong-argument"),
            ("train(t, columns: [.area], label: .rent, row_share: 0)", "wrong-argument"),
            ("train(t, columns: [.area], label: .kind, other: \"low\")", "not-supported"),
            ("train(t, columns: [.area], label: .rent, validate: t | derive(area: text(.area)))", "type-mismatch"),
            ("train(t, columns: [.area], label: .rent, validate: t | drop(.area))", "unknown-column"),
            ("predict(\"Ulm\", rents)", "wrong-argument"), ("predict({area: 1}, rents)", "unknown-field"),
            ("predict({area: \"1\", old: true}, kinds)", "type-mismatch"),
            ("t | derive(old: 3h) | predict(kinds)", "type-mismatch"),
            ("t | drop(.old) | predict(kinds)", "unknown-column"), ("predict(t, kinds, text: .town)", "wrong-argument"),
            ("t | derive(rent: \"x\") | evaluate(rents)", "type-mismatch"),
            ("t | evaluate(rents, metrics: [\"f1\"])", "wrong-argument"),
            ("t | evaluate(rents, train: t)", "not-supported"), ("explain(rents, \"Ulm\")", "wrong-argument"),
            ("explain(rents, 3)", "type-mismatch"), ("suspicious_labels(t, columns: [.area], label: .rent)", "wrong-argument"),
            ("tune(t, columns: [.area], label: .rent, metric: \"f1\")", "wrong-argument"),
            ("tune(t, columns: [.area], label: .kind, metric: \"mae\")", "wrong-argument"),
            ("cross_validate(t, columns: [.area], label: .rent, k: 301)", "wrong-argument"), ("t | errors(rents)", "wrong-model"),
        ])
    func refusesWithACode(program: String, code: String) { #expect(run(program) == "error: \(code)") }

    @Test(
        arguments: [
            ("train(zeros, columns: [.a], label: .b)", ["two-numbers"]),
            ("train(names, columns: [.a, .c], label: .b, rounds: 2)", ["many-categories"]),
            ("train(zeros, columns: [.a], label: .b, epochs: 3)", ["unused-option", "two-numbers"]),
            ("train(table(map(0..40, {a: 1, b: .})), columns: [.a], label: .b)", ["nothing-learnt"]),
        ])
    func whatIsHardlyMeantIsSaid(program: String, codes: [String]) {
        let tables = """
            zeros = table(map(0..40, {a: ., b: if . < 20 then 0 else 1}))
            names = table(map(0..600, {a: text(.), b: if . < 300 then 1.0 else 2.5 + mod(., 3), c: .}))

            """
        #expect(Harness.warnings(tables + program) == codes)
    }
}
