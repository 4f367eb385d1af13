import OctavoTable

/// Families that learn in one go: learnt once for the model, and where there are no validation rows once more without a fifth of the rows,
/// to see what scores mean.
package struct HeldOutTraining: Sendable {
    package var rejectedShare: Double?
    package var rejectedLabel: String?

    package init(rejectedShare: Double? = nil, rejectedLabel: String? = nil) {
        self.rejectedShare = rejectedShare
        self.rejectedLabel = rejectedLabel
    }

    /// `learn` is given examples of classes alone.
    package func model<Classifier: TextClassifier>(
        _ examples: LabelledExamples, names: [String], validation: LabelledExamples?,
        learn: (LabelledExamples) throws -> Classifier
    ) throws -> TextModel {
        if let validation, !validation.texts.isEmpty {
            return HeldOutFit(validation, rejectedShare, rejectedLabel).model(try learn(examples.known))
        }
        let (most, held) = examples.known.divided(names: names.count)
        guard !most.texts.isEmpty, !held.texts.isEmpty else {
            return HeldOutFit.model(try learn(examples.known), learntFrom: examples)
        }
        let fit = HeldOutFit(held, rejectedShare, rejectedLabel).fit(try learn(most))
        return TextModel(try learn(examples.known), fit.calibration, fit.rejection)
    }
}
