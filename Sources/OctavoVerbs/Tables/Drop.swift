package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let drop = Verb(
        step: "drop", .tables, "Removes columns.",
        examples: [Example("table([{a: 1, b: 2}]) | drop(.a)", gives: "|   b |\n| --: |\n|   2 |")],
        searchTerms: ["remove", "exclude", "del"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("columns", Rest<ColumnReference>.self, "The columns to remove.")
    ) { call, table, columns in
        var gone: Set<String> = []
        for column in columns.elements { gone.insert(try call.requireColumn(column, in: table.plan.schema).name) }
        let named = table.plan.schema.fields.filter { !gone.contains($0.name) }.map { call.keeping($0) }
        return call.step(.select(table.plan, named), try call.schema(named))
    }
}

extension Call {
    /// A column as it is.
    func keeping(_ field: Field, as name: String? = nil) -> NamedExpression {
        NamedExpression(name ?? field.name, RowExpression(.column(field.name), type: field.type, origin: range))
    }
}
