package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let select = Verb(
        step: "select", .tables, "Keeps exactly these columns, in this order; `name: expr` computes one.",
        examples: [
            Example(
                "table([{a: 1, b: 2, c: 3}]) | select(.c, sum: .a + .b)",
                gives: "|   c | sum |\n| --: | --: |\n|   3 |   3 |")
        ],
        searchTerms: ["project", "pick"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("columns", Rest<Selection>.self, "Columns, or `name: expr`.")
    ) { call, table, columns in
        let named = try call.named(columns.elements, over: table.plan.schema)
        return call.step(.select(table.plan, named), try call.schema(named))
    }
}
