/// How often a model is right where it answers only what it is sure of. Rows of equal confidence are kept or left together.
///
/// Geifman and El-Yaniv, "Selective classification for deep neural networks" (2017).
package struct CoverageCurve: Sendable {
    package struct Point: Sendable, Equatable {
        /// The least confidence that is answered.
        package let threshold: Double
        /// The share of rows that is answered.
        package let coverage: Double
        /// Of those the share that is right.
        package let accuracy: Double
    }

    /// One a confidence that occurs, falling.
    package let points: [Point]
    /// The mean of the share of wrong answers over all coverages (AURC): 0 where nothing is wrong; of as many wrong answers the lower the less sure they are.
    package let area: Double?

    /// A confidence that is no number is the least. `rows` counts those too that have no answer at any confidence; `area` is over the
    /// others.
    package init(confidences: [Double], isRight: [Bool], rows: Int? = nil) {
        let all = Double(max(rows ?? 0, confidences.count))
        precondition(confidences.count == isRight.count, "a confidence for every row")
        let values = confidences.map { $0.isNaN ? -Double.infinity : $0 }
        let order = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
        var points: [Point] = []
        var (answered, wrong, sum) = (0, 0, 0.0)
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            let count = end - start
            let missed = order[start..<end].count { !isRight[$0] }
            // Within a run the wrong ones are met evenly, whatever the order of rows.
            for place in 1...count {
                sum += (Double(wrong) + Double(missed) * Double(place) / Double(count)) / Double(answered + place)
            }
            answered += count
            wrong += missed
            points.append(
                Point(
                    threshold: values[order[start]], coverage: Double(answered) / all,
                    accuracy: Double(answered - wrong) / Double(answered)))
            start = end
        }
        self.points = points
        area = order.isEmpty ? nil : sum / Double(order.count)
    }

    /// The first point that covers each share, each point once.
    package func thinned(to shares: [Double]) -> [Point] {
        var kept: [Point] = []
        for share in shares {
            guard let point = points.first(where: { $0.coverage >= share - 1e-12 }) else { continue }
            if kept.last != point { kept.append(point) }
        }
        return kept
    }
}
