import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// What `evaluate` gives, as fields of a record in this order.
enum EvaluationMeasure: String, CaseIterable, Sendable {
    case accuracy
    case balancedAccuracy = "balanced_accuracy"
    case precision, recall, f1
    case weightedF1 = "weighted_f1"
    case mcc
    case logLoss = "log_loss"
    case brier
    case calibrationError = "calibration_error"
    case rocAUC = "roc_auc"
    case prAUC = "pr_auc"
    case aurc
    case unknownAUC = "unknown_auc"
    case mae, rmse, r2, bias
    case medianError = "median_error"
    case responseRelevance = "response_relevance"
    case rougeL = "rouge_l"
    case chrf, bleu
    case labels, confused, reliability, coverage
    case rocCurve = "roc_curve"
    case prCurve = "pr_curve"

    /// What must be known of predictions for it.
    enum Need: Sendable {
        case classes, confidence, probabilities, numbers, answers, references
    }

    var need: Need {
        switch self {
        case .accuracy, .balancedAccuracy, .precision, .recall, .f1, .weightedF1, .mcc, .labels, .confused: .classes
        case .calibrationError, .aurc, .reliability, .coverage: .confidence
        case .logLoss, .brier, .rocAUC, .prAUC, .unknownAUC, .rocCurve, .prCurve: .probabilities
        case .mae, .rmse, .r2, .bias, .medianError: .numbers
        case .responseRelevance: .answers
        case .rougeL, .chrf, .bleu: .references
        }
    }

    /// `nil` for one number.
    var columns: Schema? {
        switch self {
        case .labels:
            Schema([
                Field("label", .text), Field("rows", .int), Field("predicted", .int), Field("precision", .float),
                Field("recall", .float),
                Field("f1", .float), Field("roc_auc", .float), Field("pr_auc", .float),
            ])
        case .confused: Schema([Field("truth", .text), Field("prediction", .text), Field("rows", .int), Field("example", .text)])
        case .reliability: Schema([Field("rows", .int), Field("confidence", .float), Field("accuracy", .float)])
        case .coverage:
            Schema([Field("coverage", .float), Field("threshold", .float), Field("accuracy", .float), Field("risk", .float)])
        case .rocCurve:
            Schema([Field("label", .text), Field("false_positive_rate", .float), Field("true_positive_rate", .float)])
        case .prCurve: Schema([Field("label", .text), Field("recall", .float), Field("precision", .float)])
        default: nil
        }
    }

    /// Gates ask for the lower end of these.
    private var hasOwnBounds: Bool { self == .accuracy || self == .f1 }

    /// The fields that it makes.
    var fields: [(name: String, type: ValueType)] {
        if let columns { return [(name: rawValue, type: .table(columns))] }
        return [(name: rawValue, type: .float)]
            + (hasOwnBounds ? [(name: rawValue + "_low", type: .float), (name: rawValue + "_high", type: .float)] : [])
    }

    func fields(_ value: Double?, _ bounds: ClosedRange<Double>?) -> [(name: String, value: Value)] {
        [(name: rawValue, value: Value(Datum(value)))]
            + (hasOwnBounds
                ? [
                    (name: rawValue + "_low", value: Value(Datum(bounds?.lowerBound))),
                    (name: rawValue + "_high", value: Value(Datum(bounds?.upperBound))),
                ] : [])
    }

    /// The table of all numbers with their intervals.
    static let summary = Schema([Field("measure", .text), Field("value", .float), Field("low", .float), Field("high", .float)])
}

/// `metrics:`: names of measures.
struct EvaluationMeasures: ArgumentType {
    let chosen: [EvaluationMeasure]
    let range: SourceRange
    static var expects: Expectation { .value(.list(.text)) }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> EvaluationMeasures {
        let items: [Value] = if case .text = argument.value { [argument.value] } else { argument.value.items ?? [.null] }
        let chosen = try items.map { item -> EvaluationMeasure in
            guard case .text(let text) = item else { throw mismatch(argument.value, argument.range, call, parameter) }
            if let measure = EvaluationMeasure(rawValue: text) { return measure }
            let names = EvaluationMeasure.allCases.map(\.rawValue)
            let nearest = Suggestion.best(for: text, among: names)
            throw Diagnostic(
                "unknown-choice", "`\(call.verb.name)` has no measure \(DatumText.quoted(text))", at: argument.range,
                label: nearest.map { "did you mean \"\($0)\"?" } ?? "", notes: ["measures: " + names.joined(separator: ", ")])
        }
        return EvaluationMeasures(chosen: chosen, range: argument.range)
    }

    /// Those that are given of the measures there can be: the chosen ones, or all.
    static func given(
        _ metrics: EvaluationMeasures?, _ known: Set<EvaluationMeasure.Need>, _ call: Call
    ) throws -> [EvaluationMeasure] {
        let possible = EvaluationMeasure.allCases.filter { known.contains($0.need) }
        guard let metrics else { return possible }
        for measure in metrics.chosen where !known.contains(measure.need) {
            let lacking =
                switch measure.need {
                case .classes: "labels"
                case .confidence: "the confidence of each prediction"
                case .probabilities: "a model's probabilities of all labels"
                case .numbers: "numbers, true and predicted"
                case .answers: "answers: `response:` names their column"
                case .references: "answers beside what they should be: `response:` and `reference:` name the columns"
                }
            throw Diagnostic(
                "wrong-argument", "`\(measure.rawValue)` is measured on \(lacking)", at: metrics.range,
                help: measure.need == .confidence ? ["`confidence: .p` names the column"] : [])
        }
        return possible.filter { metrics.chosen.contains($0) }
    }
}
