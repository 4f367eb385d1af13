package import OctavoTable

/// A classifier whose scores are probabilities, and which may say that a text is of no class.
package struct TextModel: ClassifyingModel {
    package let classifier: any TextClassifier
    package var calibration: Calibration
    /// `nil` where every text is given a class.
    package var rejection: Rejection?

    package init(_ classifier: any TextClassifier, _ calibration: Calibration, _ rejection: Rejection? = nil) {
        self.classifier = classifier
        self.calibration = calibration
        self.rejection = rejection
    }

    package var kind: String { type(of: classifier).kind }
    package var names: [String] { classifier.names }
    package var featureCount: Int { classifier.featureCount }
    package var readsTexts: Bool { true }

    package func makePredictor() -> any ClassPredictor { Predictor(self) }

    /// Predicts texts one after another, in memory of its own; used by one thread at a time.
    package struct Predictor: ClassPredictor {
        private let scorer: any TextScorer
        private let calibration: Calibration
        private let rejection: Rejection?

        package init(_ model: TextModel) {
            scorer = model.classifier.makeScorer()
            calibration = model.calibration
            rejection = model.rejection
        }

        /// The most probable class.
        package func predict(_ text: String) -> ClassPrediction {
            let scores = scorer.scores(text)
            var best = 0
            for place in scores.indices where scores[place] > scores[best] { best = place }
            return ClassPrediction(
                label: best, confidence: calibration.probability(of: best, in: scores[...]),
                isRejected: rejection.map { (scorer.energy ?? calibration.energy(scores[...])) < $0.least } ?? false)
        }

        /// The probability of every class.
        package func probabilities(_ text: String) -> [Double] { calibration.probabilities(scorer.scores(text)[...]) }

        /// The same with how familiar the text is: the larger, the more it is like those of some class.
        package func probabilitiesAndEnergy(_ text: String) -> (probabilities: [Double], energy: Double) {
            let scores = scorer.scores(text)
            return (calibration.probabilities(scores[...]), scorer.energy ?? calibration.energy(scores[...]))
        }

        package func predict(_ row: [Datum]) -> ClassPrediction { predict(row.first?.text ?? "") }

        package func probabilitiesAndEnergy(_ row: [Datum]) -> (probabilities: [Double], energy: Double) {
            probabilitiesAndEnergy(row.first?.text ?? "")
        }
    }
}

/// When a text is of none of the classes: its energy is low.
///
/// Liu et al., "Energy-based out-of-distribution detection", NeurIPS 2020.
package struct Rejection: Sendable, Equatable {
    /// The least energy of a text that is given a class.
    package let least: Double
    /// What the label of others is; none where `nil`.
    package let label: String?

    package init(least: Double, label: String?) {
        self.least = least
        self.label = label
    }

    /// The threshold that this share of texts of known classes falls below, by their energies.
    package static func least(of energies: [Double], share: Double) -> Double {
        guard !energies.isEmpty else { return -.infinity }
        let sorted = energies.sorted()
        return sorted[min(Int(share * Double(sorted.count)), sorted.count - 1)]
    }
}
