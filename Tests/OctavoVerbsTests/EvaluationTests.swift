import OctavoLanguage
import OctavoVerbs
import Testing

@Suite struct EvaluationTests {
    @Test(
        arguments: [
            ("1 + 2 * 3", "7"), ("7 / 2", "3.5"), ("2 ^ 10", "1024"), ("-2 ^ 2", "-4"), ("80% * 10", "8.0"),
            ("\"a\\(1 + 1)b\"", "\"a2b\""), ("[1, ...[2, 3]]", "[1, 2, 3]"), ("{a: 1, ...{b: 2}}", "{a: 1, b: 2}"),
            ("null == null", "true"), ("null < 1", "false"), ("null + 1 == null", "true"), ("1 == 1.0", "true"),
            ("1 in [1, 2]", "true"), ("3 not in 0..3", "true"), ("null ?? 5", "5"),
            ("if 1 > 2 then \"a\" else \"b\"", "\"b\""), ("case { 1 > 2 -> 1, else -> 2 }", "2"),
            ("try 1 / 0 else 3", "inf"), ("try 9223372036854775807 + 1 else 0", "0"),
            ("[x * x for x in 0..4 if x > 1]", "[4, 9]"), ("[1, 2, 3][-1]", "3"), ("[1, 2, 3][1..]", "[2, 3]"),
            ("\"héllo\"[1]", "\"é\""), ("{a: {b: 2}}.a.b", "2"), ("@2026-01-31 + 1d", "2026-02-01"),
            ("@2026-03-01 - @2026-02-01", "4w"), ("1h + 30m", "90m"), ("fold(1..5, 0, (a, b) -> a + b)", "10"),
            ("[1, 2] | map(. * 2)", "[2, 4]"), ("[3, 1, 2] | sort_by(desc(.))", "[3, 2, 1]"),
            ("[{a: 1}, {a: 3}] | filter(.a > 1) | map(.a)", "[3]"),
            ("f(x, y: 2) = x * y\nf(3)", "6"), ("f(x) = { y = x + 1; y * 2 }\nf(1)", "4"),
            ("{a, b} = {a: 1, b: 2}\na + b", "3"), ("x = 5;\nx = x + 1\nx", "6"),
        ])
    func givesTheValue(program: String, expected: String) {
        #expect(Harness.run(program) == [expected])
    }

    @Test(
        arguments: [
            ("nosuch", "unknown-name"), ("nosuch(1)", "unknown-function"), ("1 + \"a\"", "type-mismatch"),
            ("if 1 then 2 else 3", "not-a-condition"), ("f(x) = f(x)", "recursion"), ("[1][5]", "out-of-range"),
            ("9223372036854775807 + 1", "overflow"), ("\"a\" < 1", "type-mismatch"), ("{a: 1}.b", "unknown-field"),
            ("head(1)", "wrong-argument"), ("head(table([{a: 1}]), 1, 2)", "too-many-arguments"),
            ("head(table([{a: 1}]), m: 1)", "unknown-argument"), ("f(x) = x\nf()", "missing-argument"),
            ("table([{a: 1}]) | filter(.b > 1)", "unknown-column"), ("table([{a: 1}]) | filter(.a > \"x\")", "type-mismatch"),
            ("table([{a: 1}]) | derive(.a + 1)", "unnamed-column"), (".a + 1", "column-without-table"),
            ("table([{a: 1}]) | summarize(x: .a)", "one-value-per-group"),
        ])
    func refusesWithACode(program: String, code: String) {
        #expect(Harness.run(program) == ["error: \(code)"])
    }

    @Test func reportsIndependentMistakesTogether() {
        #expect(Harness.codes("a = nosuch\nb = 1 + \"x\"\nc = a + b") == ["unknown-name", "type-mismatch"])
    }

    @Test func findsAMistakeInAFunctionsBodyBeforeItIsCalled() {
        #expect(Harness.codes("f(x) = x + nosuch") == ["unknown-name"])
    }

