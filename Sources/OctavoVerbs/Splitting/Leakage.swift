package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let leakage = Verb(
        step: "leakage", .cleaning, "Lists the rows of a test table whose text, or nearly that text, is in the training table.",
        notes: """
            One row a leaked test row, in order: its number and that of the training row most like it, both counted from 0 as `t[0]` does, \
            `kind` ("exact": byte for byte, or "near"), `likeness` (the share of runs of five characters, from 20 words on of five words, \
            that both have) and the two texts. Null and empty texts leak nothing. No rows is what a split should give.
            """,
        examples: [
            Example(
                """
                train = table([{q: "Book a room for two nights"}, {q: "Cancel my booking"}])
                test = table([{q: "cancel my booking!"}, {q: "Is there a pool?"}, {q: "Book a room for two nights"}])
                leakage(train, test, .q) | select(.test_row, .train_row, .kind, .text)
                """,
                gives: """
                    | test_row | train_row | kind  | text                       |
                    | -------: | --------: | ----- | -------------------------- |
                    |        0 |         1 | near  | cancel my booking!         |
                    |        2 |         0 | exact | Book a room for two nights |
                    """)
        ],
        searchTerms: ["contamination", "overlap", "train_test_leak", "data_leak"],
        Parameter("train", TableArgument.self, "The table that a model learns from."),
        Parameter("test", TableArgument.self, "The table that it is tried on."),
        Parameter(
            "column", ColumnReference?.self, "The text; may be left out where both tables have one column of text in common."),
        Parameter(
            "duplicates", default: Choice<LeakageKind>(option: .near), "\"near\"",
            "Whether near duplicates leak, or exact ones alone."),
        Parameter(
            "threshold", default: SimilarityArgument(share: 0.8), "0.8", "How much near duplicates have in common, from 0.5 to 1."
        )
    ) { call, train, test, column, kind, threshold in
        let (trainField, testField) = try LeakageColumns.of(train.plan.schema, test.plan.schema, column, call)
        func texts(_ plan: Plan, _ field: Field) -> Plan {
            call.step(
                .select(plan, [NamedExpression("text", RowExpression(.column(field.name), type: .text))]),
                Schema([Field("text", .text)]))
        }
        let resemblance = kind.option == .near ? Resemblance(threshold: threshold.share) : nil
        return call.step(
            .wholeTable(name: "leakage", inputs: [texts(train.plan, trainField), texts(test.plan, testField)]) {
                tables, context in
                try LeakageSearch.run(train: tables[0], test: tables[1], resemblance, context)
            }, LeakageSearch.schema)
    }
}

package enum LeakageKind: String, CaseIterable, Sendable { case near, exact }

/// Which columns are compared.
private enum LeakageColumns {
    static func of(
        _ train: Schema, _ test: Schema, _ column: ColumnReference?, _ call: Call
    ) throws -> (train: Field, test: Field) {
        if let column {
            return (try TextColumns.field(column, call, train), try TextColumns.field(column, call, test))
        }
        let common = train.fields.filter { $0.type == .text && test.type(of: $0.name) == .text }
        guard common.count == 1, let field = common.first else {
            let names = common.map { "`.\(DatumText.label($0.name))`" }.joined(separator: ", ")
            throw Diagnostic(
                "missing-argument",
                common.isEmpty
                    ? "the two tables have no column of text in common"
                    : "the two tables have several columns of text in common: \(names)",
                at: call.range, help: ["name the one to compare: `leakage(train, test, .text)`"])
        }
        return (field, field)
    }
}
