import Testing

@Suite struct ConversionVerbTests {
    @Test(
        arguments: [
            ("int(\" -42 \")", "-42"), ("int(\"+7\")", "7"), ("int(3.0)", "3"), ("int(true)", "1"),
            ("int(-9223372036854775807 - 1)", "-9223372036854775808"),
            ("float(\"1e3\")", "1000.0"), ("float(\".5\")", "0.5"), ("float(\"-Infinity\")", "-inf"), ("float(\"NaN\")", "nan"),
            ("float(2)", "2.0"),
            ("text(1.5)", "\"1.5\""), ("text(@2026-01-31)", "\"2026-01-31\""), ("text({a: \"x\"})", "\"{a: \\\"x\\\"}\""),
            ("text(\"x\")", "\"x\""),
            ("bool(\"YES\")", "true"), ("bool(0.0)", "false"), ("bool(1)", "true"), ("json(null)", "\"null\""),
            ("json([1, 2.0, \"a\\\"\\n\", true])", "\"[1,2.0,\\\"a\\\\\\\"\\\\n\\\",true]\""),
            ("json(@2026-01-31)", "\"\\\"2026-01-31\\\"\""), ("json(0.0 / 0)", "\"null\""),
            ("parse_json('{\"a\":[1,2.5,null,\"x\"],\"b\":{}}')", "{a: [1, 2.5, null, \"x\"], b: {}}"),
            ("parse_json('\"\\ud83d\\ude00\\u00e9\\ud800\"')", "\"😀é\u{FFFD}\""),
            ("parse_json('18446744073709551616')", "1.8446744073709552e+19"),
            ("parse_json('{\"a\":1,\"b\":2,\"a\":3}')", "{a: 3, b: 2}"), ("parse_json(' [ ] ')", "[]"), ("parse_json('-0')", "0"),
            ("parse_json('1E2')", "100.0"),
            ("parse_json('{\"n\": 1.0}', like: {n: 0, m: \"\"})", "{n: 1, m: null}"),
            ("parse_json('[\"2026-01-31\"]', like: [@2000-01-01])", "[2026-01-31]"),
            ("type_of(1)", "\"int\""), ("type_of(null)", "\"null\""), ("type_of([1])", "\"list(int)\""),
            ("type_of({a: 1})", "\"record\""),
            ("type_of(table([{a: 1}]))", "\"table\""), ("hash(\"abc\")", "\"44bc2cf5ad770999\""),
            ("hash(\"\")", "\"ef46db3751d8e999\""),
            ("hash(1) == hash(1.0)", "true"), ("hash([1, 2]) == hash([1.0, 2.0])", "true"), ("hash(\"1\") == hash(1)", "false"),
            ("hash([[1], 2]) == hash([1, [2]])", "false"), ("hash([\"ab\", \"c\"]) == hash([\"a\", \"bc\"])", "false"),
            ("hash({a: 1}) == hash({b: 1})", "false"),
            ("hash(@1970-01-02) == hash(1)", "false"), ("hash(-0.0) == hash(0)", "true"), ("hash(false) == hash(0)", "false"),
        ])
    func givesTheValue(program: String, expected: String) {
        #expect(Harness.run(program) == [expected])
    }

    /// What users have stored stays true. Computed from the documented form by another implementation.
    @Test(
        arguments: [
            ("hash(1)", "\"1e1c919b1a88fcf9\""), ("hash([1, \"a\", null])", "\"c29ce11f71a99eeb\""),
        ])
    func keepsItsHashes(program: String, expected: String) {
        #expect(Harness.run(program) == [expected])
    }

    @Test(arguments: [
        "int(null)", "float(null)", "text(null)", "bool(null)", "parse_json(null)", "parse_json('null')", "hash(null)",
    ])
    func givesNullForNull(program: String) {
        #expect(Harness.run("\(program) == null") == ["true"])
    }

    @Test(
        arguments: [
            ("int(\"abc\")", "not-a-number"), ("int(\"\")", "not-a-number"), ("int(\"1,000\")", "not-a-number"),
            ("int(\"1.5\")", "not-a-number"),
            ("int(1.5)", "not-a-number"), ("int(0.0 / 0)", "not-a-number"), ("int(1e30)", "overflow"),
            ("int(\"99999999999999999999\")", "overflow"),
            ("int([1])", "wrong-argument"), ("float(\"0x10\")", "not-a-number"), ("float(\"1e\")", "not-a-number"),
            ("float(\"e5\")", "not-a-number"),
            ("float(\"1_0\")", "not-a-number"), ("bool(\"maybe\")", "not-a-bool"), ("bool(2)", "not-a-bool"),
            ("parse_json('')", "bad-json"),
            ("parse_json('[1,]')", "bad-json"), ("parse_json('{\"a\" 1}')", "bad-json"), ("parse_json('01')", "bad-json"),
            ("parse_json('1 2')", "bad-json"),
            ("parse_json('\"a')", "bad-json"), ("parse_json('\"\\x\"')", "bad-json"), ("parse_json('nul')", "bad-json"),
            ("parse_json('-')", "bad-json"),
            ("parse_json('[\(String(repeating: "[", count: 5000))')", "bad-json"),
            ("parse_json('{\"n\": \"x\"}', like: {n: 0})", "json-shape"),
            ("parse_json('[1]', like: [])", "wrong-argument"),
            ("table([{j: \"1\"}]) | derive(v: parse_json(.j))", "missing-argument"),
        ])
    func refusesWithACode(program: String, code: String) {
        #expect(Harness.run(program) == ["error: \(code)"])
    }

    @Test(
        arguments: [
            ("int(.t)", "[12, null]"), ("try int(.j) else -1", "[-1, null]"), ("float(.t) / 2", "[6.0, null]"),
            ("parse_json(.j, like: {n: 0.0})", "[{n: 4.0}, null]"),
            ("parse_json(.j, like: {n: 0}).n + 1", "[5, null]"), ("json(.t)", "[\"\\\"12\\\"\", \"null\"]"),
            ("type_of(.t)", "[\"text\", \"null\"]"),
        ])
    func worksOnColumns(expression: String, expected: String) {
        let rows = "table([{t: \"12\", j: '{\"n\": 4}'}, {t: null, j: null}])"
        #expect(Harness.run("(\(rows) | derive(y: \(expression))).y | map(.)") == [expected])
    }

    @Test func readsBackWhatItWritesAsJSON() {
        let value = "{a: [1, 2.5, null, true, \"x\\\"\\\\\\n\"], b: {c: [], d: \"日本\"}}"
        #expect(Harness.run("parse_json(json(\(value))) == \(value)") == ["true"])
    }
}
