package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let crossValidate = Verb(
        "cross_validate", .models, "Measures how a model would do: each part of the rows by one that is trained on all others.",
        notes: """
            All options of `train` but those about the rows of `validate:` are its own. Labels are spread evenly over `k` parts, and rows of one text stand in one part, so that \
            none is measured by a model that has seen it. `accuracy` and the other numbers are those of all rows together; `folds` has each \
            part's. `predictions` are the rows with `fold`, `predicted` and `confidence`, for `evaluate(truth:, prediction:, confidence:)` and \
            whatever else is asked of rows that were not learnt from. Rows whose text or label is null are left out.

            Where numbers are told, it is `mae`, `rmse`, `r2` and `bias` of all rows and of each part, and `predicted`, `low` and `high` of each row.
            """,
        parameters: FoldArguments.parameters,
        returns: .any, effects: Verb.train.effects,
        examples: [
            Example(
                """
                t = table(map(0..12, {q: if mod(., 2) == 0 then "room \\(.)" else "cancel \\(.)", l: if mod(., 2) == 0 then "book" else "stop"}))
                c = cross_validate(t, text: .q, label: .l, k: 3)
                c.accuracy
                c.folds | select(.fold, .rows, .accuracy)
                """,
                gives: """
                    1.0
                    | fold | rows | accuracy |
                    | ---: | ---: | -------: |
                    |    0 |    4 |      1.0 |
                    |    1 |    4 |      1.0 |
                    |    2 |    4 |      1.0 |
                    """)
        ],
        searchTerms: ["k_fold", "cross_val_score", "stratified_k_fold", "out_of_fold", "cross_validation"], checking: .runsBody,
        run: { call, arguments in
            guard let subject = arguments.single[0] else { return .null }
            let table = try TableArgument.decode(subject, in: call, parameter: call.verb.parameters[0]).plan
            let training = TrainingCall(call, arguments)
            let columns = try training.columns(table)
            if call.isChecking {
                _ = try training.model(table)
                return .unknown(.record(columns.tellsNumbers ? NumberCrossValidation.type : CrossValidation.type))
            }
            let rows = try FoldedRows(
                table, columns, parts: try FoldArguments.number("k", arguments, call) ?? 5,
                seed: try FoldArguments.number("seed", arguments, call) ?? 0, call)
            return .record(
                columns.tellsNumbers
                    ? try NumberCrossValidation(rows, try rows.numbers(training, [], call)).record()
                    : try CrossValidation(rows, try rows.answers(training, [], call)).record())
        })
}

/// What verbs that part rows take besides what `train` takes.
enum FoldArguments {
    /// Options of `train` that say what is done with `validate:`, which is one of the parts.
    private static let ofValidation: Set = ["validate", "evaluation_steps"]
    /// What is an option of `train` as well, and means the parts here.
    static let own: Set = ["seed"]

    /// Of a verb that trains on all parts but one, again and again.
    static let parameters = TrainingParameters.ofModelsHere(without: ofValidation.union(own)) + [k, seed]

    static let k = ParameterDescription(
        name: "k", about: "How many parts.", expects: .value(.int), defaultText: "5", isRest: false)
    static let seed = ParameterDescription(
        name: "seed", about: "Another seed makes other parts.", expects: .value(.int), defaultText: "0", isRest: false)

    static func number(_ name: String, _ arguments: BoundArguments, _ call: Call) throws -> Int? {
        guard let place = call.verb.parameters.firstIndex(where: { $0.name == name }), let argument = arguments.single[place]
        else {
            return nil
        }
        return try Int.decode(argument, in: call, parameter: call.verb.parameters[place])
    }
}

/// The measures of rows that were predicted by models which did not learn from them.
struct CrossValidation {
    static let folds = Schema([
        Field("fold", .int), Field("rows", .int), Field("accuracy", .float), Field("f1", .float), Field("log_loss", .float),
        Field("calibration_error", .float),
    ])
    static let type: [(name: String, type: ValueType)] = [
        (name: "rows", type: .int), (name: "left_out", type: .int), (name: "accuracy", type: .float),
        (name: "accuracy_low", type: .float), (name: "accuracy_high", type: .float), (name: "f1", type: .float),
        (name: "log_loss", type: .float), (name: "calibration_error", type: .float), (name: "folds", type: .table(folds)),
        (name: "predictions", type: .table(nil)),
    ]

    private let rows: FoldedRows
    private let answers: [FoldedRows.Answer]

    init(_ rows: FoldedRows, _ answers: [FoldedRows.Answer]) {
        (self.rows, self.answers) = (rows, answers)
    }

    func measures(_ part: some Sequence<Int>) -> ClassificationMeasures {
        var measures = ClassificationMeasures(classes: rows.names.count)
        for row in part {
            let (own, truth) = (answers[row], Int(rows.labels[row]))
            measures.add(
                truth: truth, prediction: own.prediction,
                own.confidence.map { confidence in
                    .init(
                        prediction: confidence, truth: own.probabilities[truth],
                        squares: own.probabilities.reduce(0) { $0 + $1 * $1 })
                } ?? .unknown)
        }
        return measures
    }

