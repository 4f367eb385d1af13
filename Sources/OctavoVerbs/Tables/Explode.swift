package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let explode = Verb(
        step: "explode", .tables, "Gives one row an item of a list column; an empty list gives one row with null.",
        examples: [
            Example(
                "table([{id: 1, xs: [5, 6]}]) | explode(.xs)", gives: "|  id |  xs |\n| --: | --: |\n|   1 |   5 |\n|   1 |   6 |"
            )
        ],
        searchTerms: ["unnest_list", "flatten_rows", "mv_expand"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("column", ColumnReference.self, "The list column.")
    ) { call, table, column in
        let field = try call.requireColumn(column, in: table.plan.schema)
        guard case .list(let item) = field.type else {
            throw Diagnostic("type-mismatch", "`.\(field.name)` is \(field.type), not a list", at: column.range)
        }
        let fields = table.plan.schema.fields.map { $0.name == field.name ? Field($0.name, item) : $0 }
        return call.step(.explode(table.plan, field.name), Schema(fields))
    }
}
