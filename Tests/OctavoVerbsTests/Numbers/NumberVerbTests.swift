import Testing

@Suite struct NumberVerbTests {
    @Test(
        arguments: [
            ("abs(-3)", "3"), ("abs(-2.5)", "2.5"), ("abs(-3d)", "3d"), ("round(2.5)", "3.0"), ("round(-2.5)", "-3.0"),
            ("round(0.49999999999999994)", "0.0"),
            ("round(2.675, 2)", "2.67"), ("round(1.005, 2)", "1.0"), ("round(0.125, 2)", "0.13"), ("round(-0.125, 2)", "-0.13"),
            ("round(1e300, 2)", "1e+300"), ("round(123456789.987654321, 3)", "123456789.988"), ("round(1234.5, -2)", "1200.0"),
            ("round(1250.0, -2)", "1300.0"), ("round(7)", "7"), ("round(1250, -2)", "1300"), ("round(-1250, -2)", "-1300"),
            ("round(49, -2)", "0"),
            ("round(5, 3)", "5"), ("round(1e-7, 22)", "1e-07"), ("floor(-1.5)", "-2.0"), ("ceil(-1.5)", "-1.0"),
            ("floor(3)", "3"),
            ("sqrt(2)", "1.4142135623730951"), ("exp(0.5)", "1.6487212707001282"), ("exp(-1)", "0.36787944117144233"),
            ("exp(10)", "22026.465794806718"),
            ("exp(1000)", "inf"), ("exp(-1000)", "0.0"), ("log(2)", "0.6931471805599453"), ("log(10)", "2.302585092994046"),
            ("log(0)", "-inf"),
            ("log(-1)", "nan"), ("log(1000, 10)", "3.0"), ("log(0.001, 10)", "-3.0"), ("log(243, 3)", "5.0"),
            ("log(10, 2)", "3.3219280948873626"),
            ("min_of(3, 1, 2)", "1"), ("min_of(2, 1.5)", "1.5"), ("max_of(2, 1.5)", "2.0"), ("max_of(\"a\", \"b\")", "\"b\""),
            ("max_of(@2026-01-01, @2026-02-01)", "2026-02-01"), ("min_of(5)", "5"), ("clamp(12, 0, 10)", "10"),
            ("clamp(5, 0, 10)", "5"),
            ("clamp(-1, 0, 10)", "0"), ("clamp(0.5, 1, 2)", "1.0"), ("clamp(99, null, 10)", "10"), ("div(7, 2)", "3"),
            ("div(-7, 2)", "-4"),
            ("div(7, -2)", "-4"), ("div(-7, -2)", "3"), ("mod(7, 3)", "1"), ("mod(-7, 3)", "2"), ("mod(7, -3)", "-2"),
            ("mod(-6, 3)", "0"),
            ("mod(-9223372036854775807 - 1, -1)", "0"),
        ])
    func givesTheValue(program: String, expected: String) {
        #expect(Harness.run(program) == [expected])
    }

    @Test(
        arguments: [
            "abs(null)", "round(null, 2)", "sqrt(null)", "log(null)", "min_of(null, 1)", "min_of(1, null)", "max_of(1, null, 3)",
            "clamp(null, 1, 2)",
            "div(null, 1)", "div(1, null)", "mod(1, null)",
        ])
    func givesNullForNull(program: String) {
        #expect(Harness.run("\(program) == null") == ["true"])
    }

    @Test(
        arguments: [
            ("abs(-9223372036854775807 - 1)", "overflow"), ("abs(\"a\")", "wrong-argument"), ("round(1.5, 23)", "out-of-range"),
            ("round(1.5, 0.5)", "wrong-argument"), ("round(9223372036854775807, -1)", "overflow"),
            ("div(1, 0)", "division-by-zero"),
            ("mod(1, 0)", "division-by-zero"), ("div(-9223372036854775807 - 1, -1)", "overflow"),
            ("div(1.5, 1)", "wrong-argument"),
            ("min_of(1, \"a\")", "type-mismatch"), ("max_of([1], [2])", "wrong-argument"), ("clamp(1, 3, 2)", "empty-range"),
        ])
    func refusesWithACode(program: String, code: String) {
        #expect(Harness.run(program) == ["error: \(code)"])
    }

    @Test(
        arguments: [
            ("round(.x)", "[2.0, null, -3.0]"), ("max_of(.n, 2)", "[2, 4, null]"), ("min_of(.n, .x)", "[1.0, null, null]"),
            ("clamp(.n, 2, 3)", "[2, 3, null]"), ("div(.n, 2)", "[0, 2, null]"), ("mod(.n, .n)", "[0, 0, null]"),
            ("abs(.x)", "[1.5, null, 2.5]"),
        ])
    func worksOnColumns(expression: String, expected: String) {
        let rows = "table([{n: 1, x: 1.5}, {n: 4, x: null}, {n: null, x: -2.5}])"
        #expect(Harness.run("(\(rows) | derive(y: \(expression))).y | map(.)") == [expected])
    }

    @Test func failsTheRowThatDividesByZero() {
        #expect(Harness.run("table([{n: 1}, {n: 0}]) | derive(x: div(4, .n))") == ["error: division-by-zero"])
        #expect(Harness.run("(table([{n: 1}, {n: 0}]) | derive(x: try div(4, .n) else -1)).x | map(.)") == ["[4, -1]"])
    }
}
