import OctavoSource
import Testing

@Suite struct MatchesSchemaTests {
    /// A schema, values that follow it and values that do not, all as the language writes them.
    private static let cases: [(schema: String, good: [String], bad: [String])] = [
        ("true", ["1", "{a: 1}"], []), ("false", [], ["1", "{a: 1}"]), ("{}", ["1", "\"a\""], []),
        ("{type: \"integer\"}", ["1", "1.0", "-3"], ["1.5", "\"1\"", "true"]),
        ("{type: \"number\"}", ["1", "1.5"], ["\"1\"", "true"]), ("{type: \"boolean\"}", ["true"], ["1"]),
        ("{type: [\"string\", \"null\"]}", ["\"a\"", "null"], ["1"]), ("{type: \"string\"}", ["@2026-01-31"], ["[1]"]),
        ("{type: \"array\"}", ["[]"], ["{a: 1}"]), ("{type: \"object\"}", ["{a: 1}"], ["[]"]),
        ("{enum: [1, \"a\", {x: 1, y: 2}]}", ["1.0", "\"a\"", "{y: 2, x: 1}"], ["2", "\"b\""]), ("{const: 5}", ["5"], ["6"]),
        ("{minimum: 3}", ["3", "4.5", "\"a\""], ["2", "2.9"]), ("{maximum: 3}", ["3"], ["4"]),
        ("{exclusiveMinimum: 3}", ["3.1"], ["3"]), ("{exclusiveMaximum: 3}", ["2.9"], ["3"]),
        ("{multipleOf: 0.0001}", ["0.0075", "1"], ["0.00751"]), ("{multipleOf: 3}", ["9", "0", "-3"], ["10", "9.5"]),
        ("{minLength: 2}", ["\"éé\"", "1"], ["\"é\""]), ("{maxLength: 2}", ["\"💩💩\""], ["\"abc\""]),
        ("{pattern: '^a+$'}", ["\"aa\"", "5"], ["\"ab\""]), ("{format: \"unknown\"}", ["\"x\""], []),
        ("{minItems: 1}", ["[1]"], ["[]"]), ("{maxItems: 1}", ["[1]"], ["[1, 2]"]),
        ("{uniqueItems: true}", ["[1, 2]", "[true, 1]"], ["[1, 1.0]", "[{a: 1, b: 2}, {b: 2, a: 1}]"]),
        ("{items: {type: \"integer\"}}", ["[]", "[1, 2]"], ["[1, \"a\"]"]),
        ("{prefixItems: [{const: 1}], items: {const: 2}}", ["[1]", "[1, 2, 2]", "[]"], ["[2]", "[1, 3]"]),
        ("{prefixItems: [{const: 1}], items: false}", ["[1]"], ["[1, 2]"]),
        ("{contains: {const: 1}}", ["[0, 1]"], ["[]", "[2]"]),
        ("{contains: {const: 1}, minContains: 2, maxContains: 2}", ["[1, 1]"], ["[1]", "[1, 1, 1]"]),
        ("{required: [\"a\"]}", ["{a: null}", "1"], ["{b: 1}"]),
        ("{properties: {a: {type: \"integer\"}}}", ["{a: 1}", "{b: \"x\"}"], ["{a: \"x\"}"]),
        ("{properties: {a: true}, additionalProperties: false}", ["{a: 1}"], ["{a: 1, b: 2}"]),
        (
            "{patternProperties: {\"^n\": {type: \"integer\"}}, additionalProperties: {type: \"string\"}}",
            ["{n1: 1, x: \"y\"}"], ["{n1: \"a\"}", "{x: 1}"]
        ),
        ("{propertyNames: {maxLength: 2}}", ["{ab: 1}"], ["{abc: 1}"]), ("{minProperties: 1}", ["{a: 1}"], ["{}"]),
        ("{maxProperties: 1}", ["{a: 1}"], ["{a: 1, b: 2}"]),
        ("{dependentRequired: {a: [\"b\"]}}", ["{a: 1, b: 1}", "{c: 1}"], ["{a: 1}"]),
        ("{dependentSchemas: {a: {required: [\"b\"]}}}", ["{b: 1}"], ["{a: 1}"]),
        ("{allOf: [{minimum: 1}, {maximum: 3}]}", ["2"], ["0", "4"]),
        ("{anyOf: [{minimum: 5}, {maximum: 1}]}", ["6", "0"], ["3"]),
        ("{oneOf: [{minimum: 2}, {maximum: 3}]}", ["1", "4"], ["2"]), ("{not: {const: 1}}", ["2"], ["1"]),
        ("{if: {minimum: 10}, then: {multipleOf: 10}, else: {maximum: 5}}", ["20", "3"], ["15", "7"]),
        ("{\"$ref\": \"#/$defs/n\", \"$defs\": {n: {type: \"integer\"}}}", ["1"], ["\"a\""]),
        ("{\"$ref\": \"#n\", \"$defs\": {x: {\"$anchor\": \"n\", type: \"integer\"}}}", ["1"], ["\"a\""]),
        ("{\"$id\": \"http://x/y\", \"$ref\": \"http://x/y#/$defs/n\", \"$defs\": {n: {const: 1}}}", ["1"], ["2"]),
        ("{properties: {next: {\"$ref\": \"#\"}}, additionalProperties: false}", ["{next: {next: {}}}"], ["{next: {other: 1}}"]),
        ("{\"$ref\": \"#/$defs/a~1b%25\", \"$defs\": {\"a/b%\": {const: 1}}}", ["1"], ["2"]),
        ("{\"x-note\": 5, title: \"t\", examples: [1]}", ["1"], []),
    ]

