import CKernels
package import OctavoTable

/// The weighted mean of the probabilities of a linear and an embedding classifier, which err on different texts.
package struct MixtureClassifier: TextClassifier {
    package static let kind = "auto"
    let linear: LinearClassifier
    let linearCalibration: Calibration
    let embedding: EmbeddingClassifier
    let embeddingCalibration: Calibration
    /// What the linear classifier's probabilities count, from 0 to 1.
    package let weight: Double

    init(
        _ linear: LinearClassifier, _ linearCalibration: Calibration, _ embedding: EmbeddingClassifier,
        _ embeddingCalibration: Calibration, weight: Double
    ) {
        self.linear = linear
        self.linearCalibration = linearCalibration
        self.embedding = embedding
        self.embeddingCalibration = embeddingCalibration
        self.weight = weight
    }

    package var names: [String] { linear.names }
    package var featureCount: Int { max(linear.featureCount, embedding.featureCount) }

    package func makeScorer() -> any TextScorer {
        Scorer(
            linear.makeScorer(), linearCalibration, embedding.makeScorer(), embeddingCalibration, weight)
    }

    /// The logarithms of the mean's probabilities.
    private final class Scorer: TextScorer {
        private let linear: any TextScorer
        private let linearCalibration: Calibration
        private let embedding: any TextScorer
        private let embeddingCalibration: Calibration
        private let weight: Double

        init(
            _ linear: any TextScorer, _ linearCalibration: Calibration, _ embedding: any TextScorer,
            _ embeddingCalibration: Calibration, _ weight: Double
        ) {
            self.linear = linear
            self.linearCalibration = linearCalibration
            self.embedding = embedding
            self.embeddingCalibration = embeddingCalibration
            self.weight = weight
        }

        /// The mean of both. The logarithms of probabilities, which add up to 1 for every text, no longer tell it.
        private(set) var energy: Double?

        func scores(_ text: String) -> [Float] {
            let (one, other) = (linear.scores(text), embedding.scores(text))
            energy = weight * linearCalibration.energy(one[...]) + (1 - weight) * embeddingCalibration.energy(other[...])
            return MixtureClassifier.mean(
                linearCalibration.probabilities(one[...]), embeddingCalibration.probabilities(other[...]), weight)
        }
    }

    /// What has a logarithm.
    static let leastProbability = 1e-30

    static func mean(_ one: [Double], _ other: [Double], _ weight: Double) -> [Float] {
        zip(one, other).map { Float(octavo_log(max(weight * $0 + (1 - weight) * $1, leastProbability))) }
    }

    // MARK: - Files

    package var settings: [(name: String, value: Datum)] {
        [
            (name: "weight", value: .float(weight)), (name: "linear", value: .record(linearCalibration.fields)),
            (name: "embedding", value: .record(embeddingCalibration.fields)),
            (name: "embedding_settings", value: .record(embedding.settings)),
        ]
    }

    package var tensors: [Tensor] {
        linear.tensors.map { $0.named("linear/" + $0.name) } + embedding.tensors.map { $0.named("embedding/" + $0.name) }
    }

    package init(names: [String], settings: ModelSettings, tensors: Tensors) throws {
        func calibration(_ name: String) throws -> Calibration {
            try Calibration(ModelSettings(.record(try settings.record(name))))
        }
        self.init(
            try LinearClassifier(names: names, settings: ModelSettings(nil), tensors: tensors.part("linear")),
            try calibration("linear"),
            try EmbeddingClassifier(
                names: names, settings: ModelSettings(.record(try settings.record("embedding_settings"))),
                tensors: tensors.part("embedding")),
            try calibration("embedding"), weight: try settings.float("weight"))
    }
}
