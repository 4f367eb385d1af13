import CKernels
package import OctavoTable

/// Makes scores probabilities: the softmax of the scores times one factor, mixed with an equal share for every class. The factor
/// makes scores as sharp as they deserve; the share stands for labels that no score foresees.
///
/// Guo et al., "On calibration of modern neural networks", ICML 2017; the factor is one over their temperature.
package struct Calibration: Sendable, Equatable {
    package var factor: Double
    /// What is divided among all classes, from 0 to 1.
    package var share: Double
    /// How probabilities are made of scores of classes that were each learnt against all others; `nil` where the softmax tells them better.
    package var sigmoids: Sigmoids?

    /// A sigmoid of each score, of which all are made to add up to 1, mixed with an equal share for every class. Unlike the softmax it grows no
    /// surer with a score that is high enough, and knows when no score is.
    ///
    /// Platt, "Probabilistic outputs for support vector machines" (1999), one sigmoid for all classes; Zadrozny and Elkan, "Transforming
    /// classifier scores into accurate multiclass probability estimates", KDD 2002.
    package struct Sigmoids: Sendable, Equatable {
        package var factor: Double
        /// The score that is as good as even.
        package var middle: Double
        package var share: Double

        package init(factor: Double, middle: Double, share: Double) {
            self.factor = factor
            self.middle = middle
            self.share = share
        }
    }

    package init(factor: Double, share: Double, sigmoids: Sigmoids? = nil) {
        self.factor = factor
        self.share = share
        self.sigmoids = sigmoids
    }

    /// Of scores that nothing is known about.
    package static let none = Calibration(factor: 1, share: 0)

    /// The probability of the class with this place among the scores.
    package func probability(of place: Int, in scores: ArraySlice<Float>) -> Double {
        probability(scores[scores.startIndex + place], Whole(self, scores), classes: scores.count)
    }

    /// The probability of every class.
    package func probabilities(_ scores: ArraySlice<Float>) -> [Double] {
        let whole = Whole(self, scores)
        return scores.map { probability($0, whole, classes: scores.count) }
    }

    /// The logarithm of the sum of the powers of the sharpened scores: how much speaks for any class at all.
    package func energy(_ scores: ArraySlice<Float>) -> Double {
        let most = scores.max() ?? 0
        return factor * Double(most) + octavo_log(PackedScores.sumOfPowers(scores, factor: factor, most: most))
    }

    /// What the shares of all scores of a row add up to.
    struct Whole {
        let sum: Double
        let most: Float

        init(_ calibration: Calibration, _ scores: ArraySlice<Float>) {
            if let sigmoids = calibration.sigmoids {
                most = 0
                sum = PackedScores.sumOfSigmoids(scores, factor: sigmoids.factor, middle: sigmoids.middle)
            } else {
                most = scores.max() ?? 0
                sum = PackedScores.sumOfPowers(scores, factor: calibration.factor, most: most)
            }
        }
    }

    /// The share of a score in the whole, before all classes get theirs.
    func portion(_ score: Float, _ whole: Whole) -> Double {
        guard let sigmoids else { return octavo_power(factor * Double(score - whole.most)) / whole.sum }
        return octavo_sigmoid(sigmoids.factor * (Double(score) - sigmoids.middle)) / whole.sum
    }

    private func probability(_ score: Float, _ whole: Whole, classes: Int) -> Double {
        let share = sigmoids?.share ?? share
        return (1 - share) * portion(score, whole) + share / Double(classes)
    }

    // MARK: - Files

    package var fields: [(name: String, value: Datum)] {
        [(name: "factor", value: .float(factor)), (name: "share", value: .float(share))]
            + (sigmoids.map { sigmoids in
                [
                    (
                        name: "sigmoids",
                        value: .record([
                            (name: "factor", value: .float(sigmoids.factor)), (name: "middle", value: .float(sigmoids.middle)),
                            (name: "share", value: .float(sigmoids.share)),
                        ])
                    )
                ]
            } ?? [])
    }

    /// Throws `DamagedModel`.
    package init(_ fields: ModelSettings) throws {
        self.init(factor: try fields.float("factor"), share: try fields.float("share"))
        guard fields["sigmoids"] != nil else { return }
        let own = ModelSettings(.record(try fields.record("sigmoids")))
        sigmoids = Sigmoids(factor: try own.float("factor"), middle: try own.float("middle"), share: try own.float("share"))
    }
}
