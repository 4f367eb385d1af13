import OctavoTable

/// The learning of an embedding, batch by batch: it can be left after any of them, written down, and gone on with to the same bits.
///
/// A class because the net's memory is.
final class EmbeddingLearning {
    private let trainer: EmbeddingTrainer
    private let names: [String]
    private let space: FeatureSpace
    private let examples: LearningExamples
    private let validation: HeldOutFit?
    private let perEpoch: Int
    private let total: Int
    private let between: Int

    private let net: EmbeddingNet
    private var order: [UInt32]
    private var random: SplitMix
    /// Batches so far.
    private(set) var step = 0
    private(set) var curve: [LearningPoint] = []
    private var since = (loss: 0.0, rows: 0)
    private var best: Best?
    private var looksWithout = 0
    /// Ended before its time.
    private(set) var wasEnded = false

    private struct Best {
        let loss: Double
        let classifier: EmbeddingClassifier
    }

    init(
        _ trainer: EmbeddingTrainer, _ space: FeatureSpace, _ rows: SparseRows, labels: [Int32], names: [String],
        validation: HeldOutFit?
    ) {
        self.trainer = trainer
        self.names = names
        self.space = space
        self.validation = validation
        examples = LearningExamples(rows, labels: labels, columns: space.count)
        net = EmbeddingNet(
            features: space.count, classes: names.count, dimensions: trainer.dimensions, mostRows: trainer.batchSize,
            seed: trainer.seed &+ 1)
        order = (0..<UInt32(labels.count)).map { $0 }
        random = SplitMix(seed: trainer.seed &+ 2)
        perEpoch = (order.count + trainer.batchSize - 1) / trainer.batchSize
        total = perEpoch * trainer.epochs
        between = trainer.evaluationSteps ?? perEpoch
    }

    // MARK: - How far it is

    /// Passes over the rows so far.
    var epochs: Double { Double(step) / Double(max(perEpoch, 1)) }
    var share: Double { total == 0 ? 1 : Double(step) / Double(total) }
    var rows: Int { step / max(perEpoch, 1) * order.count + step % max(perEpoch, 1) * trainer.batchSize }
    /// The mean of the rows since the last point of the curve.
    var loss: Double { since.rows > 0 ? since.loss / Double(since.rows) : curve.last?.loss ?? 0 }
    func isAtRest(every rows: Int) -> Bool { step % max(rows / trainer.batchSize, 1) == 0 }

    private var isLookDue: Bool { step > 0 && (step % between == 0 || step == total) && curve.last?.step != step }
    private var isOutOfPatience: Bool { trainer.patience.map { looksWithout > $0 } ?? false }
    var isOver: Bool { wasEnded || !isLookDue && (step >= total || isOutOfPatience) }

    /// The one of the lowest validation loss; the last without validation rows.
    var classifier: EmbeddingClassifier { best?.classifier ?? EmbeddingClassifier(names, space, net) }

    // MARK: - Going on

    /// Learns one batch, or looks at what the batches so far have led to. A look that `check` breaks off has not happened.
    func advance(check: () throws -> Void) throws {
        if isLookDue { try look(check) } else { learnBatch() }
    }

    /// Ends it before its time, with a last look.
    func end(check: () throws -> Void) throws {
        if curve.last?.step != step { try look(check) }
        wasEnded = true
    }

    private func learnBatch() {
        let (epoch, place) = step.quotientAndRemainder(dividingBy: perEpoch)
        if place == 0 {
            for left in stride(from: order.count, to: 1, by: -1) {
                order.swapAt(left - 1, Int(random.next(below: UInt64(left))))
            }
        }
        let start = place * trainer.batchSize
        let batch = order[start..<min(start + trainer.batchSize, order.count)]
        since.loss += net.learn(
            batch, of: examples, rate: rate(of: step),
            dropout: trainer.dropout, seed: trainer.seed &+ UInt64(epoch + 1) &* 0x9E37_79B9_7F4A_7C15)
        since.rows += batch.count
        step += 1
    }

    /// The size of the steps of a batch.
    private func rate(of batch: Int) -> Float { trainer.learningRate * trainer.schedule.share(Double(batch) / Double(total)) }

    private func look(_ check: () throws -> Void) throws {
        var measured: (loss: Double, accuracy: Double)?
        if let validation {
            let now = EmbeddingClassifier(names, space, net)
            let found = try validation.measure(now, check: check)
            if best == nil || found.loss < best?.loss ?? .infinity {
                best = Best(loss: found.loss, classifier: now)
                looksWithout = 0
            } else {
                looksWithout += 1
            }
            measured = found
        }
        curve.append(
            LearningPoint(
                step: step, epoch: epochs, loss: since.loss / Double(since.rows), validationLoss: measured?.loss,
                // As short as the number is written, and not with the digits that `Float` does not have.
                validationAccuracy: measured?.accuracy, rate: Double("\(rate(of: step - 1))")))
        since = (0, 0)
    }

    // MARK: - Checkpoints

    struct State {
        let settings: [(name: String, value: Datum)]
        let tensors: [Tensor]
    }

    /// All that a later process cannot find out by itself.
    var state: State {
        let settings: [(name: String, value: Datum)] = [
            (name: "step", value: .int(Int64(step))), (name: "rows", value: .int(Int64(since.rows))),
            (name: "looks_without", value: .int(Int64(looksWithout))), (name: "has_best", value: .int(best == nil ? 0 : 1)),
        ]
        var tensors = net.tensors
        tensors += [
            Tensor("order", [order.count], .uint32(order)), Tensor("random", [1], .uint64([random.state])),
            Tensor("losses", [2], .double([since.loss, best?.loss ?? 0])), LearningPoint.tensor(curve),
        ]
        if let best { tensors += best.classifier.tensors.map { $0.named("best/" + $0.name) } }
        return State(settings: settings, tensors: tensors)
    }

    /// Goes on where a state was taken. Throws `DamagedModel`, and stays as it is, where it is not of this learning.
    func restore(_ part: TrainingCheckpoint.Part) throws {
        let (settings, tensors) = (part.settings, part.tensors)
        let step = try settings.int("step")
        let order = try tensors.uint32("order", [order.count])
        guard step <= total, Set(order).count == order.count, order.allSatisfy({ $0 < UInt32(order.count) }) else {
            throw DamagedModel("its rows are not those of this training")
        }
        let (random, losses) = (try tensors.uint64("random", [1]), try tensors.double("losses", [2]))
        let curve = try LearningPoint.curve(tensors)
        let (rows, looksWithout) = (try settings.int("rows"), try settings.int("looks_without"))
        var best: Best?
        if try settings.int("has_best") > 0 {
            best = Best(
                loss: losses[1],
                classifier: try EmbeddingClassifier(
                    names: names,
                    settings: ModelSettings(.record([(name: "dimensions", value: .int(Int64(trainer.dimensions)))])),
                    tensors: tensors.part("best")))
        }
        try net.restore(tensors)
        self.step = step
        self.order = order
        self.random = SplitMix(seed: random[0])
        self.curve = curve
        since = (losses[0], rows)
        self.best = best
        self.looksWithout = looksWithout
    }
}
