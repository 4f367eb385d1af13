import CKernels

/// Whether two ways to answer the same rows are equally often right: only rows count that one has right and the other wrong, and if both
/// were equally good such a row would be either's with even odds.
///
/// McNemar, "Note on the sampling error of the difference between correlated proportions or percentages" (1947).
package struct McNemar: Sendable, Equatable {
    package enum Method: String, Sendable {
        /// The binomial probability of a split at least as uneven.
        case exact
        /// Half of the probability of the split itself is left out, since the exact test rejects too seldom. Fagerland, Lydersen and Laake,
        /// "The McNemar test for binary matched-pairs data: mid-p and asymptotic are better than exact conditional" (2013).
        case middle = "mid-p"
    }

    package let method: Method
    /// The probability of so uneven a split between equals, on either side.
    package let p: Double
    /// Fewer rows that differ are tested exactly.
    package static let fewRows = 25

    /// The rows that the first alone has right, and those that the second alone has.
    package init(onlyFirst: Int, onlySecond: Int) {
        let all = onlyFirst + onlySecond
        let least = min(onlyFirst, onlySecond)
        method = all < Self.fewRows ? .exact : .middle
        let tail = Self.tail(least, of: all)
        switch method {
        case .exact: p = min(2 * tail.upTo, 1)
        case .middle: p = min(2 * tail.upTo - tail.at, 1)
        }
    }

    /// The probabilities that of `count` even draws `least` are heads, and that at most `least` are.
    private static func tail(_ least: Int, of count: Int) -> (at: Double, upTo: Double) {
        let logarithm = logFactorial(count) - logFactorial(least) - logFactorial(count - least) - Double(count) * octavo_log(2)
        let at = octavo_exp(logarithm)
        var (ratio, sum) = (1.0, 1.0)
        var heads = least
        while heads > 0, ratio > 1e-18 * sum {
            ratio *= Double(heads) / Double(count - heads + 1)
            sum += ratio
            heads -= 1
        }
        return (at, at * sum)
    }

    /// ln n!, from 20 on by Stirling's series, whose next term is below 1e-16 there.
    private static func logFactorial(_ number: Int) -> Double {
        guard number >= 20 else { return number < 2 ? 0 : octavo_log((2...number).reduce(1.0) { $0 * Double($1) }) }
        let n = Double(number)
        let series =
            1 / (12 * n) - 1 / (360 * n * n * n) + 1 / (1260 * n * n * n * n * n) - 1 / (1680 * n * n * n * n * n * n * n)
        return n * octavo_log(n) - n + octavo_log(2 * Double.pi * n) / 2 + series
    }
}
