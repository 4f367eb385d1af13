/// When two texts are near duplicates, and how such pairs are looked for.
package struct Resemblance: Sendable, Equatable {
    /// The least share of shingles in common, of all that the two texts have: Jaccard's index.
    package let threshold: Double
    /// Bands of a sketch: two texts are met where all values of one band are the same.
    package let bands: Int
    /// Values in a band.
    package let rows: Int
    /// Of all values so many are the same where two texts that are met are compared.
    let leastAgreement: Int

    /// Lower thresholds would make nearly all texts candidates of each other.
    package static let thresholds = 0.5...1.0
    /// Pairs at the threshold itself that have a band in common, at the least.
    private static let leastRecall = 0.99
    /// Pairs at the threshold itself that agree in too few values, at the most.
    private static let mostMistaken = 0.0001

    /// As many values a band as find pairs at the threshold surely enough: at 0.8 it is 12 bands of four, which find 99.8 in 100 of
    /// them, and 99.98 at 0.85.
    package init(threshold: Double = 0.8) {
        self.threshold = min(max(threshold, Self.thresholds.lowerBound), Self.thresholds.upperBound)
        var rows = 1
        for more in 2...10 where Self.recall(self.threshold, rows: more) >= Self.leastRecall { rows = more }
        self.rows = rows
        bands = MinHash.count / rows
        leastAgreement = Self.leastAgreement(self.threshold)
    }

    /// The chance that a pair which is so much alike has a band in common.
    private static func recall(_ likeness: Double, rows: Int) -> Double {
        let same = (0..<rows).reduce(1.0) { product, _ in product * likeness }
        return 1 - (0..<MinHash.count / rows).reduce(1.0) { product, _ in product * (1 - same) }
    }

    /// Each value is the same by a chance that is the likeness, so their number has a binomial distribution.
    private static func leastAgreement(_ likeness: Double) -> Int {
        guard likeness < 1 else { return MinHash.count }
        var chance = (0..<MinHash.count).reduce(1.0) { product, _ in product * (1 - likeness) }
        var (sum, agreement) = (0.0, 0)
        while sum + chance <= mostMistaken {
            sum += chance
            chance *= Double(MinHash.count - agreement) / Double(agreement + 1) * likeness / (1 - likeness)
            agreement += 1
        }
        return agreement
    }
}
