package import OctavoTable

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

    package struct Result: Sendable {
        package let model: TextModel
        package let curve: [LearningPoint]
    }

    /// `labels` holds each text's class, a place in `names`, or `noClass`, from which nothing is learnt. The best by the loss on `validation`
    /// is kept where it holds texts; else confidence is that of a model of four fifths of the texts on the last fifth.
    package func train(
        _ examples: LabelledExamples, names: [String], validation: LabelledExamples? = nil, threads: Int,
        cancellation: Cancellation, progress: ((LearningPoint, _ done: Double) -> Void)? = nil
    ) throws -> Result {
        let known = examples.known
        if let validation, !validation.texts.isEmpty {
            let (classifier, curve) = try learn(known, names, validation, threads, cancellation, progress)
            return Result(model: HeldOutFit(validation, rejectedShare, rejectedLabel).model(classifier), curve: curve)
        }
        let (most, held) = known.divided(names: names.count)
        var fit = HeldOutFit.Fit(.none, nil)
        if !held.texts.isEmpty, !most.texts.isEmpty {
            // The work is done twice, of which this is the first half.
            let (classifier, _) = try learn(most, names, nil, threads, cancellation) { progress?($0, $1 / 2) }
            fit = HeldOutFit(held, rejectedShare, rejectedLabel).fit(classifier)
        }
        let (classifier, curve) = try learn(known, names, nil, threads, cancellation) { progress?($0, ($1 + 1) / 2) }
        return Result(model: TextModel(classifier, fit.calibration, fit.rejection), curve: curve)
    }

    /// The classifier alone, with what training was like.
    func learn(
        _ examples: LabelledExamples, _ names: [String], _ validation: LabelledExamples?, _ threads: Int,
        _ cancellation: Cancellation,
        _ progress: ((LearningPoint, Double) -> Void)?
    ) throws -> (EmbeddingClassifier, [LearningPoint]) {
        let (space, rows) = try FeatureLearning.learn(
            examples.texts, leastTexts: examples.texts.count >= Self.manyTexts ? 2 : 1, groups: Self.groups, threads: threads,
            cancellation: cancellation)
        let learning = LearningExamples(rows, labels: examples.labels, columns: space.count)
        let net = EmbeddingNet(
            features: space.count, classes: names.count, dimensions: dimensions, mostRows: batchSize, seed: seed &+ 1)
        var order = (0..<UInt32(examples.texts.count)).map { $0 }
        var random = SplitMix(seed: seed &+ 2)
        let perEpoch = (order.count + batchSize - 1) / batchSize
        let total = perEpoch * epochs
        let between = evaluationSteps ?? perEpoch
        var (step, since) = (0, (loss: 0.0, rows: 0))
        var curve: [LearningPoint] = []
        var best: (loss: Double, classifier: EmbeddingClassifier)?
        var looksWithout = 0
        learning: for epoch in 0..<epochs {
            for left in stride(from: order.count, to: 1, by: -1) {
                order.swapAt(left - 1, Int(random.next(below: UInt64(left))))
            }
            for start in stride(from: 0, to: order.count, by: batchSize) {
                try cancellation.check()
                let batch = order[start..<min(start + batchSize, order.count)]
                since.loss += net.learn(
                    batch, of: learning, rate: learningRate * schedule.share(Double(step) / Double(total)), dropout: dropout,
                    seed: seed &+ UInt64(epoch + 1) &* 0x9E37_79B9_7F4A_7C15)
                since.rows += batch.count
                step += 1
                guard step % between == 0 || step == total else { continue }
                let now = validation.map { _ in EmbeddingClassifier(names, space, net) }
                let measured = now.flatMap { classifier in validation.map { HeldOutFit($0, nil, nil).measure(classifier) } }
                let point = LearningPoint(
                    step: step, epoch: Double(step) / Double(perEpoch), loss: since.loss / Double(since.rows),
                    validationLoss: measured?.loss, validationAccuracy: measured?.accuracy)
                since = (0, 0)
                curve.append(point)
                progress?(point, Double(step) / Double(total))
                guard let now, let measured else { continue }
                if best == nil || measured.loss < best?.loss ?? .infinity {
                    best = (measured.loss, now)
                    looksWithout = 0
                } else {
                    looksWithout += 1
                    if let patience, looksWithout > patience { break learning }
                }
            }
        }
        return (best?.classifier ?? EmbeddingClassifier(names, space, net), curve)
    }
}
