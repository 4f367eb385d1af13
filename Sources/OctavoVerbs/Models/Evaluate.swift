package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let evaluate = Verb(
        "evaluate", .models, "Measures a model, or predictions that stand in a column, on rows whose truth is known.",
        notes: """
            Of labels: `accuracy` is the share of rows that are right, with its interval of 95 % (Wilson). `precision`, `recall` and `f1` are \
            means over the labels, each counted alike; a label that is never predicted has a precision of 0 there. `weighted_f1` counts labels by \
            their rows, `balanced_accuracy` is the mean recall of those that are true somewhere, `mcc` the correlation of truth and prediction. \
            `log_loss` is the mean negative logarithm of the truth's probability, `brier` the squared error of all probabilities, \
            `calibration_error` how far confidence and accuracy are apart (ECE, fifteen equal parts). `roc_auc` is the chance that a row of a label \
            scores higher for it than another row, `pr_auc` the mean precision over recall, both of each label against all others in the mean. \
            `aurc` is the share of wrong answers in the mean over how much is answered, surest first: `coverage` has it step by step. `unknown_auc` is the chance that a row whose label the model knows is predicted more surely than \
            one whose label it does not.

            `measures` lists all numbers with their intervals, by drawing rows anew `samples` times, those of a `group:` together (the areas' where `metrics:` names them). \
            `labels` has each label's, `confused` what is taken for what with the surest example, `reliability` accuracy by confidence, `roc_curve` \
            and `pr_curve` what `plot` draws.

            Of numbers, where truth and `prediction:` both are: `mae` is the mean distance, `rmse` the root of the mean squared one, `r2` the share \
            of the variance that is foreseen, `bias` the mean of prediction minus truth. Classes that are written as numbers are made text before. Of a \
            model that tells numbers, `covered` is the share of truths between `low` and `high`: nine in ten are meant to be.

            Of answers in words (`response:`, with `reference:` or `query:`): `response_relevance` as the function of that name, `rouge_l`, both in the \
            mean; `chrf` and `bleu` of all answers together, as sacrebleu has them over 100. `scored` rows have both sides, and `scored_share` says \
            how many that is of all; the others count for nothing, not for 0.

            A model that answers is measured so too, on the `answered` rows alone: `answered_share` says how many those are. An answer counts as right \
            where its relevance is a half or more, for `calibration_error`, `reliability`, `aurc` and `coverage`.

            Rows whose text or truth is null are `left_out`; a prediction that is null is wrong, or left out of numbers, and counted as `unanswered`. \
            A row whose label the model does not know is wrong, and `unknown_labels` counts it.

            `by:` measures parts of the rows; one with fewer than `least_rows` has no numbers, for they would be chance. `train:` says how many rows \
            are `leaked`: their text, or nearly that text, is in the rows that were learnt from; `accuracy_without_leaked` is that of the others. \
            A model does not keep its rows, so they are looked for where they are named.
            """,
        returns: .any, checking: .runsBody,
        examples: [
            Example(
                """
                t = table([{q: "a room", l: "book"}, {q: "two rooms", l: "book"}, {q: "cancel it", l: "cancel"}, {q: "cancel", l: "cancel"}])
                m = train(t, text: .q, label: .l)
                e = table([{q: "rooms", l: "book"}, {q: "cancel", l: "cancel"}, {q: "cancel it", l: "book"}]) | evaluate(m)
                round(e.accuracy, 3)
                e.confused
                """,
                gives: """
                    0.667
                    | truth | prediction | rows | example   |
                    | ----- | ---------- | ---: | --------- |
                    | book  | cancel     |    1 | cancel it |
                    """),
            Example(
                """
                t = table([{paid: 10, guess: 12.0}, {paid: 20, guess: 19.0}, {paid: 30, guess: 30.0}])
                evaluate(t, truth: .paid, prediction: .guess).mae
                """, gives: "1.0"),
        ],
        searchTerms: [
            "accuracy", "f1", "metrics", "confusion_matrix", "classification_report", "ece", "score", "roc_auc", "auc",
            "precision_recall",
            "mae", "rmse", "r2", "slices", "brier",
        ],
        Parameter("t", TableArgument.self, "The rows with their truth."),
        Parameter("model", ModelArgument?.self, "The model; left out where `prediction:` names a column."),
        Parameter("text", ColumnReference?.self, "The column of text; the one that the model was trained on when left out."),
        Parameter(
            "truth", ColumnReference?.self,
            "The column of true labels or numbers; the one that the model was trained on when left out."),
        Parameter("prediction", ColumnReference?.self, "The column of predictions, in place of a model."),
        Parameter("confidence", ColumnReference?.self, "The column of their confidence, from 0 to 1."),
        Parameter(
            "scores", ColumnReference?.self, "The column of a record with a number for each label; the highest is the prediction."
        ),
        Parameter("metrics", EvaluationMeasures?.self, "The measures to give, by name; all when left out."),
        Parameter(
            "by", OneOrMore<Selection>?.self,
            "What parts of the rows are measured each by itself: an expression or a list of them."),
        Parameter("least_rows", default: 30, "30", "A part of fewer rows is not measured."),
        Parameter("train", TableArgument?.self, "The rows that were learnt from: how many of `t` leak."),
        Parameter("response", ColumnReference?.self, "The column of answers in words, in place of a model."),
        Parameter("reference", ColumnReference?.self, "The column of what they should be: texts, or lists of texts."),
        Parameter("query", ColumnReference?.self, "The column of what was asked, where there is no reference."),
        Parameter("likeness", ColumnExpression?.self, "The cosine of embeddings of answer and reference, as `cosine(.a, .b)`."),
        BootstrapArguments.samples, BootstrapArguments.seed, BootstrapArguments.group
    ) {
        call, table, model, text, truth, prediction, confidence, scores, metrics, by, leastRows, train, response, reference,
        query, likeness,
        samples, seed, group in
        let schema = table.plan.schema
        let bootstrap = try BootstrapArguments.bootstrap(call, samples: samples, seed: seed)
        let group = try group.map { try call.resolve($0, over: schema) }
        let slices = try EvaluationSlices(by?.elements ?? [], leastRows: leastRows, call, schema)
        if let other = model == nil ? (prediction ?? scores).flatMap({ _ in response }) : prediction ?? scores ?? response {
            throw Diagnostic(
                "wrong-argument", "`evaluate` measures a model, a column of predictions or a column of answers, one at a time",
                at: other.range)
        }
        if let response {
            return try ResponseEvaluation(
                call, table.plan, response: response, reference: reference, query: query, likeness: likeness, metrics, slices,
                bootstrap,
                group: group
            ).result()
        }
        if let model {
            if let value = model.model, let answering = value.model as? any AnsweringModel {
                return try AnsweringEvaluation(
                    call, table.plan, value, answering, text: text, truth: truth, metrics, slices, train: train, bootstrap,
                    group: group
                ).result()
            }
            if let value = model.model, let regression = value.model as? any RegressionModel {
                return try RegressionEvaluation(
                    call, table.plan, value, regression, text: text, truth: truth, metrics, slices, train: train, bootstrap,
                    group: group
                ).result()
            }
            let classifier = try model.model.map { try ClassifierArgument.classifier($0, call, at: call.range(ofArgument: 1)) }
            return try ModelEvaluation(
                call, table.plan, classifier, text: text, truth: truth, metrics, slices, train: train?.plan, bootstrap,
                group: group
            ).result()
        }
        guard let truth, prediction != nil || scores != nil else {
            throw Diagnostic(
                "missing-argument", "`evaluate` needs a model, the columns `truth` and `prediction`, or a column `response`",
                at: call.range,
                help: ["`t | evaluate(m)`", "`t | evaluate(truth: .label, prediction: .guess)`"])
        }
        return try ColumnEvaluation(
            call, table.plan, text: text, truth: truth, prediction: prediction, confidence: confidence, scores: scores, metrics,
            slices, train: train?.plan, bootstrap, group: group
        ).result()
    }
}
