import OctavoTable

/// Learns an embedding classifier: vectors of features and weights of classes together, in small batches one after the other, so that any
/// number of threads gives the same bits.
///
/// Joulin et al., "Bag of tricks for efficient text classification", EACL 2017; Duchi et al., "Adaptive subgradient methods", JMLR 12
/// (2011), one sum of squares a feature; Iyyer et al., "Deep unordered composition rivals syntactic methods", ACL 2015, for leaving out
/// features.
package struct EmbeddingTrainer: Sendable {
    package var dimensions = 64
    package var learningRate: Float = 0.1
    package var batchSize = 16
    package var epochs = 5
    /// The share of features that a text is learnt without.
    package var dropout: Float = 0.4
    package var schedule = LearningSchedule.linear
    /// Batches from one look at the validation rows to the next; once an epoch where `nil`.
    package var evaluationSteps: Int?
    /// Looks without a lower validation loss after which learning ends; never where `nil`.
    package var patience: Int?
    package var seed: UInt64 = 0
    package var rejectedShare: Double?
    package var rejectedLabel: String?
    /// Vectors of words at a distance from each other would add nothing to those of the words.
    private static let groups: Set<TextFeatureReader.Group> = [.words, .runs]
    /// From so many texts on, features of a single text are left out: they tell little and are many.
    private static let manyTexts = 2000

    package init() {}

    /// `labels` holds each text's class, a place in `names`, or `noClass`, from which nothing is learnt. The best by the loss on `validation`
    /// is kept where it holds texts; else confidence is that of a model of four fifths of the texts on the last fifth, which is what there is
    /// where the training is ended before it is over.
    package func train(
        _ examples: LabelledExamples, names: [String], validation: LabelledExamples? = nil, course: TrainingCourse
    ) throws -> TrainingResult {
        let known = examples.known
        if let validation, !validation.texts.isEmpty {
            let learnt = try learn("whole", known, names, validation, course)
            let model = HeldOutFit(validation, rejectedShare, rejectedLabel).model(learnt.classifier)
            return TrainingResult(model, curve: learnt.curve, end: learnt.end)
        }
        let (most, held) = known.divided(names: names.count)
        guard !held.texts.isEmpty, !most.texts.isEmpty else {
            let learnt = try learn("whole", known, names, nil, course)
            return TrainingResult(
                HeldOutFit.model(learnt.classifier, learntFrom: known), curve: learnt.curve, end: learnt.end)
        }
        // The work is done twice, of which this is the first half.
        let trial = try course.within(0..<0.5) { try learn("trial", most, names, nil, course) }
        let fit = HeldOutFit(held, rejectedShare, rejectedLabel).fit(trial.classifier)
        let ended = trial.ended(of: epochs, part: most)
        let learnt =
            trial.isWhole
            ? try course.within(0.5..<1) { try course.improving(on: ended) { try learn("whole", known, names, nil, course) } }
            : ended
        return TrainingResult(
            TextModel(learnt.classifier, fit.calibration, fit.rejection), curve: learnt.curve, end: learnt.end)
    }

    /// The classifier alone, with what training was like; `part` names it within the whole training.
    func learn(
        _ part: String, _ examples: LabelledExamples, _ names: [String], _ validation: LabelledExamples?,
        _ course: TrainingCourse
    ) throws -> LearntEmbedding {
        try course.part(part) {
            let (space, rows) = try FeatureLearning.learn(
                examples.texts, leastTexts: examples.texts.count >= Self.manyTexts ? 2 : 1, groups: Self.groups,
                threads: course.threads, cancellation: course.cancellation)
            let learning = EmbeddingLearning(
                self, space, rows, labels: examples.labels, names: names,
                validation: validation.map { HeldOutFit($0, nil, nil) })
            try course.learn(part, learning)
            return LearntEmbedding(
                learning.classifier, learning.curve,
                end: learning.wasEnded ? EarlyEnd(done: learning.epochs, of: epochs, part: nil) : nil)
        }
    }
}
