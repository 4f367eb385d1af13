/// Rows of one class against all others, from the highest score for the class to the lowest. Rows of equal scores stand together, so that
/// their order changes nothing.
package struct Ranking: Sendable {
    /// Rows by falling score.
    private let order: [Int32]
    /// Where each run of equal scores ends in `order`.
    private let ends: [Int32]
    private let isPositive: [Bool]
    /// The score of each run.
    package let thresholds: [Double]
    /// The rows of the class that score at least as high as each threshold, and those of others.
    package let truePositives: [Int]
    package let falsePositives: [Int]

    package var positives: Int { truePositives.last ?? 0 }
    package var negatives: Int { falsePositives.last ?? 0 }

    /// A score that is no number stands last.
    package init(_ scores: [Double], isPositive: [Bool]) {
        precondition(scores.count == isPositive.count, "a score for every row")
        let scores = scores.map { $0.isNaN ? -Double.infinity : $0 }
        let order = scores.indices.map { Int32($0) }.sorted { (scores[Int($1)], $0) < (scores[Int($0)], $1) }
        var (ends, thresholds): ([Int32], [Double]) = ([], [])
        var (above, others): ([Int], [Int]) = ([], [])
        var (hits, misses) = (0, 0)
        for (place, row) in order.enumerated() {
            if isPositive[Int(row)] { hits += 1 } else { misses += 1 }
            if place + 1 < order.count, scores[Int(order[place + 1])] == scores[Int(row)] { continue }
            ends.append(Int32(place + 1))
            thresholds.append(scores[Int(row)])
            above.append(hits)
            others.append(misses)
        }
        (self.order, self.ends, self.isPositive, self.thresholds) = (order, ends, isPositive, thresholds)
        (truePositives, falsePositives) = (above, others)
    }

    /// The chance that a row of the class scores higher than one of the others, equal scores half: the area under the ROC curve. `nil`
    /// where either is missing.
    package var area: Double? { area(truePositives, falsePositives) }

    /// The same where each row comes as often as `times` says.
    package func area(times: [Int32]) -> Double? {
        let (hits, misses) = counts(times)
        return area(hits, misses)
    }

    /// The precision at each row of the class that is found, in the mean: the area under the curve of precision and recall without
    /// interpolation. `nil` where the class has no row.
    package var averagePrecision: Double? { averagePrecision(truePositives, falsePositives) }

    package func averagePrecision(times: [Int32]) -> Double? {
        let (hits, misses) = counts(times)
        return averagePrecision(hits, misses)
    }

    private func counts(_ times: [Int32]) -> (truePositives: [Int], falsePositives: [Int]) {
        var (above, others): ([Int], [Int]) = ([], [])
        above.reserveCapacity(ends.count)
        others.reserveCapacity(ends.count)
        var (hits, misses, place) = (0, 0, 0)
        for end in ends {
            while place < end {
                let row = Int(order[place])
                if isPositive[row] { hits += Int(times[row]) } else { misses += Int(times[row]) }
                place += 1
            }
            above.append(hits)
            others.append(misses)
        }
        return (above, others)
    }

    private func area(_ truePositives: [Int], _ falsePositives: [Int]) -> Double? {
        guard let positives = truePositives.last, let negatives = falsePositives.last, positives > 0, negatives > 0 else {
            return nil
        }
        // Twice the number of pairs in the right order, which is whole.
        var pairs = 0
        var (hits, misses) = (0, 0)
        for (above, others) in zip(truePositives, falsePositives) {
            pairs += (above - hits) * (2 * (negatives - others) + others - misses)
            (hits, misses) = (above, others)
        }
        return Double(pairs) / 2 / (Double(positives) * Double(negatives))
    }

    private func averagePrecision(_ truePositives: [Int], _ falsePositives: [Int]) -> Double? {
        guard let positives = truePositives.last, positives > 0 else { return nil }
        var (sum, hits) = (0.0, 0)
        for (above, others) in zip(truePositives, falsePositives) where above > hits {
            sum += Double(above - hits) / Double(positives) * (Double(above) / Double(above + others))
            hits = above
        }
        return sum
    }

    // MARK: - Curves

    /// The share of the class that is found where this share of the others is taken for it, on the line between the curve's points.
    package func truePositiveRate(at rate: Double) -> Double? {
        guard positives > 0, negatives > 0 else { return nil }
        let wanted = rate * Double(negatives)
        var before = (0.0, 0.0)
        for (above, others) in zip(truePositives, falsePositives) {
            let point = (Double(others), Double(above))
            if point.0 > wanted {
                let found = before.1 + (point.1 - before.1) * (wanted - before.0) / (point.0 - before.0)
                return found / Double(positives)
            }
            before = point
        }
        return before.1 / Double(positives)
    }

    /// The precision where the class is first found in this share.
    package func precision(atRecall recall: Double) -> Double? {
        guard positives > 0 else { return nil }
        for (above, others) in zip(truePositives, falsePositives)
        where above > 0 && Double(above) >= recall * Double(positives) - 1e-9 {
            return Double(above) / Double(above + others)
        }
        return nil
    }
}
