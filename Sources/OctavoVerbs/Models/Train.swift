package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let train = Verb(
        "train", .models, "Trains a model that tells a label from a text.",
        notes: """
            `linear`, the default, weighs words, pairs of neighbours, pairs of words at a distance and runs of two to five characters, and learns \
            each label against all others (a support vector machine, squared hinge loss); a higher `cost:` fits the rows closer, a lower one \
            trusts them less. `embedding` learns a vector for each of these features, and labels that are linear in their mean, batch by batch. \
            `auto` is the mean of both, weighed by rows that neither has learnt from: a little better, and slower. `naive_bayes` counts how rare \
            features are in all other labels, and is there at once; `nearest` asks the most similar rows. An option that the model has \
            no use for is said in a warning.

            The same rows give the same model to the bit, on any number of threads. Confidence is calibrated: on the rows of `validate:` where \
            there are some, else on scores of rows by a model that did not see them. With `validate:` the model of the lowest validation loss \
            is kept, and `early_stopping: n` ends the training after n looks without a lower one. Rows whose text or label is null are left out.

            A training that is broken off, by Ctrl-C or a kill, goes on where it was when the same call is run again, and ends in the same bytes. At \
            the prompt Ctrl-C gives the best so far of `embedding` and `auto`, said in a warning and on the model's card; once more gives \
            nothing.

            Rows whose label is `other:` are of none of the labels: no label is learnt from them, all keep away from them. A text that is \
            less familiar than the share `reject:` of rows with labels is given `other:`, or null where there is none.

            `model: "openai:gpt-4o-mini"` has a provider train its model: rows become conversations of `system:`, the text, and the label as the \
            answer; they are checked and counted, and refused beyond `limits:`, before any is sent. The training is followed to its end, also by \
            the same call after a crash; an interrupt cancels it. What it gives is a record, whose `model` is asked by \
            `ask(…, provider: "openai", model: r.model)`.

            `config:` reads options from a file such as `config/model_config.yaml`; those of the call come first.
            """,
        parameters: TrainingParameters.all, returns: .object("model"), effects: .readsFiles,
        examples: [
            Example(
                """
                t = table([
                  {q: "book a room", l: "book"}, {q: "i want to book two rooms", l: "book"},
                  {q: "cancel my stay", l: "cancel"}, {q: "please cancel the room", l: "cancel"},
                ])
                m = train(t, text: .q, label: .l)
                m.labels
                predict("book me a room", m).label
                """, gives: "[\"book\", \"cancel\"]\n\"book\"")
        ],
        searchTerms: ["fit", "classifier", "svm", "logistic_regression", "fasttext", "sklearn", "learn", "epochs", "fine_tune"],
        checking: .runsBody
    ) { call, arguments in try Training.value(call, arguments, isNoted: true) }
}

/// One training: rows read, a model learnt, what is known of it written on its card.
struct Training {
    private let call: Call
    private let options: TrainingOptions
    private let columns: LabelledTexts.Columns
    private let isNoted: Bool

    private init(_ call: Call, _ options: TrainingOptions, _ columns: LabelledTexts.Columns, isNoted: Bool) {
        self.call = call
        self.options = options
        self.columns = columns
        self.isNoted = isNoted
    }

    /// What a call of `train` gives. Trainings that are only parts of a search or of a validation need not be noted.
    static func value(_ call: Call, _ arguments: BoundArguments, isNoted: Bool) throws -> Value {
        guard let subject = arguments.single[0] else { return .null }
        if subject.value.isUnknown { return .unknown(.object("model")) }
        let table = try TableArgument.decode(subject, in: call, parameter: TrainingParameters.all[0])
        let inputs = try TrainingInputs(call, arguments)
        let columns = try LabelledTexts.columns(call, table.plan.schema, text: inputs.text, label: inputs.label)
        if let validate = inputs.validate {
            _ = try LabelledTexts.columns(call, validate.schema, text: inputs.text, label: inputs.label)
        }
        if let name = inputs.remoteName { return try remote(name, inputs, columns, table.plan, call, isNoted: isNoted) }
        let options = try TrainingOptions(inputs)
        options.warnOfUnused()
        if call.isChecking { return .unknown(.object("model")) }
        return .object(try Training(call, options, columns, isNoted: isNoted).run(table.plan))
    }

    /// A training by a provider. Searches and validations would begin many.
    private static func remote(
        _ name: String, _ inputs: TrainingInputs, _ columns: LabelledTexts.Columns, _ plan: Plan, _ call: Call, isNoted: Bool
    ) throws -> Value {
        guard isNoted else {
            throw Diagnostic(
                "not-supported", "`\(name)` is trained by a provider, and this would begin many trainings there",
                at: inputs.reader.place("model"), help: ["`train(t, …, model: \"\(name)\")` begins one"])
        }
        let settings = try RemoteSettings(name, inputs.reader, inputs.config, validate: inputs.validate)
        call.record(.asks)
        settings.warnOfUnused()
        if call.isChecking { return .unknown(RemoteTraining.type) }
        return try RemoteTraining(call, settings, columns).run(plan)
    }

    private func run(_ plan: Plan) throws -> ModelValue {
        let context = call.evaluation.context
        let rows = try LabelledTexts(plan, columns, other: options.other, call, context)
        try rows.checkLabels(call)
        try rows.checkMemory(call, context)
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
            inputs: [columns.text.name], label: columns.label.name, rows: rows.examples.texts.count,
            validationRows: held?.texts.count ?? 0, data: rows.digest, parameters: options.facts)
        if let end = result.end {
            // Whoever does not wait for the best so far wants none of what follows either.
            try context.cancellation.check()
            EarlyEnding(end).note(on: &card, names: rows.names)
            call.warn(EarlyEnding(end).warning(card, curve, goesOn: keeper?.hasKept ?? false))
        } else {
            checkpoints?.remove()
        }
        warnOfNothingLearnt(curve, labels: rows.names.count)
        let run = TrainingRun(
            started: started, seconds: keeper?.seconds ?? Double(call.capabilities.now() - started) / 1e6, code: call.range.text,
            source: call.range.source.name, model: model.kind, parameters: card.parameters, data: card.data, rows: card.rows,
            validationRows: card.validationRows, labels: model.names.count, curve: curve.map(LearningCurve.datum),
            threads: context.mostThreads)
        return ModelValue(model, card, curve: curve, run: isNoted ? call.note(run) : "")
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
            keeper: keeper, progress: tell)
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

    private func tell(_ progress: TrainingProgress) {
        func rounded(_ number: Double, _ factor: Double) -> String { DatumText.float((number * factor).rounded() / factor) }
        var detail = "loss \(rounded(progress.loss, 1000))"
        if let accuracy = progress.last?.validationAccuracy { detail += ", validation \(rounded(accuracy * 100, 10)) %" }
        call.evaluation.context.progress?(
            ExecutionContext.Progress(
                step: "train", rows: progress.rows, fraction: progress.done, begun: progress.from, detail: detail))
    }
}
