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

            Where the schema lets several labels hold at once, votes differ where they cannot both be right: a label, and a list without it. \
            `accuracy` is then a mean over the labels that a rule gives, `truth` a column of lists, and a rule's list is right if it is the same.
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
        let isOfSeveral = schema.labels?.isOfSeveral ?? true
        let resolved = try rules.resolved(call, over: column, plan.schema, ofSeveral: isOfSeveral)
        let known = try truth.map { reference in
            let field = try call.requireColumn(reference, in: plan.schema)
            let wanted = schema.labels?.answerType
            guard wanted.map({ field.type == $0 }) ?? true || field.type == .null else {
                throw Diagnostic(
                    "type-mismatch",
                    "`.\(field.name)` is \(field.type), and labels are \(isOfSeveral ? "lists of texts" : "texts")",
                    at: reference.range)
            }
            return field.name
        }
        let result = RuleTable.schema(hasTruth: known != nil)
        guard let labels = schema.labels else { return call.step(.slice(plan, from: 0, count: 0), result) }
        let run: @Sendable (Table, ExecutionContext) throws -> Table
        if labels.isOfSeveral {
            let votes = try LabelSetVotes(resolved, labels, call)
            run = { try RuleTable.make($0, votes, truth: known, $1) }
        } else {
            let votes = try RuleVotes(resolved, labels, call)
            run = { try RuleTable.make($0, votes, truth: known, $1) }
        }
        return call.step(.wholeTable(name: "describe_rules", inputs: [plan]) { try run($0[0], $1) }, result)
    }
}
