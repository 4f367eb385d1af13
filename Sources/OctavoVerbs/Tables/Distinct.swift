package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let distinct = Verb(
        step: "distinct", .tables, "Keeps the first row of each distinct value of the columns, or of the whole row.",
        examples: [Example("table([{k: \"a\"}, {k: \"b\"}, {k: \"a\"}]) | distinct(.k) | count", gives: "2")],
        searchTerms: ["unique_rows", "dedup", "drop_duplicates", "uniq"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("columns", Rest<Selection>.self, "What must differ; none means the whole row.")
    ) { call, table, columns in
        let keys = try columns.elements.enumerated().map { place, selection in
            NamedExpression("\(place)", try call.resolve(selection.expression, over: table.plan.schema))
        }
        return call.step(.distinct(table.plan, keys), table.plan.schema)
    }
}
