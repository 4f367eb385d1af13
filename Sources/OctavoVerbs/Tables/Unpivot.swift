package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let unpivot = Verb(
        step: "unpivot", .tables, "Makes rows of columns: one row for each of them, with its name and value.",
        notes:
            "The rows of one input row follow each other, in the order of `columns`; nulls give rows too. The columns share one type.",
        examples: [
            Example(
                "table([{id: 1, x: 5, y: 6}]) | unpivot(columns: [.x, .y])",
                gives: "|  id | name | value |\n| --: | ---- | ----: |\n|   1 | x    |     5 |\n|   1 | y    |     6 |")
        ],
        searchTerms: ["pivot_longer", "gather", "melt", "stack"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("columns", OneOrMore<ColumnReference>.self, "The columns that become rows."),
        Parameter("names", default: "name", "\"name\"", "What the column of names is called."),
        Parameter("values", default: "value", "\"value\"", "What the column of values is called.")
    ) { call, table, columns, names, values in
        let schema = table.plan.schema
        let gone = try columns.elements.map { try call.requireColumn($0, in: schema) }
        guard !gone.isEmpty else {
            throw Diagnostic("missing-argument", "`unpivot` needs a column for `columns`", at: call.range)
        }
        let chosen = Set(gone.map(\.name))
        let kept = schema.fields.filter { !chosen.contains($0.name) }
        let type = try commonType(gone, columns.elements)
        let pair = DataType.record([Field("name", .text), Field("value", type)])
        let pairs = gone.map { field -> RowExpression in
            let column = RowExpression(.column(field.name), type: field.type, origin: call.range)
            let value = field.type == type ? column : RowExpression(.widen(column), type: type, origin: call.range)
            let name = RowExpression(.literal(.text(field.name)), type: .text)
            return RowExpression(.record([(name: "name", value: name), (name: "value", value: value)]), type: pair)
        }
        // No column of a user's has a name with a null character.
        let hidden = "\u{0}pair"
        let list = RowExpression(.list(pairs), type: .list(pair), origin: call.range)
        let listed = kept.map { call.keeping($0) } + [NamedExpression(hidden, list)]
        let rows = call.step(.select(table.plan, listed), try call.schema(listed))
        let exploded = call.step(.explode(rows, hidden), Schema(kept + [Field(hidden, pair)]))
        let item = RowExpression(.column(hidden), type: pair, origin: call.range)
        let named =
            kept.map { call.keeping($0) } + [
                NamedExpression(names, RowExpression(.field(item, "name"), type: .text, origin: call.range)),
                NamedExpression(values, RowExpression(.field(item, "value"), type: type, origin: call.range)),
            ]
        return call.step(.select(exploded, named), try call.schema(named))
    }

    private static func commonType(_ fields: [Field], _ references: [ColumnReference]) throws -> DataType {
        var type = DataType.null
        for (field, reference) in Swift.zip(fields, references) {
            guard let joined = type.unified(with: field.type) else {
                throw Diagnostic(
                    "type-mismatch",
                    "`unpivot` puts the columns below each other, and `.\(field.name)` is \(field.type), not \(type)",
                    at: reference.range,
                    help: ["cast one side first: `derive(\(DatumText.label(field.name)): text(.\(DatumText.label(field.name))))`"]
                )
            }
            type = joined
        }
        return type
    }
}
