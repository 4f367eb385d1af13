import OctavoVerbs
import Testing

@Suite struct NormalizeTextTests {
    private static let table = "t = table([{id: 1, q: \"schÃ¶n  “da”\"}, {id: 2, q: null}, {id: 3, q: \"fine\"}])\n"

    @Test(
        arguments: [
            ("normalize_text(null) == null", "true"), ("normalize_text(\"\")", "\"\""), ("normalize_text(\"a  b\")", "\"a b\""),
            ("normalize_text(\"a  b\", white_space: \"keep\")", "\"a  b\""), ("normalize_text(\"²\", form: \"NFKC\")", "\"2\""),
            ("normalize_text(\"²\", form: \"none\")", "\"²\""), ("normalize_text(\"É“\", quotes: false, lower: true)", "\"é“\""),
            ("\"a–b\" | normalize_text", "\"a-b\""), ("[\"x\", \"“\"] | map(normalize_text(.))", "[\"x\", \"\\\"\"]"),
            ("normalize_text(\" x \", trim: false)", "\" x \""), ("normalize_text(\"&lt;\", entities: false)", "\"&lt;\""),
            ("normalize_text(\"schÃ¶n\", mojibake: false)", "\"schÃ¶n\""),
            ("normalize_text(\"é😀\", strip_accents: true, emoji: \"remove\")", "\"e\""),
        ])
    func givesTheValue(program: String, expected: String) { #expect(Harness.run(program) == [expected]) }

    @Test(
        arguments: [
            ("t | normalize_text(.q) | select(.q)", "[{q: \"schön \\\"da\\\"\"}, {q: null}, {q: \"fine\"}]"),
            ("t | normalize_text | select(.q) | head(1)", "[{q: \"schön \\\"da\\\"\"}]"),
            ("t | derive(q: normalize_text(.q, quotes: false)) | select(.q) | head(1)", "[{q: \"schön “da”\"}]"),
            ("t | filter(normalize_text(.q) != .q) | select(.id)", "[{id: 1}]"),
            (
                "t | normalize_text(.q) | normalize_text(.q) | report | select(.note)",
                "[{note: \"\"}, {note: \"mojibake 1, quotes 1, white_space 1\"}, {note: \"\"}]"
            ),
        ])
    func worksOnTables(program: String, expected: String) { #expect(Harness.run(Self.table + program) == [expected]) }

    @Test(
        arguments: [
            ("normalize_text(5)", "wrong-argument"), ("normalize_text(\"a\", form: \"NFX\")", "unknown-choice"),
            ("normalize_text(\"a\", lower: \"yes\")", "wrong-argument"), ("normalize_text(\"a\", .b)", "too-many-arguments"),
            ("normalize_text(\"a\", emoji: \"names\")", "unknown-choice"),
            ("normalize_text(\"a\", white_space: true)", "wrong-argument"),
            ("t | normalize_text(.id)", "type-mismatch"), ("t | normalize_text(.nobody)", "unknown-column"),
            ("t | select(.id) | normalize_text", "type-mismatch"), ("t | derive(x: normalize_text(.id))", "wrong-argument"),
            ("t | derive(x: normalize_text(.q, .id))", "too-many-arguments"),
        ])
    func refusesWithACode(program: String, code: String) { #expect(Harness.run(Self.table + program) == ["error: \(code)"]) }
}
