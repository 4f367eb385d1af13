package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let pivot = Verb(
        "pivot", .tables, "Makes a column of each value of a column, and fills them from another.",
        notes: """
            Rows with equal other columns become one row, in order of first appearance, as do the new columns; a cell without a value is \
            null. Two values for one cell are an error unless `values` is an aggregate such as `sum(.n)`. Which columns there will be \
            is known only when the table has been read, so the steps after are checked then.
            """,
        returns: .table(nil),
        examples: [
            Example(
                "table([{k: \"a\", m: \"x\", n: 1}, {k: \"a\", m: \"y\", n: 2}, {k: \"b\", m: \"x\", n: 3}]) | pivot(names: .m, values: .n)",
                gives: "| k   |   x |    y |\n| --- | --: | ---: |\n| a   |   1 |    2 |\n| b   |   3 | null |"),
            Example(
                "table([{m: \"x\", n: 1}, {m: \"y\", n: 2}, {m: \"x\", n: 3}]) | pivot(names: .m, values: sum(.n))",
                gives: "|   x |   y |\n| --: | --: |\n|   4 |   2 |"),
        ],
        searchTerms: ["pivot_wider", "spread", "crosstab", "cast", "pivot_table", "unstack"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("names", ColumnReference.self, "The column whose values become columns."),
        Parameter("values", ColumnExpression.self, "What fills them: a column, or an aggregate where several rows meet.")
    ) { call, table, names, values in
        let schema = table.plan.schema
        let name = try call.requireColumn(names, in: schema)
        let value = try call.resolve(values, over: schema)
        let read = value.columnsRead(schema)
        guard !read.contains(name.name) || read.count > 1 else {
            throw Diagnostic("wrong-argument", "`pivot` takes another column for `values` than for `names`", at: values.range)
        }
        let keys = schema.fields.filter { $0.name != name.name && !read.contains($0.name) }.map { call.keeping($0) }
        let valueName = values.naturalName ?? (read.count == 1 ? read.first : nil) ?? "value"
        let filled = NamedExpression(free(valueName, keys, name), value)
        let isAggregate = GroupValue.isOnePerGroup(value, keys: []) && value.needsWholeInput
        let all = keys + [call.keeping(name)]
        let rows = call.step(
            isAggregate ? .summarize(table.plan, by: all, aggregates: [filled]) : .select(table.plan, all + [filled]),
            try call.schema(all + [filled]))
        let whole = try call.force(rows)
        return .table(Plan(try call.locating(argument: 2) { try Pivot.run(whole, call.evaluation.context) }))
    }

    /// A name for the values that no other column has.
    private static func free(_ wanted: String, _ keys: [NamedExpression], _ name: Field) -> String {
        var candidate = wanted
        while candidate == name.name || keys.contains(where: { $0.name == candidate }) { candidate += "_" }
        return candidate
    }
}
