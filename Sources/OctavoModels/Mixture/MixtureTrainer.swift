import CKernels
package import OctavoTable

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

    /// As of the two trainers.
    package func train(
        _ examples: LabelledExamples, names: [String], validation: LabelledExamples? = nil, threads: Int,
        cancellation: Cancellation, progress: ((LearningPoint, _ done: Double) -> Void)? = nil
    ) throws -> EmbeddingTrainer.Result {
        if let validation, !validation.texts.isEmpty {
            let (pair, curve) = try learn(examples, names, validation, threads, cancellation, progress)
            let (mixture, fit) = mixed(pair, HeldOutFit(validation, rejectedShare, rejectedLabel), pair)
            return EmbeddingTrainer.Result(model: TextModel(mixture, fit.calibration, fit.rejection), curve: curve)
        }
        let (most, held) = examples.divided(names: names.count)
        guard !held.texts.isEmpty, !most.known.texts.isEmpty else {
            let (pair, curve) = try learn(examples, names, nil, threads, cancellation, progress)
            let mixture = MixtureClassifier(pair.linear, .none, pair.embedding, .none, weight: 0.5)
            return EmbeddingTrainer.Result(model: TextModel(mixture, .none), curve: curve)
        }
        // The work is done twice, of which this is the first half.
        let (trial, _) = try learn(most, names, held, threads, cancellation) { progress?($0, $1 / 2) }
        let (pair, curve) = try learn(examples, names, nil, threads, cancellation) { progress?($0, ($1 + 1) / 2) }
        let (mixture, fit) = mixed(trial, HeldOutFit(held, rejectedShare, rejectedLabel), pair)
        return EmbeddingTrainer.Result(model: TextModel(mixture, fit.calibration, fit.rejection), curve: curve)
    }

    private struct Pair {
        let linear: LinearClassifier
        let embedding: EmbeddingClassifier
    }

    private func learn(
        _ examples: LabelledExamples, _ names: [String], _ validation: LabelledExamples?, _ threads: Int,
        _ cancellation: Cancellation,
        _ progress: ((LearningPoint, Double) -> Void)?
    ) throws -> (Pair, [LearningPoint]) {
        var linear = linear
        linear.mostBytes = Self.mostLinearBytes
        let one = try linear.classifier(examples, names: names, threads: threads, cancellation: cancellation)
        let (other, curve) = try embedding.learn(examples.known, names, validation, threads, cancellation, progress)
        return (Pair(linear: one, embedding: other), curve)
    }

    /// Fits confidence and weight to the scores of `trial`, and uses them for `pair`.
    private func mixed(_ trial: Pair, _ held: HeldOutFit, _ pair: Pair) -> (MixtureClassifier, HeldOutFit.Fit) {
        let (one, other) = (held.fit(trial.linear).calibration, held.fit(trial.embedding).calibration)
        let ones = rows(trial.linear, one, held.examples)
        let others = rows(trial.embedding, other, held.examples)
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
        let mixture = MixtureClassifier(pair.linear, one, pair.embedding, other, weight: best.weight)
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