    @Test(arguments: cases.indices)
    func followsTheStandard(index: Int) {
        let (schema, good, bad) = Self.cases[index]
        for value in good { #expect(Harness.run("matches_schema(\(value), \(schema))") == ["true"], "\(value), \(schema)") }
        for value in bad { #expect(Harness.run("matches_schema(\(value), \(schema))") == ["false"], "\(value), \(schema)") }
    }

    @Test(
        arguments: [
            ("date", ["2026-02-28", "2024-02-29"], ["2026-02-29", "2026-2-1", "26-01-01", "2026-01-01x"]),
            (
                "time", ["10:00:00Z", "10:00:00.5+02:00", "23:59:60Z", "01:29:60+01:30"],
                ["10:00:00", "25:00:00Z", "10:00Z", "12:00:60Z", "10:00:00.Z", "10:00:00+2:00"]
            ),
            ("date-time", ["2026-01-31T10:00:00Z", "2026-01-31t10:00:00z"], ["2026-01-31", "2026-01-31 10:00:00Z"]),
            (
                "email", ["a@b.c", "a.b+c@d-e.f", "\"a b\"@c", "a@[127.0.0.1]", "joe@[IPv6:::1]"],
                ["a", "@b", "a@", ".a@b", "a..b@c", "a@-b", "a b@c", "a@b c", "a@[300.0.0.1]"]
            ),
            (
                "uri", ["http://a.b/c?d#e", "mailto:a@b", "urn:x:y", "http://[::1]:80/"],
                ["//a", "a", "http://a b", "http://a/<", "http://a/%2", ":a", "http://a:b/", "a:[x]", "http://a##"]
            ),
            (
                "uuid", ["2EB8AA08-aa98-11ea-b4aa-73b441d16380"],
                ["2EB8AA08-aa98-11ea-b4aa-73b441d1638", "2EB8AA08aa9811eab4aa73b441d16380"]
            ),
            ("ipv4", ["127.0.0.1"], ["256.0.0.1", "1.2.3", "01.2.3.4", "1.2.3.4.5"]),
        ])
    func checksFormats(format: String, good: [String], bad: [String]) {
        for (values, expected) in [(good, "true"), (bad, "false")] {
            for value in values {
                let text = "'\(value)'"
                #expect(Harness.run("matches_schema(\(text), {format: \"\(format)\"})") == [expected], "\(format): \(value)")
            }
        }
    }

    @Test(
        arguments: [
            "{type: \"int\"}", "{minimun: 1}", "{minimum: \"1\"}", "{required: \"a\"}", "{properties: [1]}", "{pattern: \"(\"}",
            "{\"$ref\": \"other.json\"}", "{\"$ref\": \"#/nowhere\"}", "{items: [{}]}", "{unevaluatedProperties: false}",
            "{multipleOf: 0}", "{minLength: -1}", "{allOf: []}", "{not: 5}", "{uniqueItems: 1}", "{enum: 1}",
            "{properties: {a: 1}}",
        ])
    func refusesASchemaThatItCannotKeep(schema: String) {
        #expect(Harness.run("matches_schema(1, \(schema))") == ["error: bad-schema"])
    }

    @Test func aSchemaThatOnlyRefersToItselfEnds() {
        #expect(Harness.run("matches_schema(1, {\"$ref\": \"#\"})") == ["false"])
    }

    @Test func showsWhatBreaksTheSchemaAndWhere() {
        let program = """
            t = table([{id: 1, m: {xs: [1, 2]}}, {id: 2, m: {xs: [1, 7]}}, {id: null, m: {xs: []}}])
            t | expect(row: matches_schema({required: ["id"], properties: {m: {properties: {xs: {items: {maximum: 5}}}}}}))
            """
        let shown = Harness.run(program).flatMap { $0.split(separator: "\n") }
        #expect(
            shown == [
                "not met  row: 1 of 3 rows", "         row 2: /m/xs/1 is 7, more than the maximum 5",
                "         row 3: /id is missing",
                "error: expectation-failed",
            ])
    }

    @Test func inATableNullStandsForWhatIsMissing() {
        let table = "table([{id: 1, note: \"x\"}, {id: 2, note: null}])"
        #expect(Harness.run("\(table) | filter(matches_schema({properties: {note: {type: \"string\"}}})) | count") == ["2"])
        #expect(Harness.run("\(table) | filter(matches_schema({required: [\"note\"]})) | count") == ["1"])
        #expect(
            Harness.run(
                "\(table) | filter(matches_schema({required: [\"note\"], properties: {note: {type: [\"string\", \"null\"]}}})) | count"
            )
                == ["2"])
        #expect(Harness.run("matches_schema({note: null}, {properties: {note: {type: \"string\"}}})") == ["false"])
    }

    @Test func looksAtOneColumnToo() {
        #expect(Harness.run("table([{n: 1}, {n: 9}]) | filter(matches_schema(.n, {maximum: 5})) | count") == ["1"])
    }

    @Test func aMissingFileIsAnError() {
        #expect(Harness.run("table([{n: 1}]) | expect(matches_schema(\"no.json\"))") == ["error: file-not-found"])
        #expect(Harness.run("table([{n: 1}]) | expect(matches_schema(.n, .n))") == ["error: wrong-argument"])
        #expect(Harness.run("matches_schema(1, 2)") == ["error: wrong-argument"])
    }
}
