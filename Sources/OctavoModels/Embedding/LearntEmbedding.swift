import OctavoTable

/// What the learning of an embedding gives, whole or ended before its time.
struct LearntEmbedding: TrainingPart {
    let classifier: EmbeddingClassifier
    let curve: [LearningPoint]
    let end: EarlyEnd?

    init(_ classifier: EmbeddingClassifier, _ curve: [LearningPoint], end: EarlyEnd?) {
        self.classifier = classifier
        self.curve = curve
        self.end = end
    }

    /// The same as what a training gives that is ended here; `part` is what it learnt from.
    func ended(of epochs: Int, part: LabelledExamples) -> LearntEmbedding {
        LearntEmbedding(
            classifier, curve, end: EarlyEnd(done: end?.done ?? curve.last?.epoch ?? 0, of: epochs, part: .texts(part)))
    }

    // MARK: - Checkpoints

    var isWhole: Bool { end == nil }
    var names: [String] { classifier.names }
    var settings: [(name: String, value: Datum)] { classifier.settings }
    var tensors: [Tensor] { classifier.tensors + [LearningPoint.tensor(curve)] }

    init(_ part: TrainingCheckpoint.Part) throws {
        self.init(
            try EmbeddingClassifier(names: part.names, settings: part.settings, tensors: part.tensors),
            try LearningPoint.curve(part.tensors), end: nil)
    }
}