    @Test(
        arguments: [
            ("t | filter(.n > 5)", "[{k: \"b\", n: 7}, {k: \"a\", n: 9}]"),
            ("t | derive(m: .n * 2, o: .m + 1) | head(1)", "[{k: \"a\", n: 5, m: 10, o: 11}]"),
            ("t | summarize(total: sum(.n), by: .k)", "[{k: \"a\", total: 14}, {k: \"b\", total: 7}]"),
            ("t | count(by: .k, sort: true)", "[{k: \"a\", n: 2}, {k: \"b\", n: 1}]"),
            ("t | count", "3"), ("sum(t.n)", "21"), ("t | sort(desc(.n)) | head(1)", "[{k: \"a\", n: 9}]"),
            ("t | select(.n, twice: .n + .n) | tail(1)", "[{n: 9, twice: 18}]"), ("t[1].n", "7"), ("t.k[0]", "\"a\""),
            ("t | rename(key: .k) | columns", "[\"key\", \"n\"]"), ("t | drop(.k) | head(1)", "[{n: 5}]"),
            ("t | distinct(.k) | count", "2"), ("big(x) = x > 6\nt | filter(big(.n)) | count", "2"),
            ("limit = 6\nt | filter(.n > limit) | count", "2"),
            ("t | derive(r: row_number(), total: sum(.n, by: .k)) | head(1)", "[{k: \"a\", n: 5, r: 1, total: 14}]"),
            (
                "t | join(table([{k: \"a\", x: 1}]), on: .k, kind: \"left\") | select(.k, .x)",
                "[{k: \"a\", x: 1}, {k: \"b\", x: null}, {k: \"a\", x: 1}]"
            ),
            ("t | derive(y: if .n > 6 then \"big\" else \"small\") | select(.y) | head(2)", "[{y: \"small\"}, {y: \"big\"}]"),
            (
                "table([{xs: [1, 2]}]) | derive(ys: map(.xs, . * 10), s: any(.xs, x -> x > 1))",
                "[{xs: [1, 2], ys: [10, 20], s: true}]"
            ),
            ("table([{xs: [1, 2]}]) | explode(.xs)", "[{xs: 1}, {xs: 2}]"),
            ("t | union(table([{k: \"c\"}])) | tail(1)", "[{k: \"c\", n: null}]"),
            ("t | filter(.n > 5 and .k in [\"b\"])", "[{k: \"b\", n: 7}]"),
            ("{t: t}.t | count", "3"), ("t | filter(not (.n > 5)) | count", "1"),
        ])
    func worksOnTables(program: String, expected: String) {
        let table = "t = table([{k: \"a\", n: 5}, {k: \"b\", n: 7}, {k: \"a\", n: 9}])\n"
        #expect(Harness.run(table + program) == [expected])
    }

    @Test func knowsWhatAProgramReadsAndDefines() {
        let checked = Harness.check("f(x) = x + 1\na = f(2)\n{b, c} = {b: a, c: 1}")
        #expect(checked.defines.map(\.name) == ["a", "b", "c", "f"])
        #expect(checked.reads.isEmpty)
    }

    @Test func staysWithinItsDepth() {
        var program = "f0(x) = x\n"
        for level in 1...300 { program += "f\(level)(x) = f\(level - 1)(x)\n" }
        #expect(Harness.run(program + "f300(1)") == ["error: too-deep"])
    }

    @Test func refusesAnExpressionOfRowsThatGrowsWithoutEnd() {
        let sum = "table([{n: 1}, {n: 2}]) | derive(m: fold(0..COUNT, 0, (sum, x) -> sum + .n)) | count"
        #expect(Harness.run(sum.replacing("COUNT", with: "100000")) == ["error: too-deep"])
        #expect(Harness.run(sum.replacing("COUNT", with: "400")) == ["2"])
    }

    /// Filters that are pushed into the reader become one condition.
    @Test func runsAnyNumberOfFilters() {
        let filters = "fold(0..5000, table([{n: 6000}, {n: 4000}]), (t, x) -> t | filter(.n > x)) | count"
        #expect(Harness.run(filters) == ["1"])
    }
}
