package import OctavoTable

/// Two ways to tell a number of the same rows beside each other.
package struct PairedNumbers: Sendable {
    /// Rows of which the second is nearer to the truth, and those of which the first is.
    package let nearer: [Int]
    package let farther: [Int]
    /// By how much the second's mean error and root of the mean squared error are larger: below 0 it is better.
    package let mae: PairedComparison.Difference
    package let rmse: PairedComparison.Difference
    /// Of how much nearer each row is.
    package let test: SignedRankTest

    /// All numbers are finite.
    package init(
        truths: [Double], _ first: [Double], _ second: [Double], _ bootstrap: Bootstrap, groups: [Int32]? = nil,
        threads: Int = 1, cancellation: Cancellation
    ) throws {
        let one = NumberMeasures(truths: truths, predictions: first)
        let other = NumberMeasures(truths: truths, predictions: second)
        let gains = truths.indices.map { (first[$0] - truths[$0]).magnitude - (second[$0] - truths[$0]).magnitude }
        nearer = gains.indices.filter { gains[$0] > 0 }
        farther = gains.indices.filter { gains[$0] < 0 }
        test = SignedRankTest(gains)
        let found = try PairedComparison.Difference.all(
            rows: truths.count, bootstrap, groups: groups, threads: threads, cancellation: cancellation
        ) { times in
            [NumberMeasures.Measure.mae, .rmse].map { measure in
                one.value(measure, times: times).flatMap { first in other.value(measure, times: times).map { $0 - first } }
            }
        }
        (mae, rmse) = (found[0], found[1])
    }
}
