import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable
import Testing

@Suite struct AnnotateTests {
    private static let rows = """
        t = table([{q: "cancel my room"}, {q: "book a room"}, {q: "cancel or book"}, {q: "hello"}, {q: null}])
        s = {enum: ["Cancel", "Book"]}
        has(text, word, label) = if contains(text, word) then label else null
        """

    private func labels(_ rules: String, _ more: String = "") -> [String] {
        Harness.run("\(Self.rows)\nrecords(t | annotate(.q, schema: s, rules: \(rules)\(more))) | map(.label)")
    }

    @Test(
        arguments: [
            "{c: has(.q, \"cancel\", \"Cancel\"), b: has(.q, \"book\", \"Book\")}",
            "[has(.q, \"cancel\", \"Cancel\"), has(.q, \"book\", \"Book\")]",
            "[x -> has(x, \"cancel\", \"Cancel\"), x -> has(x, \"book\", \"Book\")]",
            "{c: x -> has(x, \"cancel\", \"Cancel\"), b: has(.q, \"book\", \"Book\")}",
        ])
    func takesRulesInEveryForm(rules: String) {
        #expect(labels(rules) == ["[\"Cancel\", \"Book\", null, null, null]"])
    }

    @Test func aFunctionOfOnesOwnIsARule() {
        #expect(
            Harness.run(
                "\(Self.rows)\nis_cancel(x) = has(x, \"cancel\", \"Cancel\")\nrecords(t | annotate(.q, schema: s, rules: is_cancel)) | map(.label)"
            )
                == ["[\"Cancel\", null, \"Cancel\", null, null]"])
    }

    @Test func aConstantRuleVotesEverywhere() {
        #expect(labels("{all: \"Book\"}") == ["[\"Book\", \"Book\", \"Book\", \"Book\", \"Book\"]"])
        #expect(labels("{none: null}") == ["[null, null, null, null, null]"])
    }

    @Test func replacesColumnsOfTheSameNameInTheirPlace() {
        let program = "table([{label: 1, q: \"a\"}]) | annotate(.q, schema: {enum: [\"A\"]}, rules: {all: \"A\"}) | columns"
        #expect(Harness.run(program) == ["[\"label\", \"q\", \"label_confidence\"]"])
        #expect(
            Harness.run(
                "table([{q: \"a\"}]) | annotate(.q, schema: {enum: [\"A\"]}, rules: {all: \"A\"}, into: \"intent\") | columns")
                == ["[\"q\", \"intent\", \"intent_confidence\"]"])
    }

    @Test(
        arguments: [
            ("{enum: [\"A\"]}", "{r: \"B\"}", "label-outside-schema"),
            ("{enum: [\"A\"]}", "{r: if .q == \"a\" then \"A\" else \"AA\"}", "label-outside-schema"),
            ("{enum: [\"A\"]}", "{r: try .q else \"C\"}", "label-outside-schema"),
            ("{enum: [\"A\"]}", "{r: length(.q)}", "type-mismatch"), ("{enum: [\"A\"]}", "{}", "wrong-argument"),
            ("{enum: [\"A\"]}", "[]", "wrong-argument"), ("{enum: [\"A\"]}", "5", "wrong-argument"),
            ("{enum: [1, 2]}", "{r: \"A\"}", "bad-schema"), ("{enum: []}", "{r: \"A\"}", "bad-schema"),
            ("{enum: [\"A\", \"A\"]}", "{r: \"A\"}", "bad-schema"), ("{type: \"string\"}", "{r: \"A\"}", "bad-schema"),
            ("{oneOf: [{title: \"A\"}]}", "{r: \"A\"}", "bad-schema"), ("{enmu: [\"A\"]}", "{r: \"A\"}", "bad-schema"),
            ("{oneOf: [{const: \"A\", \"x-key\": \"ab\"}]}", "{r: \"A\"}", "bad-schema"), ("17", "{r: \"A\"}", "wrong-argument"),
            ("{properties: {a: {enum: [\"x\"]}, b: {enum: [\"y\"]}}}", "{r: \"x\"}", "bad-schema"),
        ])
    func refusesBeforeAnyRowIsTouched(schema: String, rules: String, code: String) {
        #expect(Harness.codes("table([{q: \"a\"}]) | annotate(.q, schema: \(schema), rules: \(rules))") == [code])
    }

    @Test func refusesAValueThatOnlyARunShows() throws {
        let failure = try #require(
            Harness.failure(
                "table([{q: \"A\"}, {q: \"Aa\"}]) | annotate(.q, schema: {enum: [\"A\", \"AB\"]}, rules: {own: .q}) | records"))
        #expect(failure.code == "label-outside-schema")
        #expect(failure.message == "the rule `own` gives \"Aa\", which is no label of the schema")
        #expect(failure.notes.contains("row 2"), "\(failure.notes)")
    }

    @Test(
        arguments: [
            "{enum: [\"A\", \"B\", null]}",
            "{oneOf: [{const: \"A\"}, {const: \"B\", title: \"b\", description: \"…\"}, {type: \"null\"}]}",
            "{type: \"object\", properties: {id: {type: \"integer\"}, label: {enum: [\"A\", \"B\"]}}}",
            "{\"$ref\": \"#/$defs/label\", \"$defs\": {label: {anyOf: [{const: \"A\"}, {const: \"B\"}]}}}",
        ])
    func findsTheLabelsOfASchema(schema: String) {
        let program = "table([{q: \"B\"}]) | annotate(.q, schema: \(schema), rules: {own: .q}) | records | map(.label)"
        #expect(Harness.run(program) == ["[\"B\"]"])
    }

    @Test(
        arguments: [
            ("{A: 50%, B: 50%}", nil), ("{A: 50%, B: 40%}", "bad-balance"), ("{A: 100%}", "bad-balance"),
            ("{A: 50%, C: 50%}", "label-outside-schema"), ("{A: 0, B: 1}", "bad-balance"), ("[1]", "wrong-argument"),
        ] as [(String, String?)])
    func looksAtTheBalance(balance: String, code: String?) {
        let program = "table([{q: \"A\"}]) | annotate(.q, schema: {enum: [\"A\", \"B\"]}, rules: {own: .q}, balance: \(balance))"
        #expect(Harness.codes(program) == (code.map { [$0] } ?? []))
    }

    @Test func reportTellsVotesAndConflicts() throws {
        let rules = "{c: has(.q, \"cancel\", \"Cancel\"), b: has(.q, \"book\", \"Book\")}"
        let shown = Harness.run(
            "\(Self.rows)\nrecords(t | annotate(.q, schema: s, rules: \(rules)) | report) | map(.note)")
        #expect(
            shown == ["[\"\", \"labelled 2, votes of b 2, votes of c 2, without a vote 2, conflict 1, tie 1\"]"])
    }

    @Test func describesRulesBesideTheTruth() {
        let program = """
            \(Self.rows)
            known = t | derive(is: if .q == null then null else if .q == "book a room" then "Book" else "Cancel")
            records(known | describe_rules(.q, schema: s, truth: .is, rules: {
              c: has(.q, "cancel", "Cancel"), b: has(.q, "book", "Book"), none: null
            })) | map([.rule, .labels, .votes, .coverage, .overlaps, .conflicts, .correct])
            """
        #expect(
            Harness.run(program) == [
                "[[\"c\", [\"Cancel\"], 2, 0.4, 0.2, 0.2, 1.0], [\"b\", [\"Book\"], 2, 0.4, 0.2, 0.2, 0.5], "
                    + "[\"none\", [], 0, 0.0, 0.0, 0.0, null]]"
            ])
    }

    /// Every table of 0 to 9 rows and every pattern of nulls: `k` and what `n` says are two rules.
    @Test func labelsEverySmallTable() throws {
        let program = SyntaxTreeOf(
            """
            t | filter(.k == null or .k != "") | annotate(.k, schema: {enum: ["a", "b", "é"]}, rules: {
              own: .k, sign: if .n > 0 then "a" else if .n < 0 then "b" else null
            }) | select(.k, .n, .label, .label_confidence)
            """)
        let names = ["a", "b", "é"]
        for table in SmallTable.all {
            let rows = table.rows.filter { $0.k != .text("") }
            let votes = rows.map { row -> [Int32] in
                let own: Int32 = if case .text(let text) = row.k { Int32(names.firstIndex(of: text) ?? -1) } else { -1 }
                let sign: Int32 = if case .int(let n) = row.n { n > 0 ? 0 : n < 0 ? 1 : -1 } else { -1 }
                return [own, sign]
            }
            var counts = VoteCounts(ruleCount: 2)
            for row in votes { counts.add(row) }
            let model = LabelModel(counts, labelCount: 3)
            let wanted = zip(rows, votes).map { row, votes -> [Datum] in
                guard let (label, confidence) = model.label(votes) else { return [row.k, row.n, .null, .null] }
                return [row.k, row.n, .text(names[label]), .float(confidence)]
            }
            let found = try Harness.rows(Harness.value(program, table.plan))
            #expect(found == wanted, "\(table.name)")
            if found != wanted { return }
        }
    }
}
