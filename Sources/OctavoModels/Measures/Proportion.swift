/// A share of rows, and how far it may be from that of all rows there could be.
package struct Proportion: Sendable, Equatable {
    package let count: Int
    package let rows: Int

    package init(_ count: Int, of rows: Int) {
        self.count = count
        self.rows = rows
    }

    /// `nil` where there are no rows.
    package var value: Double? { rows == 0 ? nil : Double(count) / Double(rows) }

    /// Wilson, "Probable inference, the law of succession, and statistical inference" (1927): right for few rows and for shares near 0 and 1.
    package func interval(confidence: Double) -> ClosedRange<Double>? {
        guard let value else { return nil }
        let z = NormalDistribution.quantile((1 + confidence) / 2)
        let n = Double(rows)
        let center = (value + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
        // Rounding must not leave the share itself outside.
        return max(min(center - half, value), 0)...min(max(center + half, value), 1)
    }
}
