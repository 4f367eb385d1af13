package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let tail = Verb(
        step: "tail", .looking, "Keeps the last rows.",
        examples: [Example("table([{n: 1}, {n: 2}, {n: 3}]) | tail(1)", gives: "|   n |\n| --: |\n|   3 |")],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("n", default: 10, "10", "How many rows.")
    ) { call, table, n in
        call.step(.tail(table.plan, try call.rowCount(n)), table.plan.schema)
    }
}