    func record() throws -> Record {
        let all = measures(rows.parts.indices)
        let interval = Proportion(all.counts.right, of: all.counts.rows).interval(confidence: 0.95)
        let folds = (0..<rows.partCount).map { part -> [Datum] in
            let own = measures(rows.rows(of: part))
            return [
                .int(Int64(part)), .int(Int64(own.counts.rows)), Datum(own.counts.accuracy), Datum(own.counts.macroF1),
                Datum(own.logLoss), Datum(own.calibrationError),
            ]
        }
        return Record([
            (name: "rows", value: .int(Int64(all.counts.rows))), (name: "left_out", value: .int(Int64(rows.labelled.leftOut))),
            (name: "accuracy", value: Value(Datum(all.counts.accuracy))),
            (name: "accuracy_low", value: Value(Datum(interval?.lowerBound))),
            (name: "accuracy_high", value: Value(Datum(interval?.upperBound))),
            (name: "f1", value: Value(Datum(all.counts.macroF1))), (name: "log_loss", value: Value(Datum(all.logLoss))),
            (name: "calibration_error", value: Value(Datum(all.calibrationError))),
            (name: "folds", value: MeasuredColumns.table(Self.folds.fields, folds)),
            (name: "predictions", value: .table(Plan(try predictions()))),
        ])
    }

    private func predictions() throws -> Table {
        try rows.table.setting([
            ("fold", .int, rows.parts.map { .int(Int64($0)) }),
            ("predicted", .text, answers.map { $0.prediction.map { .text(rows.names[$0]) } ?? .null }),
            ("confidence", .float, answers.map { Datum($0.confidence) }),
        ])
    }
}

/// The same of rows whose truth is a number.
struct NumberCrossValidation {
    private static let measured: [NumberMeasures.Measure] = [.mae, .rmse, .r2, .bias]
    static let folds = Schema([Field("fold", .int), Field("rows", .int)] + measured.map { Field($0.rawValue, .float) })
    static let type: [(name: String, type: ValueType)] =
        [(name: "rows", type: .int), (name: "left_out", type: .int)]
        + measured.map { (name: $0.rawValue, type: ValueType.float) }
        + [(name: "folds", type: .table(folds)), (name: "predictions", type: .table(nil))]

    private let rows: FoldedRows
    private let answers: [FoldedRows.NumberAnswer]

    init(_ rows: FoldedRows, _ answers: [FoldedRows.NumberAnswer]) {
        (self.rows, self.answers) = (rows, answers)
    }

    func measures(_ part: some Sequence<Int>) -> NumberMeasures {
        guard case .numbers(let truths) = rows.labelled.truths else { return NumberMeasures(truths: [], predictions: []) }
        let part = Array(part)
        return NumberMeasures(truths: part.map { truths[$0] }, predictions: part.map { answers[$0].prediction })
    }

    func record() throws -> Record {
        let all = measures(rows.parts.indices)
        let folds = (0..<rows.partCount).map { part -> [Datum] in
            let own = measures(rows.rows(of: part))
            return [.int(Int64(part)), .int(Int64(own.rows))] + Self.measured.map { Datum(own.value($0)) }
        }
        let predictions = try rows.table.setting([
            ("fold", .int, rows.parts.map { .int(Int64($0)) }),
            ("predicted", .float, answers.map { .float($0.prediction) }), ("low", .float, answers.map { Datum($0.low) }),
            ("high", .float, answers.map { Datum($0.high) }),
        ])
        return Record(
            [(name: "rows", value: .int(Int64(all.rows))), (name: "left_out", value: .int(Int64(rows.labelled.leftOut)))]
                + Self.measured.map { (name: $0.rawValue, value: Value(Datum(all.value($0)))) } + [
                    (name: "folds", value: MeasuredColumns.table(Self.folds.fields, folds)),
                    (name: "predictions", value: .table(Plan(predictions))),
                ])
    }
}

extension Table {
    /// With columns of its rows more; one that it has already is replaced in its place.
    func setting(_ added: [(name: String, type: DataType, values: [Datum])]) throws -> Table {
        var fields = schema.fields
        var places: [Int] = []
        for one in added {
            let field = Field(one.name, one.type)
            if let place = schema.index(of: one.name) {
                fields[place] = field
                places.append(place)
            } else {
                places.append(fields.count)
                fields.append(field)
            }
        }
        var first = 0
        let made = chunks.map { chunk in
            var columns = chunk.columns.map { Optional($0) } + Array(repeating: nil, count: fields.count - chunk.columns.count)
            for (place, one) in zip(places, added) { columns[place] = Column(one.type, one.values[first..<first + chunk.count]) }
            first += chunk.count
            return Chunk(count: chunk.count, columns: columns.compactMap { $0 })
        }
        return Table(schema: Schema(fields), chunks: made)
    }
}
