package import OctavoTable

/// Two ways to label the same rows beside each other: models, prompts, or what two people said.
package struct PairedComparison: Sendable {
    /// What the second has right and the first wrong, and the other way round, as rows.
    package let fixed: [Int]
    package let broken: [Int]
    /// By how much the second's accuracy is higher, from -1 to 1, and its macro F1.
    package let accuracy: Difference
    package let f1: Difference
    package let test: McNemar

    /// By how much a measure of the second is above that of the first, with the interval that this stays in when rows are drawn anew, both
    /// answers to a row together; `nil` without rows.
    package struct Difference: Sendable, Equatable {
        package let value: Double?
        package let interval: ClosedRange<Double>?
    }

    /// Classes by their numbers below `classes`; no answer, which is wrong, is `nil`.
    package init(
        truths: [Int32], _ first: [Int32?], _ second: [Int32?], classes: Int, _ bootstrap: Bootstrap, groups: [Int32]? = nil,
        threads: Int = 1, cancellation: Cancellation
    ) throws {
        precondition(truths.count == first.count && truths.count == second.count, "the same rows")
        fixed = truths.indices.filter { first[$0] != truths[$0] && second[$0] == truths[$0] }
        broken = truths.indices.filter { first[$0] == truths[$0] && second[$0] != truths[$0] }
        test = McNemar(onlyFirst: broken.count, onlySecond: fixed.count)
        let found = try Difference.all(
            rows: truths.count, bootstrap, groups: groups, threads: threads, cancellation: cancellation
        ) { times in
            var (one, other) = (ClassCounts(classes: classes), ClassCounts(classes: classes))
            for row in truths.indices where times[row] > 0 {
                one.add(truth: Int(truths[row]), prediction: first[row].map { Int($0) }, times: Int(times[row]))
                other.add(truth: Int(truths[row]), prediction: second[row].map { Int($0) }, times: Int(times[row]))
            }
            // A whole number of rows by all of them: the difference of two shares would be another in its last digits.
            let accuracy = one.rows == 0 ? nil : Double(other.right - one.right) / Double(one.rows)
            return [accuracy, one.macroF1.flatMap { first in other.macroF1.map { $0 - first } }]
        }
        (accuracy, f1) = (found[0], found[1])
    }

    /// By how much the mean of the second is above that of the first.
    package static func meanDifference(
        _ first: [Double], _ second: [Double], _ bootstrap: Bootstrap, groups: [Int32]? = nil, threads: Int = 1,
        cancellation: Cancellation
    ) throws -> Difference {
        precondition(first.count == second.count, "the same rows")
        let differences = zip(first, second).map { $1 - $0 }
        // Most rows have no difference.
        let places = differences.indices.filter { differences[$0] != 0 }
        return try Difference.all(
            rows: differences.count, bootstrap, groups: groups, threads: threads, cancellation: cancellation
        ) { times in
            let rows = groups == nil ? differences.count : times.reduce(0) { $0 + Int($1) }
            return [rows == 0 ? nil : places.reduce(0) { $0 + Double(times[$1]) * differences[$1] } / Double(rows)]
        }[0]
    }
}

extension PairedComparison.Difference {
    /// Several differences of the same draws; `measure` is told how often each row comes.
    static func all(
        rows: Int, _ bootstrap: Bootstrap, groups: [Int32]?, threads: Int, cancellation: Cancellation,
        _ measure: @Sendable (_ times: [Int32]) -> [Double?]
    ) throws -> [Self] {
        let values = measure([Int32](repeating: 1, count: rows))
        let intervals = try bootstrap.intervals(
            rows: rows, groups: groups, threads: threads, cancellation: cancellation, measure)
        return zip(values, intervals).map { Self(value: $0, interval: $1) }
    }
}
