package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let unnest = Verb(
        step: "unnest", .tables, "Puts the fields of a record column in its place, as columns.",
        examples: [
            Example(
                "table([{id: 1, at: {x: 2, y: 3}}]) | unnest(.at)",
                gives: "|  id |   x |   y |\n| --: | --: | --: |\n|   1 |   2 |   3 |")
        ],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("column", ColumnReference.self, "The record column.")
    ) { call, table, column in
        let field = try call.requireColumn(column, in: table.plan.schema)
        guard case .record(let inner) = field.type else {
            throw Diagnostic("type-mismatch", "`.\(field.name)` is \(field.type), not a record", at: column.range)
        }
        let base = RowExpression(.column(field.name), type: field.type, origin: call.range)
        let named = table.plan.schema.fields.flatMap { own -> [NamedExpression] in
            guard own.name == field.name else { return [call.keeping(own)] }
            return inner.map { NamedExpression($0.name, RowExpression(.field(base, $0.name), type: $0.type, origin: call.range)) }
        }
        return call.step(.select(table.plan, named), try call.schema(named))
    }
}
