package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let tune = Verb(
        "tune", .models, "Tries settings of `train`, and lists them with their scores, the best first.",
        notes: """
            Every option of `train` may be a list of values: `cost: [0.5, 1, 2, 4]`. All combinations are tried, or `trials` of them, chosen by chance \
            and `seed`. Each is measured on the rows of `validate:`, or, without them, by parts of the rows as `cross_validate` does. Of equal \
            scores the setting that was written first comes first.

            Take the best setting, and measure the model that is trained with it on test rows: the best of many scores is too good by chance.
            """,
        parameters: tuned + [
            ParameterDescription(
                name: "trials", about: "How many combinations are tried; all when left out.", expects: .value(.int),
                defaultText: "null",
                isRest: false),
            ParameterDescription(
                name: "metric",
                about:
                    "What is best: the lowest log loss, calibration error, mae or rmse, the highest of the others; when left out "
                    + "\"accuracy\" of labels, \"rmse\" of numbers.",
                expects: .value(.text), defaultText: "null", isRest: false, choices: TuningMetric.allCases.map(\.rawValue)
            ),
            FoldArguments.k, FoldArguments.seed,
        ],
        returns: .table(nil), effects: Verb.train.effects,
        examples: [
            Example(
                """
                t = table(map(0..12, {q: if mod(., 2) == 0 then "room \\(.)" else "cancel \\(.)", l: if mod(., 2) == 0 then "book" else "stop"}))
                tune(t, text: .q, label: .l, cost: [0.5, 2], k: 3) | select(.cost, .rows, .accuracy)
                """,
                gives: """
                    | cost | rows | accuracy |
                    | ---: | ---: | -------: |
                    |  0.5 |   12 |      1.0 |
                    |  2.0 |   12 |      1.0 |
                    """)
        ],
        searchTerms: ["grid_search", "hyperparameters", "random_search", "optuna", "grid_search_cv"], checking: .runsBody,
        run: { call, arguments in
            guard let subject = arguments.single[0] else { return .null }
            let table = try TableArgument.decode(subject, in: call, parameter: call.verb.parameters[0]).plan
            let training = TrainingCall(call, arguments)
            let columns = try training.columns(table)
            let metric = try TuningMetric.of(arguments, call, tellsNumbers: columns.tellsNumbers)
            let grid = try TuningGrid(arguments, call)
            if call.isChecking {
                for setting in grid.settings.prefix(TuningGrid.mostChecked) { _ = try training.model(table, setting) }
                return .unknown(.table(nil))
            }
            let seed = try FoldArguments.number("seed", arguments, call) ?? 0
            let settings = try grid.chosen(
                try FoldArguments.number("trials", arguments, call), seed: UInt64(bitPattern: Int64(seed)), call)
            let tried = try TuningTrials(table, columns, training, arguments, seed: seed, call)
            var found: [(setting: TuningGrid.Setting, measures: TrialMeasures)] = []
            for setting in settings { found.append((setting, try tried.measures(setting))) }
            let order = found.indices.sorted {
                let (one, other) = (metric.rank(found[$0].measures), metric.rank(found[$1].measures))
                return one != other ? one < other : $0 < $1
            }
            return grid.table(order.map { found[$0] })
        })

    /// `train`'s parameters; those but the table and its columns may be lists.
    private static let tuned = TrainingParameters.ofModelsHere(without: FoldArguments.own).map { parameter in
        TuningGrid.fixed.contains(parameter.name)
            ? parameter
            : ParameterDescription(
                name: parameter.name, about: parameter.about + " One, or a list of those to try.", expects: .anything,
                defaultText: parameter.defaultText, isRest: false)
    }
}

enum TuningMetric: String, CaseIterable {
    case accuracy, f1
    case logLoss = "log_loss"
    case calibrationError = "calibration_error"
    case mae, rmse, r2

    private var isOfNumbers: Bool { [.mae, .rmse, .r2].contains(self) }

