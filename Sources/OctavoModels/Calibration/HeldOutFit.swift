import CKernels

/// Fits what makes scores probabilities to examples that a classifier has not learnt from.
struct HeldOutFit {
    let examples: LabelledExamples
    let rejectedShare: Double?
    let rejectedLabel: String?

    init(_ examples: LabelledExamples, _ rejectedShare: Double?, _ rejectedLabel: String?) {
        self.examples = examples.known
        self.rejectedShare = rejectedShare
        self.rejectedLabel = rejectedLabel
    }

    struct Fit {
        let calibration: Calibration
        let rejection: Rejection?

        init(_ calibration: Calibration, _ rejection: Rejection?) {
            self.calibration = calibration
            self.rejection = rejection
        }
    }

    func fit(_ classifier: some TextClassifier) -> Fit {
        let scorer = classifier.makeScorer()
        return fit(classes: classifier.names.count, isOneAgainstRest: type(of: classifier).isOneAgainstRest) { place in
            let scores = scorer.scores(examples.texts[place])
            return (scores, scorer.energy)
        }
    }

    /// `score` gives the scores of the example at a place, and its energy where that is more than they say.
    func fit(classes: Int, isOneAgainstRest: Bool = false, score: (Int) -> (scores: [Float], energy: Double?)) -> Fit {
        let calibration = Calibration.fit(examples.labels, classes: classes, isOneAgainstRest: isOneAgainstRest) {
            score($0).scores
        }
        return Fit(
            calibration,
            rejectedShare.map { share in
                let energies = examples.labels.indices.map { place in
                    let (scores, energy) = score(place)
                    return energy ?? calibration.energy(scores[...])
                }
                return Rejection(least: Rejection.least(of: energies, share: share), label: rejectedLabel)
            })
    }

    func model(_ classifier: some TextClassifier) -> TextModel {
        let fit = fit(classifier)
        return TextModel(classifier, fit.calibration, fit.rejection)
    }

    /// The model of examples that are too few to hold some out. What is learnt from foresees itself, so that it makes no score surer; but no
    /// score is left surer than so few can show.
    static func model(_ classifier: some TextClassifier, learntFrom examples: LabelledExamples) -> TextModel {
        let found = HeldOutFit(examples, nil, nil).fit(classifier).calibration
        return TextModel(classifier, found.factor < 1 && found.sigmoids == nil ? found : .none)
    }

    /// Texts from one `check` to the next.
    private static let textsBetween = 64

    /// The mean loss, in nats, and the accuracy of scores as they are. `check` may break it off.
    func measure(
        _ classifier: some TextClassifier, check: () throws -> Void
    ) rethrows -> (loss: Double, accuracy: Double) {
        let scorer = classifier.makeScorer()
        var (loss, right) = (0.0, 0)
        for (place, label) in examples.labels.enumerated() {
            if place % Self.textsBetween == 0 { try check() }
            let scores = scorer.scores(examples.texts[place])
            let best = scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }
            if best == Int(label) { right += 1 }
            let probability = Calibration.none.probability(of: Int(label), in: scores[...])
            loss -= octavo_log(max(probability, 1e-300))
        }
        let count = Double(max(examples.texts.count, 1))
        return (loss / count, Double(right) / count)
    }
}
