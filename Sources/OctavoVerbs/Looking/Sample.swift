package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let sample = Verb(
        step: "sample", .looking, "Keeps rows chosen by a seed, in their own order.",
        notes: "The same seed chooses the same rows everywhere. All rows stay when there are fewer than `n`.",
        examples: [Example("table([{n: 1}, {n: 2}, {n: 3}]) | sample(3) | count", gives: "3")],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("n", Int.self, "How many rows."),
        Parameter("seed", default: 0, "0", "Chooses among the possible samples.")
    ) { call, table, n, seed in
        call.step(
            .sample(table.plan, count: try call.rowCount(n), seed: UInt64(bitPattern: Int64(seed))), table.plan.schema)
    }
}
