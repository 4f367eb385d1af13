import Testing

@Suite struct TextVerbTests {
    @Test(
        arguments: [
            ("length(null)", "null"), ("length(\"\")", "0"), ("length(\"日本語\")", "3"), ("length([])", "0"),
            ("length([null])", "1"),
            ("length(0..5)", "5"), ("word_count(null)", "null"), ("word_count(\"a b\")", "2"), ("lower(\"ÀB\")", "\"àb\""),
            ("upper(\"straße\")", "\"STRASSE\""), ("trim(\"\\u{3000} x \")", "\"x\""),
            ("replace(\"a.b\", '\\.', \"-\")", "\"a-b\""),
            ("replace(\"ab\", '(b)', \"<$1>\")", "\"a<b>\""), ("matches(\"abc\", 'b')", "true"),
            ("matches(\"abc\", '^b')", "false"),
            ("matches(null, 'b')", "null"), ("extract(\"k=v\", '(\\w)=(\\w)', 2)", "\"v\""), ("extract(\"k=v\", 'x')", "null"),
            ("extract(\"b\", '(a)|b', 1)", "null"), ("split_text(\"a,b,\", \",\")", "[\"a\", \"b\", \"\"]"),
            ("split_text(\"日本\", \"\")", "[\"日\", \"本\"]"), ("join_text([\"a\", null, 1], \"-\")", "\"a-1\""),
            ("join_text([], \"-\")", "\"\""),
            ("join_text(0..3, \"\")", "\"012\""), ("contains(\"abc\", \"bc\")", "true"), ("contains(\"abc\", \"\")", "true"),
            ("contains(\"abc\", null)", "null"), ("starts_with(\"abc\", \"b\")", "false"), ("ends_with(\"abc\", \"bc\")", "true"),
            ("slice(\"héllo\", 1, 3)", "\"él\""), ("slice(\"abc\", -2)", "\"bc\""), ("slice(\"abc\", 2, 1)", "\"\""),
            ("slice(\"abc\", 0, 99)", "\"abc\""),
            ("slice([1, 2, 3], 1, 2)", "[2]"), ("slice(null, 1)", "null"), ("similarity(\"\", \"\")", "1.0"),
            ("similarity(\"a\", null)", "null"),
            ("sentences(\"\")", "[]"), ("sentences(\"One. Two.\")", "[\"One.\", \"Two.\"]"),
            ("language(\"Das ist nicht mein Haus\")", "\"de\""),
            ("language(\"\")", "null"),
        ])
    func givesTheValue(program: String, expected: String) {
        #expect(Harness.run(expected == "null" ? "\(program) == null" : program) == [expected == "null" ? "true" : expected])
    }

    @Test(
        arguments: [
            ("length(5)", "wrong-argument"), ("length({a: 1})", "wrong-argument"), ("matches(\"a\", '(')", "bad-pattern"),
            ("replace(\"a\", 'a', \"$1\")", "unknown-group"), ("extract(\"a\", 'a', 1)", "unknown-group"),
            ("extract(\"a\", 'a', -1)", "unknown-group"),
            ("extract(\"a\", 'a', \"x\")", "unknown-group"), ("extract(\"a\", 'a', 1.5)", "wrong-argument"),
            ("matches(\"\(String(repeating: "a", count: 60))!\", '^(a+)+$')", "pattern-too-slow"),
            ("join_text(\"a\", \"-\")", "wrong-argument"),
            ("join_text([\"a\"], 1)", "wrong-argument"), ("slice(5, 1)", "wrong-argument"), ("lower(5)", "wrong-argument"),
            ("table([{n: 1}]) | derive(l: length(.n))", "wrong-argument"),
            ("table([{t: \"a\"}]) | filter(matches(.t, '['))", "bad-pattern"),
        ])
    func refusesWithACode(program: String, code: String) {
        #expect(Harness.run(program) == ["error: \(code)"])
    }

    @Test(
        arguments: [
            ("length(.t)", "[5, null, 0]"), ("upper(.t)", "[\"A B-C\", null, \"\"]"),
            ("replace(.t, '[ -]', \"\")", "[\"abc\", null, \"\"]"),
            ("extract(.t, '(\\w)-(\\w)', 2)", "[\"c\", null, null]"),
            ("split_text(.t, \" \")", "[[\"a\", \"b-c\"], null, [\"\"]]"),
            ("join_text(split_text(.t, \"-\"), \"+\")", "[\"a b+c\", null, \"\"]"), ("slice(.t, 1, -1)", "[\" b-\", null, \"\"]"),
            ("contains(.t, .u)", "[true, null, null]"), ("similarity(.t, .t)", "[1.0, null, 1.0]"),
            (".t[0]", "[\"a\", null, null]"),
            (".t[1..]", "[\" b-c\", null, \"\"]"),
        ])
    func worksOnColumns(expression: String, expected: String) {
        let rows = "table([{t: \"a b-c\", u: \"b\"}, {t: null, u: \"x\"}, {t: \"\", u: null}])"
        #expect(Harness.run("(\(rows) | derive(x: \(expression))).x | map(.)") == [expected])
    }
}
