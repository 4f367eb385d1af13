/// Whether differences of pairs are as likely above 0 as below it: their distances from 0 are ranked, and the ranks of those above are added.
/// Differences of 0 say nothing and are left out; equal distances share the mean of their ranks.
///
/// Wilcoxon, "Individual comparisons by ranking methods" (1945).
package struct SignedRankTest: Sendable, Equatable {
    package enum Method: String, Sendable {
        /// Over all signs that the same distances could have.
        case exact
        /// By the normal distribution, with the variance that ties leave.
        case normal
    }

    package let method: Method
    /// The probability of so uneven ranks between equals, on either side.
    package let p: Double
    /// The sum of the ranks above 0.
    package let sum: Double
    /// So many differences are tested exactly: their 2⁵⁰ signs are still counted without rounding.
    package static let mostExact = 50

    package init(_ differences: some Sequence<Double>) {
        let known = differences.filter { $0 != 0 && !$0.isNaN }.sorted { $0.magnitude < $1.magnitude }
        // Twice each rank, which is whole even where two share theirs.
        var ranks: [Int] = []
        var ties = 0.0
        var start = 0
        while start < known.count {
            var end = start + 1
            while end < known.count, known[end].magnitude == known[start].magnitude { end += 1 }
            ranks += Array(repeating: start + 1 + end, count: end - start)
            let size = Double(end - start)
            ties += size * (size * size - 1)
            start = end
        }
        let above = zip(known, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
        sum = Double(above) / 2
        let count = Double(known.count)
        if known.count <= Self.mostExact {
            method = .exact
            p = Self.exact(ranks, above)
        } else {
            method = .normal
            let variance = (count * (count + 1) * (2 * count + 1) - ties / 2) / 24
            let distance = (sum - count * (count + 1) / 4).magnitude
            p = min(2 * NormalDistribution.cumulative(-distance / variance.squareRoot()), 1)
        }
    }

    /// Of all subsets of the ranks, the share whose sum is as far from the middle.
    private static func exact(_ ranks: [Int], _ above: Int) -> Double {
        let all = ranks.reduce(0, +)
        var counts = [Double](repeating: 0, count: all + 1)
        counts[0] = 1
        for rank in ranks {
            for sum in stride(from: all, through: rank, by: -1) { counts[sum] += counts[sum - rank] }
        }
        let tail = counts[0...min(above, all - above)].reduce(0, +)
        return min(2 * tail / counts.reduce(0, +), 1)
    }
}
