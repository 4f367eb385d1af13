/// The keys and aggregates of groups, and where each first appeared.
struct FinishedGroups: Sendable {
    struct Failure: Sendable {
        let aggregate: Int
        let first: UInt64
        let error: any Error
    }

    let columns: [Column]
    let firsts: [UInt64]
    let failure: Failure?

    /// All groups of parts that share none, in the order of their first rows. Throws what the first of the groups fails with.
    static func joined(_ parts: [FinishedGroups], _ summary: GroupSummary, _ context: ExecutionContext) throws -> Chunk {
        let failures = parts.compactMap(\.failure)
        if let first = failures.min(by: { ($0.aggregate, $0.first) < ($1.aggregate, $1.first) }) {
            try summary.aggregates[first.aggregate].locating { throw first.error }
        }
        let firsts = parts.count == 1 ? parts[0].firsts : parts.flatMap(\.firsts)
        let types = summary.keyTypes + summary.aggregates.map(\.type)
        let isOrdered = zip(firsts, firsts.dropFirst()).allSatisfy { $0 < $1 }
        if parts.count == 1, isOrdered { return try summary.finish(parts[0].columns, count: firsts.count) }
        try context.cancellation.check()
        let order = SortKernels.ascending(firsts)
        let columns = try Parallel.map(Array(types.indices), threads: context.threads) { place in
            try context.cancellation.check()
            let all = try Column.concatenated(parts.map { $0.columns[place] }, type: types[place])
            return isOrdered ? all : try all.gathered(order)
        }
        return try summary.finish(columns, count: firsts.count)
    }
}
