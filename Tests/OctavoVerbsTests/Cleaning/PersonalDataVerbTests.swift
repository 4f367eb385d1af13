import OctavoVerbs
import Testing

@Suite struct PersonalDataVerbTests {
    private static let table =
        "t = table([{id: 1, q: \"mail a@b.example\"}, {id: 2, q: null}, {id: 3, q: \"call 212-555-0123, 10.9.8.7\"}])\n"

    @Test(
        arguments: [
            ("remove_pii(null)", "null"), ("remove_pii(\"\")", "\"\""),
            ("remove_pii(\"a@b.example\", kinds: \"phone\")", "\"a@b.example\""),
            ("remove_pii(\"a@b.example\", kinds: [\"phone\", \"email\"])", "\"[EMAIL]\""),
            ("remove_pii(\"I am Ana Lima\", kinds: \"person\")", "\"I am [PERSON]\""),
            ("\"a@b.example\" | remove_pii(style: \"mask\")", "\"a***@b***.example\""),
            ("[\"x\", \"a@b.example\"] | map(remove_pii(.))", "[\"x\", \"[EMAIL]\"]"), ("find_pii(\"\")", "[]"),
            ("find_pii(null)", "null"),
            ("find_pii(\"日本 a@b.example\") | map(slice(\"日本 a@b.example\", .start, .end))", "[\"a@b.example\"]"),
            ("has_pii(null)", "null"), ("has_pii(\"a@b.example\", kinds: [\"phone\"])", "false"),
            ("has_pii(\"a@b.example\")", "true"),
        ])
    func givesTheValue(program: String, expected: String) {
        #expect(Harness.run(expected == "null" ? "\(program) == null" : program) == [expected == "null" ? "true" : expected])
    }

    @Test(
        arguments: [
            ("t | remove_pii(.q) | derive(x: .q) | select(.x) | tail(1)", "[{x: \"call [PHONE], [IPV4]\"}]"),
            ("t | remove_pii | tail(1)", "[{id: 3, q: \"call [PHONE], [IPV4]\"}]"),
            ("t | derive(id: 0, q: remove_pii(.q)) | head(2)", "[{id: 0, q: \"mail [EMAIL]\"}, {id: 0, q: null}]"),
            ("t | filter(has_pii(.q)) | select(.id)", "[{id: 1}, {id: 3}]"),
            ("t | filter(has_pii(.q, kinds: [\"ipv4\"])) | select(.id)", "[{id: 3}]"),
            (
                "table([{q: null}, {q: \"a@b.example\"}, {q: null}, {q: \"room 5\"}]) | derive(has: has_pii(.q), q: remove_pii(.q))",
                "[{q: null, has: null}, {q: \"[EMAIL]\", has: true}, {q: null, has: null}, {q: \"room 5\", has: false}]"
            ),
            ("t | derive(n: length(find_pii(.q))) | select(.n)", "[{n: 1}, {n: null}, {n: 2}]"),
            (
                "t | remove_pii(.q, kinds: \"ipv4\") | remove_pii(.q) | report | select(.note)",
                "[{note: \"\"}, {note: \"ipv4 1\"}, {note: \"email 1, phone 1\"}]"
            ),
            ("[{a: \"a@b.example\"}] | remove_pii(.a)", "[{a: \"[EMAIL]\"}]"),
        ])
    func worksOnTables(program: String, expected: String) {
        #expect(Harness.run(Self.table + program) == [expected])
    }

    @Test func hashesTheSameInAllRowsAndFormsOfCalls() {
        let key = "key: \"sixteen bytes and more\""
        let text = Harness.run("remove_pii(\"mail a@b.example\", style: \"hash\", \(key))")
        let column = Harness.run(Self.table + "t | head(1) | derive(h: remove_pii(.q, style: \"hash\", \(key))) | select(.h)")
        let table = Harness.run(Self.table + "t | head(1) | remove_pii(.q, style: \"hash\", \(key)) | select(h: .q)")
        #expect(column == ["[{h: \(text[0])}]"])
        #expect(table == column)
    }

    @Test(
        arguments: [
            ("remove_pii(5)", "wrong-argument"), ("remove_pii(\"a\", kinds: \"emial\")", "unknown-choice"),
            ("remove_pii(\"a\", kinds: 5)", "wrong-argument"), ("remove_pii(\"a\", kinds: [])", "missing-argument"),
            ("remove_pii(\"a\", style: \"labels\")", "unknown-choice"),
            ("remove_pii(\"a\", style: \"hash\", key: \"short\")", "short-key"),
            ("remove_pii(\"a\", style: \"hash\", key: 5)", "wrong-argument"), ("remove_pii(\"a\", .b)", "too-many-arguments"),
            ("t | remove_pii(.id)", "type-mismatch"), ("t | remove_pii(.nobody)", "unknown-column"),
            ("t | remove_pii(\"q\")", "wrong-argument"),
            ("t | select(.id) | remove_pii", "type-mismatch"), ("t | derive(x: remove_pii(.id))", "wrong-argument"),
            ("t | derive(x: remove_pii(.q, .id))", "too-many-arguments"), ("t | filter(has_pii(.id))", "wrong-argument"),
            ("find_pii(\"a\", kinds: \"mails\")", "unknown-choice"),
            ("t | filter(has_pii(.q, kinds: \"mails\"))", "unknown-choice"),
        ])
    func refusesWithACode(program: String, code: String) {
        #expect(Harness.run(Self.table + program) == ["error: \(code)"])
    }

    @Test func warnsOfHashesThatAnybodyCanMake() {
        #expect(Harness.codes("remove_pii(\"a\", style: \"hash\")") == ["unkeyed-hash"])
        #expect(Harness.codes("remove_pii(\"a\", style: \"hash\", key: \"sixteen bytes and more\")").isEmpty)
    }
}
