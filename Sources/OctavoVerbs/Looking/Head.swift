package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let head = Verb(
        step: "head", .looking, "Keeps the first rows.",
        notes: "Only as much of the input is read as these rows need.",
        examples: [Example("table([{n: 1}, {n: 2}, {n: 3}]) | head(2)", gives: "|   n |\n| --: |\n|   1 |\n|   2 |")],
        searchTerms: ["limit", "take", "top"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("n", default: 10, "10", "How many rows.")
    ) { call, table, n in
        call.step(.slice(table.plan, from: 0, count: try call.rowCount(n)), table.plan.schema)
    }
}
