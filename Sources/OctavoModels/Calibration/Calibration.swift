import CKernels

/// Makes scores probabilities: the softmax of the scores times one factor, mixed with an equal share for every class. The factor
/// makes scores as sharp as they deserve; the share stands for labels that no score foresees.
///
/// Guo et al., "On calibration of modern neural networks", ICML 2017; the factor is one over their temperature.
package struct Calibration: Sendable, Equatable {
    package var factor: Double
    /// What is divided among all classes, from 0 to 1.
    package var share: Double

    package init(factor: Double, share: Double) {
        self.factor = factor
        self.share = share
    }

    /// Of scores that nothing is known about.
    package static let none = Calibration(factor: 1, share: 0)

    /// The probability of a class by its score, the largest one, and the sum of the powers of all.
    private func probability(_ score: Float, most: Float, sum: Double, classes: Int) -> Double {
        (1 - share) * octavo_power(factor * Double(score - most)) / sum + share / Double(classes)
    }

    /// The probability of the class with this place among the scores.
    package func probability(of place: Int, in scores: ArraySlice<Float>) -> Double {
        let most = scores.max() ?? 0
        return probability(
            scores[scores.startIndex + place], most: most, sum: PackedScores.sumOfPowers(scores, factor: factor, most: most),
            classes: scores.count)
    }

    /// The probability of every class.
    package func probabilities(_ scores: ArraySlice<Float>) -> [Double] {
        let most = scores.max() ?? 0
        let sum = PackedScores.sumOfPowers(scores, factor: factor, most: most)
        return scores.map { probability($0, most: most, sum: sum, classes: scores.count) }
    }

    /// The logarithm of the sum of the powers of the sharpened scores: how much speaks for any class at all.
    package func energy(_ scores: ArraySlice<Float>) -> Double {
        let most = scores.max() ?? 0
        return factor * Double(most) + octavo_log(PackedScores.sumOfPowers(scores, factor: factor, most: most))
    }

    // MARK: - Fitting

    /// Rows that are looked at: two numbers need no more.
    private static let mostRows = 4000
    private static let shares = [0, 0.001, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.08]

    /// What makes the classes of rows most probable; the scores must not have been learnt from these rows.
    static func fit(_ labels: [Int32], classes: Int, scores: (_ row: Int) -> [Float]) -> Calibration {
        guard classes > 1, !labels.isEmpty else { return .none }
        let step = (labels.count + mostRows - 1) / mostRows
        let rows = stride(from: 0, to: labels.count, by: step).map { row -> Row in
            let scores = scores(row)
            return Row(own: scores[Int(labels[row])], most: scores.max() ?? 0, scores: scores)
        }
        var best = (loss: Double.infinity, calibration: Calibration.none)
        for share in shares {
            let found = lowest { loss(rows, Calibration(factor: octavo_exp($0), share: share), classes) }
            if found.loss < best.loss { best = (found.loss, Calibration(factor: octavo_exp(found.place), share: share)) }
        }
        return best.calibration
    }

    private struct Row {
        let own: Float
        let most: Float
        let scores: [Float]
    }

    private static func loss(_ rows: [Row], _ calibration: Calibration, _ classes: Int) -> Double {
        rows.reduce(0) { total, row in
            let sum = PackedScores.sumOfPowers(row.scores[...], factor: calibration.factor, most: row.most)
            // Without a share a class may be as good as impossible.
            return total - octavo_log(max(calibration.probability(row.own, most: row.most, sum: sum, classes: classes), 1e-300))
        }
    }

    /// The golden section of the logarithms of factors, for a loss with one lowest place.
    private static func lowest(_ loss: (Double) -> Double) -> (loss: Double, place: Double) {
        let section = (5.0.squareRoot() - 1) / 2
        var (low, high) = (-2.0, 4.5)
        var (left, right) = (high - section * (high - low), low + section * (high - low))
        var (lossLeft, lossRight) = (loss(left), loss(right))
        while high - low > 0.02 {
            if lossLeft <= lossRight {
                (high, right, lossRight) = (right, left, lossLeft)
                left = high - section * (high - low)
                lossLeft = loss(left)
            } else {
                (low, left, lossLeft) = (left, right, lossRight)
                right = low + section * (high - low)
                lossRight = loss(right)
            }
        }
        return lossLeft <= lossRight ? (lossLeft, left) : (lossRight, right)
    }
}
