package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let rename = Verb(
        step: "rename", .tables, "Gives columns new names: `new: .old`. Order and values stay.",
        examples: [Example("table([{a: 1, b: 2}]) | rename(x: .a)", gives: "|   x |   b |\n| --: | --: |\n|   1 |   2 |")],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("columns", Rest<Selection>.self, "`new: .old`, one or more.")
    ) { call, table, columns in
        var names: [String: String] = [:]
        for selection in columns.elements {
            guard let old = selection.expression.columnName, let new = selection.label else {
                throw Diagnostic("wrong-argument", "`rename` takes `new: .old`", at: selection.range)
            }
            _ = try call.requireColumn(ColumnReference(name: old, range: selection.range), in: table.plan.schema)
            names[old] = new
        }
        let named = table.plan.schema.fields.map { call.keeping($0, as: names[$0.name]) }
        return call.step(.select(table.plan, named), try call.schema(named))
    }
}