    static func of(_ arguments: BoundArguments, _ call: Call, tellsNumbers: Bool) throws -> TuningMetric {
        guard let place = call.verb.parameters.firstIndex(where: { $0.name == "metric" }), let argument = arguments.single[place],
            !argument.value.isNull
        else {
            return tellsNumbers ? .rmse : .accuracy
        }
        let metric = try Choice<TuningMetric>.decode(argument, in: call, parameter: call.verb.parameters[place]).option
        guard argument.value.isUnknown || metric.isOfNumbers == tellsNumbers else {
            throw Diagnostic(
                "wrong-argument",
                "`\(metric.rawValue)` measures \(tellsNumbers ? "labels, and a number" : "numbers, and a label") is told",
                at: argument.range,
                help: [allCases.filter { $0.isOfNumbers == tellsNumbers }.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")])
        }
        return metric
    }

    /// The lowest is the best.
    func rank(_ measures: TrialMeasures) -> Double {
        switch (self, measures) {
        case (.accuracy, .labels(let measures)): -(measures.counts.accuracy ?? -1)
        case (.f1, .labels(let measures)): -(measures.counts.macroF1 ?? -1)
        case (.logLoss, .labels(let measures)): measures.logLoss ?? .infinity
        case (.calibrationError, .labels(let measures)): measures.calibrationError ?? .infinity
        case (.mae, .numbers(let measures)): measures.value(.mae) ?? .infinity
        case (.rmse, .numbers(let measures)): measures.value(.rmse) ?? .infinity
        case (.r2, .numbers(let measures)): -(measures.value(.r2) ?? -.infinity)
        case (_, .labels), (_, .numbers): .infinity
        }
    }
}

/// How good the models of one setting are.
enum TrialMeasures {
    case labels(ClassificationMeasures)
    case numbers(NumberMeasures)

    /// As fields of the list of settings.
    var fields: [(name: String, value: Datum)] {
        switch self {
        case .labels(let measures):
            let interval = Proportion(measures.counts.right, of: measures.counts.rows).interval(confidence: 0.95)
            return [
                (name: "rows", value: .int(Int64(measures.counts.rows))),
                (name: "accuracy", value: Datum(measures.counts.accuracy)),
                (name: "low", value: Datum(interval?.lowerBound)), (name: "high", value: Datum(interval?.upperBound)),
                (name: "f1", value: Datum(measures.counts.macroF1)), (name: "log_loss", value: Datum(measures.logLoss)),
                (name: "calibration_error", value: Datum(measures.calibrationError)),
            ]
        case .numbers(let measures):
            return [(name: "rows", value: .int(Int64(measures.rows)))]
                + [.mae, .rmse, .r2].map { (name: $0.rawValue, value: Datum(measures.value($0))) }
        }
    }
}

/// The combinations of the options that are lists.
struct TuningGrid {
    typealias Setting = [(name: String, value: Value)]

    /// Which rows and columns are learnt from is no setting.
    static let fixed: Set<String> = ["t", "text", "columns", "label", "validate"]
    /// While checking so many are tried: a mistake in one is mostly one in all.
    static let mostChecked = 64
    private static let most = 10_000

    let settings: [Setting]
    private let names: [String]

    init(_ arguments: BoundArguments, _ call: Call) throws {
        let trained = Set(Verb.train.parameters.map(\.name)).subtracting(Self.fixed).subtracting(FoldArguments.own)
        var settings: [Setting] = [[]]
        var names: [String] = []
        for (parameter, argument) in zip(call.verb.parameters, arguments.single) where trained.contains(parameter.name) {
            guard let argument, let values = argument.value.items else { continue }
            guard !values.isEmpty else {
                throw Diagnostic("wrong-argument", "`\(parameter.name)` is a list without a value to try", at: argument.range)
            }
            guard settings.count * values.count <= Self.most else {
                throw Diagnostic(
                    "wrong-argument", "these lists have more than \(Quantity.grouped(Self.most)) combinations",
                    at: argument.range,
                    help: ["shorter lists, or first one option and then the next"])
            }
            names.append(parameter.name)
            settings = settings.flatMap { setting in values.map { setting + [(name: parameter.name, value: $0)] } }
        }
        (self.settings, self.names) = (settings, names)
    }

    /// All of them, or so many by chance, in the order in which they were written.
    func chosen(_ trials: Int?, seed: UInt64, _ call: Call) throws -> [Setting] {
        guard let trials else { return settings }
        guard trials > 0 else { throw Diagnostic("wrong-argument", "`trials` is 1 or more, not \(trials)", at: call.range) }
        var random = SplitMix(seed: seed)
        var order = Array(settings.indices)
        for place in stride(from: order.count - 1, to: 0, by: -1) {
            order.swapAt(place, Int(random.next(below: UInt64(place + 1))))
        }
        return order.prefix(trials).sorted().map { settings[$0] }
    }

    func table(_ found: [(setting: Setting, measures: TrialMeasures)]) -> Value {
        let records = found.map { setting, measures in
            setting.map { (name: $0.name, value: $0.value.datum ?? .null) } + measures.fields
        }
        return .table(Plan(Table(records: records)))
    }
}

/// Measures one setting after the other on the same rows.
private struct TuningTrials {
    private let training: TrainingCall
    private let table: Plan
    private let call: Call
    private let validation: LabelledRows?
    private let folded: FoldedRows?

    init(
        _ table: Plan, _ columns: TrainingColumns, _ training: TrainingCall, _ arguments: BoundArguments, seed: Int, _ call: Call
    ) throws {
        (self.training, self.call) = (training, call)
        if let validate = training["validate"], !validate.value.isNull {
            let plan = try TableArgument.decode(validate, in: call, parameter: call.verb.parameters[0]).plan
            validation = try LabelledRows(plan, try training.columns(plan), call)
            folded = nil
            // Read once for all settings.
            self.table = Plan(try Executor.run(table, call.evaluation.context))
        } else {
            validation = nil
            folded = try FoldedRows(table, columns, parts: try FoldArguments.number("k", arguments, call) ?? 5, seed: seed, call)
            self.table = table
        }
    }

    func measures(_ setting: TuningGrid.Setting) throws -> TrialMeasures {
        let context = call.evaluation.context
        try context.cancellation.check()
        if let folded {
            switch folded.labelled.truths {
            case .labels:
                return .labels(
                    CrossValidation(folded, try folded.answers(training, setting, call)).measures(folded.parts.indices))
            case .numbers:
                return .numbers(
                    NumberCrossValidation(folded, try folded.numbers(training, setting, call)).measures(folded.parts.indices))
            }
        }
        guard let validation, let model = try training.model(table, setting) else {
            return .labels(ClassificationMeasures(classes: 0))
        }
        switch validation.truths {
        case .labels(let labels):
            guard let model = ClassifierValue(model) else { return .labels(ClassificationMeasures(classes: 0)) }
            let rows = try PredictedRows(model, rows: validation.rows, labels: labels, keepsScores: false, context)
            return .labels(rows.measures(rows.rows))
        case .numbers(let truths):
            guard let model = model.model as? any RegressionModel else {
                return .numbers(NumberMeasures(truths: [], predictions: []))
            }
            return .numbers(
                NumberMeasures(
                    truths: truths, predictions: try LabelledRows.predictions(validation.rows, validation.types, model, context)))
        }
    }
}
