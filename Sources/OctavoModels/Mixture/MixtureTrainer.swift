import CKernels
import OctavoTable

/// Learns a linear and an embedding classifier, and how much each counts, by texts that neither has learnt from.
package struct MixtureTrainer: Sendable {
    package var linear = LinearTrainer()
    package var embedding = EmbeddingTrainer()
    package var rejectedShare: Double?
    package var rejectedLabel: String?
    /// The vectors take some of the file.
    private static let mostLinearBytes = 11_000_000
    private static let weights = stride(from: 0.0, through: 1.0, by: 0.05).map { $0 }

    package init() {}

    /// As of the two trainers. Without `validation` the mean of two models of four fifths of the texts is what there is where the training is
    /// ended before it is over.
    package func train(
        _ examples: LabelledExamples, names: [String], validation: LabelledExamples? = nil, course: TrainingCourse
    ) throws -> TrainingResult {
        if let validation, !validation.texts.isEmpty {
            let pair = try learn("whole", examples, names, validation, course)
            let (mixture, fit) = mixed(pair, HeldOutFit(validation, rejectedShare, rejectedLabel), pair)
            return result(TextModel(mixture, fit.calibration, fit.rejection), pair)
        }
        let (most, held) = examples.divided(names: names.count)
        guard !held.texts.isEmpty, !most.known.texts.isEmpty else {
            let pair = try learn("whole", examples, names, nil, course)
            let mixture = MixtureClassifier(pair.linear, .none, pair.embedding.classifier, .none, weight: 0.5)
            return result(HeldOutFit.model(mixture, learntFrom: examples), pair)
        }
        // The work is done twice, of which this is the first half.
        let trial = try course.within(0..<0.5) { try learn("trial", most, names, held, course) }
        let ended = Pair(linear: trial.linear, embedding: trial.embedding.ended(of: embedding.epochs, part: most))
        let pair =
            trial.embedding.isWhole
            ? try course.within(0.5..<1) { try course.improving(on: ended) { try learn("whole", examples, names, nil, course) } }
            : ended
        let (mixture, fit) = mixed(trial, HeldOutFit(held, rejectedShare, rejectedLabel), pair)
        return result(TextModel(mixture, fit.calibration, fit.rejection), pair)
    }

    private func result(_ model: TextModel, _ pair: Pair) -> TrainingResult {
        TrainingResult(model, curve: pair.embedding.curve, end: pair.embedding.end)
    }

    private struct Pair {
        let linear: LinearClassifier
        let embedding: LearntEmbedding
    }

    private func learn(
        _ part: String, _ examples: LabelledExamples, _ names: [String], _ validation: LabelledExamples?,
        _ course: TrainingCourse
    ) throws -> Pair {
        var linear = linear
        linear.mostBytes = Self.mostLinearBytes
        let one = try course.part(part + "-linear") {
            LearntLinear(
                try linear.classifier(examples, names: names, threads: course.threads, cancellation: course.cancellation))
        }
        return Pair(
            linear: one.classifier,
            embedding: try embedding.learn(part + "-embedding", examples.known, names, validation, course))
    }

    /// A linear classifier as part of a longer training.
    private struct LearntLinear: TrainingPart {
        let classifier: LinearClassifier

        init(_ classifier: LinearClassifier) { self.classifier = classifier }

        var isWhole: Bool { true }
        var settings: [(name: String, value: Datum)] { classifier.settings }
        var tensors: [Tensor] { classifier.tensors }

        init(_ part: TrainingCheckpoint.Part) throws {
            classifier = try LinearClassifier(names: part.names, settings: part.settings, tensors: part.tensors)
        }
    }

    /// Fits confidence and weight to the scores of `trial`, and uses them for `pair`.
    private func mixed(_ trial: Pair, _ held: HeldOutFit, _ pair: Pair) -> (MixtureClassifier, HeldOutFit.Fit) {
        let (one, other) = (held.fit(trial.linear).calibration, held.fit(trial.embedding.classifier).calibration)
        let ones = rows(trial.linear, one, held.examples)
        let others = rows(trial.embedding.classifier, other, held.examples)
        // Of equals the first stays.
        var best = (loss: Double.infinity, weight: 0.5)
        for weight in Self.weights {
            let loss = held.examples.labels.enumerated().reduce(0.0) { total, row in
                let label = Int(row.element)
                return total
                    - octavo_log(
                        max(
                            weight * ones[row.offset].probabilities[label] + (1 - weight)
                                * others[row.offset].probabilities[label],
                            1e-30))
            }
            if loss < best.loss { best = (loss, weight) }
        }
        let mixture = MixtureClassifier(pair.linear, one, pair.embedding.classifier, other, weight: best.weight)
        let weight = best.weight
        let fit = held.fit(classes: mixture.names.count) { place in
            let (one, other) = (ones[place], others[place])
            return (
                MixtureClassifier.mean(one.probabilities, other.probabilities, weight),
                weight * one.energy + (1 - weight) * other.energy
            )
        }
        return (mixture, fit)
    }

    private func rows(
        _ classifier: some TextClassifier, _ calibration: Calibration, _ examples: LabelledExamples
    ) -> [(probabilities: [Double], energy: Double)] {
        let scorer = classifier.makeScorer()
        return examples.texts.map { text in
            let scores = scorer.scores(text)
            return (calibration.probabilities(scores[...]), calibration.energy(scores[...]))
        }
    }
}
