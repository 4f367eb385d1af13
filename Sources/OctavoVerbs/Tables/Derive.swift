package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let derive = Verb(
        step: "derive", .tables, "Adds columns, or replaces them, computed from each row.",
        notes: "Left to right: later columns see earlier ones. A replaced column keeps its place.",
        examples: [
            Example(
                "table([{n: 1}, {n: 2}]) | derive(double: .n * 2, more: .double + 1)",
                gives: "|   n | double | more |\n| --: | -----: | ---: |\n|   1 |      2 |    3 |\n|   2 |      4 |    5 |")
        ],
        searchTerms: ["mutate", "with_columns", "extend", "assign", "withColumn", "insert", "add_column"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("columns", Rest<Selection>.self, "`name: expr`, one or more.")
    ) { call, table, columns in
        var fields = table.plan.schema.fields
        var named: [NamedExpression] = []
        for selection in columns.elements {
            let name = try selection.name(in: call)
            let expression = try call.resolve(selection.expression, over: Schema(fields))
            named.append(NamedExpression(name, expression))
            let field = Field(name, expression.type)
            if let place = fields.firstIndex(where: { $0.name == name }) { fields[place] = field } else { fields.append(field) }
        }
        return call.step(.derive(table.plan, named), Schema(fields))
    }
}
