package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let describeRules = Verb(
        step: "describe_rules", .annotation,
        "Tells of each labelling rule how often it votes, meets and contradicts others, and how accurate it seems.",
        notes: """
            One row a rule, as `annotate` would use them. `coverage`, `overlaps` and `conflicts` are shares of all rows: with a vote of the rule, \
            with one of another too, with one that differs. `accuracy` is what the agreement of the rules says; a rule that meets no other \
            keeps 0.7, which is expected of it beforehand. With `truth:`, a column of known labels, `correct` is the share of its votes \
            that are right, where the truth is known.
            """,
        examples: [
            Example(
                """
                table([{q: "cancel it", is: "Cancel"}, {q: "book it", is: "Book"}, {q: "book or cancel", is: "Book"}]) \
                | describe_rules(.q, schema: {enum: ["Cancel", "Book"]}, rules: {cancel: if contains(.q, "cancel") then "Cancel" else null, \
                book: if contains(.q, "book") then "Book" else null}, truth: .is) | select(.rule, .votes, .conflicts, .correct)
                """,
                gives: """
                    | rule   | votes |          conflicts | correct |
                    | ------ | ----: | -----------------: | ------: |
                    | cancel |     2 | 0.3333333333333333 |     0.5 |
                    | book   |     2 | 0.3333333333333333 |     1.0 |
                    """)
        ],
        searchTerms: ["lf_summary", "lfanalysis", "labelling_functions", "coverage", "conflicts", "snorkel"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("column", ColumnReference.self, "What rules that are functions are given."),
        Parameter("schema", LabelSchemaArgument.self, "The labels: the path of a JSON Schema, or the schema as a record."),
        Parameter("rules", RulesArgument.self, "`{name: expr, …}`, or a list of expressions or functions."),
        Parameter("truth", ColumnReference?.self, "A column of known labels.")
    ) { call, table, column, schema, rules, truth in
        let plan = table.plan
        _ = try call.requireColumn(column, in: plan.schema)
        let resolved = try rules.resolved(call, over: column, plan.schema)
        let known = try truth.map { reference in
            let field = try call.requireColumn(reference, in: plan.schema)
            guard field.type == .text || field.type == .null else {
                throw Diagnostic("type-mismatch", "`.\(field.name)` is \(field.type), and labels are texts", at: reference.range)
            }
            return field.name
        }
        let result = RuleTable.schema(hasTruth: known != nil)
        guard let labels = schema.labels else { return call.step(.slice(plan, from: 0, count: 0), result) }
        let votes = try RuleVotes(resolved, labels, call)
        return call.step(
            .wholeTable(name: "describe_rules", inputs: [plan]) { tables, context in
                try RuleTable.make(tables[0], votes, truth: known, context)
            }, result)
    }
}

private enum RuleTable {
    static func schema(hasTruth: Bool) -> Schema {
        let fields = [
            Field("rule", .text), Field("labels", .list(.text)), Field("votes", .int), Field("coverage", .float),
            Field("overlaps", .float), Field("conflicts", .float), Field("accuracy", .float),
        ]
        return Schema(fields + (hasTruth ? [Field("correct", .float)] : []))
    }

    static func make(_ table: Table, _ votes: RuleVotes, truth: String?, _ context: ExecutionContext) throws -> Table {
        let found = try votes.run(over: table, context)
        let counts = found.counts
        let names = votes.labels.labels.map(\.name)
        let model = LabelModel(counts, labelCount: names.count)
        let correct = truth.flatMap { table.schema.index(of: $0) }.map { place in
            Self.correct(found, table.values(place), names)
        }
        func share(_ count: Int) -> Datum { counts.rowCount > 0 ? .float(Double(count) / Double(counts.rowCount)) : .null }
        let rows = votes.names.indices.map { rule -> [Datum] in
            let given = Set(found.patterns.map { $0[rule] }).subtracting([VoteCounts.abstains]).sorted()
            let own: [Datum] = [
                .text(votes.names[rule]), .list(given.map { .text(names[Int($0)]) }), .int(Int64(counts.votes[rule])),
                share(counts.votes[rule]), share(counts.overlaps[rule]), share(counts.conflicts[rule]),
                counts.votes[rule] > 0 ? .float(model.accuracies[rule]) : .null,
            ]
            return own + (correct.map { [$0[rule]] } ?? [])
        }
        let schema = schema(hasTruth: truth != nil)
        let columns = schema.fields.enumerated().map { place, field in Column(field.type, rows.map { $0[place] }) }
        return Table(schema: schema, chunks: [Chunk(count: rows.count, columns: columns)])
    }

    /// By rule: the share of its votes that equal the truth, over the rows whose truth is known.
    private static func correct(_ found: RuleVotes.Result, _ truth: [Datum], _ names: [String]) -> [Datum] {
        var right = Array(repeating: 0, count: found.counts.ruleCount)
        var all = right
        for (row, known) in zip(found.rows, truth) {
            guard case .text(let label) = known else { continue }
            for (rule, vote) in found.patterns[Int(row)].enumerated() where vote != VoteCounts.abstains {
                all[rule] += 1
                if names[Int(vote)] == label { right[rule] += 1 }
            }
        }
        return zip(right, all).map { $1 > 0 ? .float(Double($0) / Double($1)) : .null }
    }
}
