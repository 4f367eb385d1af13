import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Texts with their labels read, a model learnt, what is known of it written on its card.
struct TextTraining {
    private let call: Call
    private let options: TrainingOptions
    private let columns: TrainingColumns
    private let isNoted: Bool

    init(_ call: Call, _ options: TrainingOptions, _ columns: TrainingColumns, isNoted: Bool) {
        self.call = call
        self.options = options
        self.columns = columns
        self.isNoted = isNoted
    }

    func run(_ plan: Plan) throws -> ModelValue {
        let context = call.evaluation.context
        let rows = try LabelledTexts(plan, columns, other: options.other, call, context)
        try rows.checkLabels(call)
        try rows.checkMemory(call)
        let held = try options.validate.map {
            try LabelledTexts($0, columns, other: options.other, call, context).known(to: rows.names)
        }
        context.progress?(ExecutionContext.Progress(step: "train", rows: nil, fraction: nil))
        let started = call.capabilities.now()
        let checkpoints = makeCheckpoints(rows, held)
        let keeper = checkpoints?.makeKeeper()
        let result = try learn(rows, held, keeper)
        if let problem = keeper?.problem { checkpoints?.warnOfDamage(problem) }
        let (model, curve) = (result.model, result.curve)
        var card = ModelCard(
            inputs: columns.inputs.map(\.name), label: columns.label.name, rows: rows.examples.texts.count,
            validationRows: held?.texts.count ?? 0, data: rows.digest, parameters: options.facts)
        if let end = result.end {
            // Whoever does not wait for the best so far wants none of what follows either.
            try context.cancellation.check()
            if case .texts(let part)? = end.part {
                card.rows = part.texts.count
                card.data = LabelledTexts.digest(part, rows.names)
            }
            let ending = EarlyEnding(end, of: .epoch)
            ending.note(on: &card)
            call.warn(ending.warning(card, curve, goesOn: keeper?.hasKept ?? false))
        } else {
            checkpoints?.remove()
        }
        warnOfNothingLearnt(curve, labels: rows.names.count)
        return call.value(of: model, card, curve, started: started, seconds: keeper?.seconds, isNoted: isNoted)
    }

    /// Those of a family that learns step by step.
    private func makeCheckpoints(_ rows: LabelledTexts, _ held: LabelledExamples?) -> TrainingCheckpoints? {
        guard isNoted, options.kind.learnsByStep else { return nil }
        return TrainingCheckpoints(
            call, options.facts, data: rows.digest, held: held.map { LabelledTexts.digest($0, rows.names) }, names: rows.names)
    }

    private func learn(_ rows: LabelledTexts, _ held: LabelledExamples?, _ keeper: CheckpointKeeper?) throws -> TrainingResult {
        let context = call.evaluation.context
        let course = TrainingCourse(
            threads: context.mostThreads, cancellation: context.cancellation, endsEarly: isNoted && context.endsEarly,
            keeper: keeper, progress: call.tell)
        switch options.kind {
        case .linear:
            let model = try options.linear.train(
                rows.examples, names: rows.names, validation: held, threads: context.mostThreads,
                cancellation: context.cancellation)
            return TrainingResult(model)
        case .embedding:
            return try options.embedding.train(rows.examples, names: rows.names, validation: held, course: course)
        case .naiveBayes:
            return try learnAtOnce(rows, held) { examples in
                try NaiveBayesClassifier.learn(
                    examples, names: rows.names, smoothing: options.smoothing, threads: context.mostThreads,
                    cancellation: context.cancellation)
            }
        case .nearest:
            return try learnAtOnce(rows, held) { examples in
                try NearestClassifier.learn(
                    examples, names: rows.names, neighbours: options.neighbours, threads: context.mostThreads,
                    cancellation: context.cancellation)
            }
        case .auto:
            var trainer = MixtureTrainer()
            trainer.linear = options.linear
            trainer.embedding = options.embedding
            trainer.rejectedShare = options.rejectedShare
            trainer.rejectedLabel = options.other
            return try trainer.train(rows.examples, names: rows.names, validation: held, course: course)
        case .trees: preconditionFailure("trees learn from columns")
        case .response: preconditionFailure("responses are learnt from conversations")
        }
    }

    /// A model of a family that has no learning curve.
    private func learnAtOnce(
        _ rows: LabelledTexts, _ held: LabelledExamples?, _ learn: (LabelledExamples) throws -> some TextClassifier
    ) throws -> TrainingResult {
        let training = HeldOutTraining(rejectedShare: options.rejectedShare, rejectedLabel: options.other)
        return TrainingResult(try training.model(rows.examples, names: rows.names, validation: held, learn: learn))
    }

    /// A loss like that of a guess says that the steps were too small, or far too large.
    private func warnOfNothingLearnt(_ curve: [LearningPoint], labels: Int) {
        guard let last = curve.last?.loss, last > 0.9 * LearningPoint.lossOfGuessing(labels) else { return }
        call.warn(
            Diagnostic(
                "nothing-learnt",
                "after \(Quantity.of(options.embedding.epochs, "epoch")) the loss is \(DatumText.float((last * 1000).rounded() / 1000)): "
                    + "hardly anything was learnt", severity: .warning,
                notes: [
                    "a model that guesses among \(Quantity.of(labels, "label")) has \(DatumText.float((LearningPoint.lossOfGuessing(labels) * 1000).rounded() / 1000))"
                ],
                help: [
                    "`learning_rate` is \(options.embedding.learningRate): 0.1 suits most texts; or more `epochs`"
                ]))
    }
}
