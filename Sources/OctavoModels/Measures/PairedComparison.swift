package import OctavoTable

/// Two ways to answer the same rows beside each other: models, prompts, or what two people said.
package struct PairedComparison: Sendable {
    /// What the second has right and the first wrong, and the other way round, as rows.
    package let fixed: [Int]
    package let broken: [Int]
    /// How much better the second is, from -1 to 1; `nil` without rows.
    package let difference: Double?
    package let interval: ClosedRange<Double>?
    package let test: McNemar

    /// Whether each is right, row by row.
    package init(
        _ first: [Bool], _ second: [Bool], _ bootstrap: Bootstrap, groups: [Int32]? = nil, threads: Int = 1,
        cancellation: Cancellation
    ) throws {
        precondition(first.count == second.count, "the same rows")
        fixed = first.indices.filter { !first[$0] && second[$0] }
        broken = first.indices.filter { first[$0] && !second[$0] }
        test = McNemar(onlyFirst: broken.count, onlySecond: fixed.count)
        let found = try Self.meanDifference(
            first.map { $0 ? 1 : 0 }, second.map { $0 ? 1 : 0 }, bootstrap, groups: groups, threads: threads,
            cancellation: cancellation)
        (difference, interval) = (found.value, found.interval)
    }

    /// By how much the mean of the second is above that of the first, with the interval that it stays in when rows are drawn anew, both of
    /// a row together.
    package static func meanDifference(
        _ first: [Double], _ second: [Double], _ bootstrap: Bootstrap, groups: [Int32]? = nil, threads: Int = 1,
        cancellation: Cancellation
    ) throws -> (value: Double?, interval: ClosedRange<Double>?) {
        precondition(first.count == second.count, "the same rows")
        guard !first.isEmpty else { return (nil, nil) }
        let differences = zip(first, second).map { $1 - $0 }
        // Most rows have no difference.
        let places = differences.indices.filter { differences[$0] != 0 }
        let interval = try bootstrap.intervals(
            rows: differences.count, groups: groups, threads: threads, cancellation: cancellation
        ) { times in
            let rows = groups == nil ? differences.count : times.reduce(0) { $0 + Int($1) }
            return [rows == 0 ? nil : places.reduce(0) { $0 + Double(times[$1]) * differences[$1] } / Double(rows)]
        }
        return (differences.reduce(0, +) / Double(differences.count), interval[0])
    }
}
