package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let train = Verb(
        "train", .models, "Trains a model that tells a label or an answer from a text, or a label or number from columns.",
        notes: """
            `linear`, the default, weighs words, pairs of neighbours, pairs of words at a distance and runs of two to five characters, and learns \
            each label against all others (a support vector machine, squared hinge loss); a higher `cost:` fits the rows closer, a lower one \
            trusts them less. `embedding` learns a vector for each of these features, and labels that are linear in their mean, batch by batch. \
            `auto` is the mean of both, weighed by rows that neither has learnt from: a little better, and slower. `naive_bayes` counts how rare \
            features are in all other labels, and is there at once; `nearest` asks the most similar rows. An option that the model has \
            no use for is said in a warning.

            `columns:` are learnt from by `trees`: small decision trees one after the other, each from what those before it left open (gradient \
            boosting over bins, leaf by leaf). Numbers, times and dates are divided by bounds; text is of categories, of which the 254 most \
            frequent are told apart; null goes where it fits best. A label of text, bool or date is one of classes, an int or float is a \
            number: of that `predict` gives a `prediction` and what nine in ten truths lie between, `low` and `high`. As many `rounds:` are \
            kept as tell most of rows that were held out: those of `validate:`, or every fifth, which is learnt from afterwards too (of more \
            than 50,000 rows 10,000 are held out, and stay so).

            `response` answers in words: `label:` is the column of answers, `context:` that of the turns before, and `predict` gives a `response` with \
            its `confidence`, the chance that its `response_relevance` is a half or more. The rows that are most like the query and its last turns vote, \
            and of all answers the one is given that has most in common with their answers. Numbers, names and dates that an answer has from its own \
            conversation are filled in from the new one, those that it has from elsewhere make it an answer that nobody else is given, unless several \
            rows say the same and none says it otherwise. Rows of one conversation stand together, for the confidence is fitted to fifths of the rows \
            one after the other.

            The same rows give the same model to the bit, on any number of threads. Confidence is calibrated: on the rows of `validate:` where \
            there are some, else on scores of rows by a model that did not see them; few such rows make no label certain. With `validate:` the model of the lowest validation loss \
            is kept, and `early_stopping: n` ends the training after n looks without a lower one. Rows whose text or label is null are left out, \
            of numbers also infinite ones.

            A training that is broken off, by Ctrl-C or a kill, goes on where it was when the same call is run again, and ends in the same bytes. At \
            the prompt Ctrl-C gives the best so far of `embedding`, `auto` and `trees` (which begin anew), said in a warning and on the model's \
            card; once more gives nothing.

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
                """, gives: "[\"book\", \"cancel\"]\n\"book\""),
            Example(
                """
                homes = table(map(1..201, {area: mod(. * 37, 90) + 20, garden: mod(., 3) == 0, rent: (mod(. * 37, 90) + 20) * 12 + (if mod(., 3) == 0 then 100 else 0)}))
                m = train(homes, columns: [.area, .garden], label: .rent)
                round(predict({area: 50, garden: true}, m).prediction)
                """, gives: "698.0"),
            Example(
                """
                t = table([
                  {q: "When does the pool open?", a: "It opens at seven every day."}, {q: "Is the pool open at night?", a: "It opens at seven every day."},
                  {q: "A room for 2, please.", a: "A room for 2, until when?"}, {q: "I need a room for 4.", a: "A room for 4, until when?"},
                ])
                m = train(t, text: .q, label: .a, model: "response")
                predict("Have you a room for 3?", m).response
                predict("When can I use the pool?", m).response
                """, gives: "\"A room for 3, until when?\"\n\"It opens at seven every day.\""),
        ],
        searchTerms: [
            "fit", "classifier", "svm", "logistic_regression", "fasttext", "sklearn", "learn", "epochs", "fine_tune",
            "regression", "retrieval", "chatbot", "question_answering", "bm25",
            "gradient_boosting", "xgboost", "lightgbm", "decision_tree", "random_forest",
        ],
        checking: .runsBody
    ) { call, arguments in try Training.value(call, arguments, isNoted: true) }
}

/// One training: what is to be learnt from what, and by whom.
enum Training {
    /// What a call of `train` gives. Trainings that are only parts of a search or of a validation need not be noted.
    static func value(_ call: Call, _ arguments: BoundArguments, isNoted: Bool) throws -> Value {
        guard let subject = arguments.single[0] else { return .null }
        if subject.value.isUnknown { return .unknown(.object("model")) }
        let table = try TableArgument.decode(subject, in: call, parameter: TrainingParameters.all[0])
        let inputs = try TrainingInputs(call, arguments)
        let columns = try inputs.columns(of: table.plan.schema)
        let validation = try inputs.validate.map { try inputs.columns(of: $0.schema) }
        if let validation { try columns.check(against: validation, inputs.reader.place("validate")) }
        if let name = inputs.remoteName { return try remote(name, inputs, columns, table.plan, call, isNoted: isNoted) }
        let options = try TrainingOptions(inputs)
        if options.kind == .response, !isNoted {
            throw Diagnostic(
                "not-supported", "`response` gives answers in words, and this is made for labels and numbers",
                at: inputs.reader.place("model"),
                help: ["`evaluate` measures a model that `train` made, on rows that it did not see"])
        }
        options.warnOfUnused()
        if call.isChecking { return .unknown(.object("model")) }
        if options.kind == .response {
            return .object(try ResponseTraining(call, options, columns, validation: validation).run(table.plan))
        }
        return .object(
            columns.readsText
                ? try TextTraining(call, options, columns, isNoted: isNoted).run(table.plan)
                : try ColumnTraining(call, options, columns, validation: validation, isNoted: isNoted).run(table.plan))
    }

    /// A training by a provider. Searches and validations would begin many.
    private static func remote(
        _ name: String, _ inputs: TrainingInputs, _ columns: TrainingColumns, _ plan: Plan, _ call: Call, isNoted: Bool
    ) throws -> Value {
        guard isNoted else {
            throw Diagnostic(
                "not-supported", "`\(name)` is trained by a provider, and this would begin many trainings there",
                at: inputs.reader.place("model"), help: ["`train(t, …, model: \"\(name)\")` begins one"])
        }
        if let context = inputs.context {
            throw Diagnostic(
                "wrong-argument", "`\(name)` learns from one text, and `context` is looked at by `response`", at: context.range,
                help: ["`render` makes one text of several"])
        }
        guard columns.readsText else {
            throw Diagnostic(
                "wrong-argument", "`\(name)` learns from a text, not from columns", at: inputs.reader.place("columns"),
                help: ["`text:` names its column; `render` makes a text of several"])
        }
        let settings = try RemoteSettings(name, inputs.reader, inputs.config, validate: inputs.validate)
        call.record(.asks)
        settings.warnOfUnused()
        if call.isChecking { return .unknown(RemoteTraining.type) }
        return try RemoteTraining(call, settings, columns).run(plan)
    }
}
