/// When two texts are near duplicates, and how such pairs are looked for.
package struct Resemblance: Sendable, Equatable {
    /// The least share of shingles in common, of all that the two texts have: Jaccard's index.
    package let threshold: Double
    /// Bands of a sketch: two texts are compared where all values of one band are the same.
    package let bands: Int
    /// Values in a band.
    package let rows: Int

    /// Lower thresholds would make nearly all texts candidates of each other.
    package static let thresholds = 0.5...1.0
    /// Pairs at the threshold itself that have a band in common, at the least.
    private static let leastRecall = 0.99

    /// As many values a band as find pairs at the threshold surely enough: at 0.8 it is 16 bands of five, which find 99.8 in 100 of
    /// them, and 99.99 at 0.85.
    package init(threshold: Double = 0.8) {
        self.threshold = min(max(threshold, Self.thresholds.lowerBound), Self.thresholds.upperBound)
        var rows = 1
        for more in 2...10 where Self.recall(self.threshold, rows: more) >= Self.leastRecall { rows = more }
        self.rows = rows
        bands = MinHash.count / rows
    }

    /// The chance that a pair which is so much alike has a band in common.
    private static func recall(_ likeness: Double, rows: Int) -> Double {
        let same = (0..<rows).reduce(1.0) { product, _ in product * likeness }
        return 1 - (0..<MinHash.count / rows).reduce(1.0) { product, _ in product * (1 - same) }
    }
}
