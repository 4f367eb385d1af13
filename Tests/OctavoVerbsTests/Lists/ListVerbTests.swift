import Testing

@Suite struct ListVerbTests {
    @Test(
        arguments: [
            ("keys({})", "[]"), ("keys({b: 1, a: 2})", "[\"b\", \"a\"]"), ("values({a: 1, b: \"x\"})", "[1, \"x\"]"),
            ("has({a: null}, \"a\")", "true"),
            ("has({a: 1}, \"b\")", "false"), ("has([1, 2.0], 2)", "true"), ("has([null], null)", "true"), ("has([], 1)", "false"),
            ("has(0..10, 9)", "true"),
            ("get({a: 1}, \"a\")", "1"), ("get({a: 1}, \"b\", 9)", "9"), ("get([1, 2], -1)", "2"), ("get([1], 1, 0)", "0"),
            ("get([1], -2, 0)", "0"),
            ("get(\"né\", 1)", "\"é\""), ("get(5..8, 2)", "7"), ("flatten([[1], [], null, [2, 3]])", "[1, 2, 3]"),
            ("flatten([])", "[]"),
            ("flatten([[[1]], [[2]]])", "[[1], [2]]"), ("unique([3, 1, 3, 1.0, null, null])", "[3, 1, null]"),
            ("reverse([])", "[]"),
            ("reverse(0..3)", "[2, 1, 0]"), ("zip([1], [\"a\"])", "[{first: 1, second: \"a\"}]"), ("zip([], [])", "[]"),
            ("unique(table([{k: 2}, {k: 1}, {k: 2}]).k)", "[2, 1]"),
        ])
    func givesTheValue(program: String, expected: String) {
        #expect(Harness.run(program) == [expected])
    }

    @Test(
        arguments: [
            ("keys([1])", "wrong-argument"), ("values(1)", "wrong-argument"), ("has(\"abc\", \"a\")", "wrong-argument"),
            ("has({a: 1}, 1)", "wrong-argument"),
            ("get({a: 1}, 0)", "wrong-argument"), ("get([1], \"a\")", "wrong-argument"), ("get(5, 0)", "wrong-argument"),
            ("flatten([1])", "wrong-argument"),
            ("zip([1], [])", "length-mismatch"), ("reverse(\"abc\")", "wrong-argument"),
            ("table([{r: {a: 1, b: \"x\"}}]) | derive(v: values(.r))", "type-mismatch"),
        ])
    func refusesWithACode(program: String, code: String) {
        #expect(Harness.run(program) == ["error: \(code)"])
    }

    @Test(
        arguments: [
            ("get(.r, \"b\")", "[\"x\", null]"), ("get(.r, \"c\", 7)", "[7, null]"), ("get(.l, -1, 0)", "[2, null]"),
            ("keys(.r)", "[[\"a\", \"b\"], null]"),
            ("reverse(.l)", "[[2, 1], null]"), ("has(.l, 2)", "[true, null]"),
            ("zip(.l, .l)", "[[{first: 1, second: 1}, {first: 2, second: 2}], null]"),
            (".l[0]", "[1, null]"),
        ])
    func worksOnColumns(expression: String, expected: String) {
        let rows = "table([{r: {a: 1, b: \"x\"}, l: [1, 2]}, {r: null, l: null}])"
        #expect(Harness.run("(\(rows) | derive(y: \(expression))).y | map(.)") == [expected])
    }
}
