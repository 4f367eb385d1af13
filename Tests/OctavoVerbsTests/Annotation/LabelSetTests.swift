import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import Testing

/// Schemas by which several labels may hold at once.
@Suite struct LabelSetTests {
    private static let rows = """
        t = table([{q: "cancel it and book another"}, {q: "book a room"}, {q: "hello"}, {q: null}])
        s = {type: "array", items: {enum: ["Book", "Cancel", "Ask"]}}
        has(text, word, label) = if contains(text, word) then label else null
        """

    private func labels(_ rules: String, schema: String = "s") -> [String] {
        Harness.run("\(Self.rows)\nrecords(t | annotate(.q, schema: \(schema), rules: \(rules))) | map(.label)")
    }

    @Test(
        arguments: [
            (
                "{c: has(.q, \"cancel\", \"Cancel\"), b: has(.q, \"book\", \"Book\")}",
                "[[\"Book\", \"Cancel\"], [\"Book\"], null, null]"
            ),
            // A list is a whole answer; of two that differ on a label neither holds.
            ("{a: [\"Ask\", \"Book\"], b: [\"Book\"]}", "[[\"Book\"], [\"Book\"], [\"Book\"], [\"Book\"]]"),
            ("{a: has(.q, \"hello\", [])}", "[null, null, [], null]"), ("{a: null}", "[null, null, null, null]"),
            ("{a: [\"Book\", \"Book\"]}", "[[\"Book\"], [\"Book\"], [\"Book\"], [\"Book\"]]"),
        ])
    func rulesGiveLabelsOrLists(rules: String, wanted: String) { #expect(labels(rules) == [wanted]) }

    @Test func tooFewLabelsAreNoAnswerAndTheSurestStay() {
        let rules = "{c: has(.q, \"cancel\", \"Cancel\"), b: has(.q, \"book\", \"Book\"), c2: has(.q, \"cancel it\", \"Cancel\")}"
        #expect(
            labels(rules, schema: "{type: \"array\", minItems: 2, items: {enum: [\"Book\", \"Cancel\"]}}") == [
                "[[\"Book\", \"Cancel\"], null, null, null]"
            ])
        #expect(
            labels(rules, schema: "{type: \"array\", maxItems: 1, items: {enum: [\"Book\", \"Cancel\"]}}") == [
                "[[\"Cancel\"], [\"Book\"], null, null]"
            ])
    }

    @Test(
        arguments: [
            ("{type: \"array\", items: {enum: [\"A\", \"B\"]}}", "[\"C\"]", "label-outside-schema"),
            ("{type: \"array\", items: {enum: [\"A\", \"B\"]}}", "[1]", "type-mismatch"),
            ("{enum: [\"A\", \"B\"]}", "[\"A\"]", "type-mismatch"), ("{type: \"array\"}", "[\"A\"]", "bad-schema"),
            ("{type: \"array\", items: {type: \"array\", items: {enum: [\"A\"]}}}", "\"A\"", "bad-schema"),
            ("{type: \"array\", minItems: 3, items: {enum: [\"A\", \"B\"]}}", "\"A\"", "bad-schema"),
            ("{type: \"array\", minItems: 2, maxItems: 1, items: {enum: [\"A\", \"B\"]}}", "\"A\"", "bad-schema"),
        ])
    func refusesBeforeAnyRowIsTouched(schema: String, rule: String, code: String) {
        #expect(
            Harness.codes("table([{q: \"a\"}]) | annotate(.q, schema: \(schema), rules: {r: \(rule)})").first == code)
    }

    @Test func tooManyLabelsOfARuleAreRefusedWithTheirRow() throws {
        let failure = try #require(
            Harness.failure(
                "table([{q: [\"A\"]}, {q: [\"A\", \"B\"]}]) | annotate(.q, rules: {own: .q}, schema: {type: \"array\", maxItems: 1, items: {enum: [\"A\", \"B\"]}}) | records"
            ))
        #expect(failure.message == "the rule `own` gives [\"A\", \"B\"], and the schema wants 1 label at the most")
        #expect(failure.notes.contains("row 2"))
    }

    @Test(
        arguments: [
            "{type: [\"array\", \"null\"], items: {oneOf: [{const: \"A\"}, {const: \"B\", description: \"b\"}]}}",
            "{type: \"object\", properties: {labels: {type: \"array\", items: {\"$ref\": \"#/$defs/l\"}}}, \"$defs\": {l: {enum: [\"A\", \"B\"]}}}",
        ])
    func findsTheLabelsOfAnArray(schema: String) {
        let program = "table([{q: [\"B\", \"A\"]}]) | annotate(.q, schema: \(schema), rules: {own: .q}) | records | map(.label)"
        #expect(Harness.run(program) == ["[[\"A\", \"B\"]]"])
    }

    @Test func annotatorsWhoDifferAreSettledByWhoIsMostlyRight() {
        let program = """
            t = table([{a: ["x", "y"], b: ["x", "y"], c: ["x"]}, {a: ["y"], b: ["y"], c: []}, {a: [], b: [], c: ["x"]}, {a: null, b: null, c: null}])
            t | annotate(.a, schema: {type: "array", items: {enum: ["x", "y"]}}, rules: [.a, .b, .c]) | records | map(.label)
            """
        #expect(Harness.run(program) == ["[[\"x\", \"y\"], [\"y\"], [], null]"])
    }

    @Test func balanceIsTheShareOfEachLabel() {
        func codes(_ balance: String) -> [String] {
            Harness.codes(
                "table([{q: \"A\"}]) | annotate(.q, schema: {type: \"array\", items: {enum: [\"A\", \"B\"]}}, rules: {own: .q}, balance: \(balance))"
            )
        }
        #expect(codes("{A: 80%, B: 60%}") == [])
        #expect(codes("{A: 100%, B: 60%}") == ["bad-balance"])
        #expect(codes("{A: 80%}") == ["bad-balance"])
    }

    @Test func describesRulesAndReportsConflicts() {
        let program = """
            t = table([{a: ["x"], b: "x", is: ["x"]}, {a: ["x"], b: "y", is: ["x", "y"]}, {a: null, b: "y", is: null}])
            s = {type: "array", items: {enum: ["x", "y"]}}
            t | describe_rules(.a, schema: s, rules: {a: .a, b: .b}, truth: .is) | records
              | map([.rule, .labels, .votes, round(.overlaps, 2), round(.conflicts, 2), .correct])
            t | annotate(.a, schema: s, rules: {a: .a, b: .b}) | report | records | map(.note)
            """
        #expect(
            Harness.run(program) == [
                "[[\"a\", [\"x\"], 2, 0.67, 0.33, 0.5], [\"b\", [\"x\", \"y\"], 3, 0.67, 0.33, 1.0]]",
                "[\"\", \"labelled 3, votes of b 3, votes of a 2, conflict 1\"]",
            ])
    }

    // MARK: - Agreement

    /// As nltk's `AnnotationTask` with this distance has it.
    @Test func alphaIsThatOfOtherPrograms() {
        let program = """
            a(text) = split_text(text, " ")
            t = table([
              {x: a("a b"), y: a("a"), z: null}, {x: a("a"), y: a("a"), z: a("a")}, {x: a("b c"), y: a("c a"), z: a("c b")},
              {x: [], y: [], z: []}, {x: a("c"), y: null, z: a("c b")}, {x: a("a b c"), y: a("a b"), z: a("c")}, {x: null, y: a("b"), z: null},
            ])
            t | agreement(.x, .y, .z, samples: 0) | records | map([.measure, .rows, round(.value, 6)])
            """
        #expect(
            Harness.run(program).first?.contains("[\"Krippendorff's alpha (MASI)\", 6, 0.459858]") == true,
            "\(Harness.run(program))")
    }

    @Test func theOrderOfLabelsSaysNothing() {
        let rows =
            "t = table([{n: 1, a: [\"x\", \"y\"], b: [\"y\", \"x\"]}, {n: 2, a: [\"x\"], b: [\"y\", \"x\"]}, {n: 3, a: [], b: null}])\n"
        #expect(Harness.run(rows + "t | disagreements(.a, .b) | select(.n)") == ["[{n: 2}]"])
        #expect(
            Harness.run(rows + "t | agreement(.a, .b, samples: 0) | records | map([.measure, .value])") == [
                "[[\"percent agreement\", 0.5], [\"Krippendorff's alpha (MASI)\", 0.0], [\"Krippendorff's alpha of x\", null], "
                    + "[\"Krippendorff's alpha of y\", 0.0]]"
            ])
    }
}
