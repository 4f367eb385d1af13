package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let evaluate = Verb(
        "evaluate", .models, "Measures a model on rows whose labels are known.",
        notes: """
            `accuracy` is the share of rows that are right, with its interval of 95 % (Wilson). `precision`, `recall` and `f1` are means over the \
            labels, each counted alike; a label that is never predicted has a precision of 0 there. `log_loss` is the mean negative logarithm \
            of the truth's probability, `calibration_error` how far confidence and accuracy are apart (ECE, fifteen equal parts). `labels` has \
            these by label, `confused` what is taken for what, `reliability` accuracy by confidence. Rows whose text or label is null are \
            left out; one whose label the model does not know is wrong, and `unknown_labels` counts it.
            """,
        returns: .record([
            (name: "rows", type: .int), (name: "accuracy", type: .float), (name: "accuracy_low", type: .float),
            (name: "accuracy_high", type: .float), (name: "precision", type: .float), (name: "recall", type: .float),
            (name: "f1", type: .float), (name: "log_loss", type: .float), (name: "calibration_error", type: .float),
            (name: "unknown_labels", type: .int), (name: "labels", type: .table(nil)), (name: "confused", type: .table(nil)),
            (name: "reliability", type: .table(nil)),
        ]), checking: .declaresResult,
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
                    | truth | prediction | rows |
                    | ----- | ---------- | ---: |
                    | book  | cancel     |    1 |
                    """)
        ],
        searchTerms: ["accuracy", "f1", "metrics", "confusion_matrix", "classification_report", "ece", "score"],
        Parameter("t", TableArgument.self, "The rows with their true labels."),
        Parameter("model", ModelArgument.self, "The model."),
        Parameter("text", ColumnReference?.self, "The column of text; the one that the model was trained on when left out."),
        Parameter(
            "label", ColumnReference?.self, "The column of true labels; the one that the model was trained on when left out.")
    ) { call, table, argument, text, label in
        guard let model = argument.model else { return .unknown(call.verb.returns) }
        let range = call.range(ofArgument: 1)
        let columns = try LabelledTexts.columns(
            call, table.plan.schema, text: text ?? ColumnReference(name: model.card.textColumn, range: range),
            label: label ?? ColumnReference(name: model.card.labelColumn, range: range))
        if call.isChecking { return .unknown(call.verb.returns) }
        let context = call.evaluation.context
        let rows = try LabelledTexts(table.plan, columns, call, context)
        return .record(try Evaluation.measure(rows, model.model, context))
    }
}

private enum Evaluation {
    static let rowsPerPiece = 512

    /// The measures as a record, and tables of their parts.
    static func measure(_ rows: LabelledTexts, _ model: TextModel, _ context: ExecutionContext) throws -> Record {
        // Labels that the model does not know stand behind those that it does.
        var names = model.names
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() { places[name] = place }
        for name in rows.names where places[name] == nil {
            places[name] = names.count
            names.append(name)
        }
        let truths = rows.labels.map { places[rows.names[Int($0)]] ?? 0 }
        let starts = Array(stride(from: 0, to: truths.count, by: rowsPerPiece))
        let found = try Parallel.map(starts, threads: context.mostThreads) { start in
            try context.cancellation.check()
            let predictor = TextModel.Predictor(model)
            return (start..<min(start + rowsPerPiece, truths.count)).map { row -> Row in
                let probabilities = predictor.probabilities(rows.texts[row])
                let best = probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
                return Row(
                    prediction: best, confidence: probabilities[best],
                    probability: truths[row] < probabilities.count ? probabilities[truths[row]] : 0)
            }
        }.flatMap { $0 }
        var measures = ClassificationMeasures(classes: names.count)
        for (truth, row) in zip(truths, found) {
            measures.add(truth: truth, prediction: row.prediction, confidence: row.confidence, probability: row.probability)
        }
        return record(measures, names, unknown: truths.count { $0 >= model.names.count })
    }

    private struct Row: Sendable {
        let prediction: Int
        let confidence: Double
        let probability: Double
    }

    private static func record(_ measures: ClassificationMeasures, _ names: [String], unknown: Int) -> Record {
        func float(_ value: Double?) -> Value { value.map { .float($0) } ?? .null }
        return Record([
            (name: "rows", value: .int(Int64(measures.rows))), (name: "accuracy", value: float(measures.accuracy)),
            (name: "accuracy_low", value: float(measures.accuracyInterval?.lowerBound)),
            (name: "accuracy_high", value: float(measures.accuracyInterval?.upperBound)),
            (name: "precision", value: float(measures.macroPrecision)), (name: "recall", value: float(measures.macroRecall)),
            (name: "f1", value: float(measures.macroF1)), (name: "log_loss", value: float(measures.logLoss)),
            (name: "calibration_error", value: float(measures.calibrationError)),
            (name: "unknown_labels", value: .int(Int64(unknown))), (name: "labels", value: labels(measures, names)),
            (name: "confused", value: confused(measures, names)), (name: "reliability", value: reliability(measures)),
        ])
    }

    private static func labels(_ measures: ClassificationMeasures, _ names: [String]) -> Value {
        let fields = [
            Field("label", .text), Field("rows", .int), Field("precision", .float), Field("recall", .float), Field("f1", .float),
        ]
        return table(
            fields,
            measures.classes.enumerated().filter { $0.element.rows + $0.element.predicted > 0 }.map { place, one in
                [
                    .text(names[place]), .int(Int64(one.rows)), one.precision.map { .float($0) } ?? .null,
                    one.recall.map { .float($0) } ?? .null, .float(one.f1),
                ]
            })
    }

    private static func confused(_ measures: ClassificationMeasures, _ names: [String]) -> Value {
        table(
            [Field("truth", .text), Field("prediction", .text), Field("rows", .int)],
            measures.confusions().map { [.text(names[$0.truth]), .text(names[$0.prediction]), .int(Int64($0.rows))] })
    }

    private static func reliability(_ measures: ClassificationMeasures) -> Value {
        table(
            [Field("rows", .int), Field("confidence", .float), Field("accuracy", .float)],
            measures.reliability.map { [.int(Int64($0.rows)), .float($0.confidence), .float($0.accuracy)] })
    }

    private static func table(_ fields: [Field], _ rows: [[Datum]]) -> Value {
        var builders = fields.map { ColumnBuilder($0.type) }
        for row in rows { for (place, datum) in row.enumerated() { builders[place].append(datum) } }
        let chunk = Chunk(count: rows.count, columns: builders.map { $0.finish() })
        return .table(Plan(Table(schema: Schema(fields), chunks: rows.isEmpty ? [] : [chunk])))
    }
}
