import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Measures predictions that stand in a column: labels, or numbers.
struct ColumnEvaluation {
    private let call: Call
    private let plan: Plan
    private let truth: Field
    /// `nil` where scores tell it.
    private let prediction: Field?
    private let confidence: Field?
    /// A record of a number for each label.
    private let scores: Field?
    private let labels: [String]
    private let text: Field?
    private let trainColumn: Field?
    private let isOfNumbers: Bool
    private let wanted: [EvaluationMeasure]
    private let isChosen: Bool
    private let slices: EvaluationSlices
    private let train: Plan?
    private let bootstrap: Bootstrap
    private let group: RowExpression?

    init(
        _ call: Call, _ plan: Plan, text: ColumnReference?, truth: ColumnReference, prediction: ColumnReference?,
        confidence: ColumnReference?, scores: ColumnReference?, _ metrics: EvaluationMeasures?, _ slices: EvaluationSlices,
        train: Plan?, _ bootstrap: Bootstrap, group: RowExpression?
    ) throws {
        let schema = plan.schema
        let truthField = try call.requireColumn(truth, in: schema)
        let guessField = try prediction.map { try call.requireColumn($0, in: schema) }
        isOfNumbers = truthField.type.isNumeric && scores == nil && guessField?.type.isNumeric ?? false
        self.truth = isOfNumbers ? truthField : try MeasuredColumns.classes(truth, call, schema)
        self.prediction = isOfNumbers ? guessField : try prediction.map { try MeasuredColumns.classes($0, call, schema) }
        if let guessField, let prediction, !isOfNumbers, ![truthField.type, .null].contains(guessField.type),
            truthField.type != .null
        {
            throw Diagnostic(
                "type-mismatch",
                "cannot compare `.\(DatumText.label(guessField.name))` with the truth: \(guessField.type) and \(truthField.type)",
                at: prediction.range, help: ["make both the same: `derive(guess: text(.guess))`"])
        }
        self.scores = try scores.map { try Self.scores($0, call, schema) }
        labels = if case .record(let fields)? = self.scores?.type { fields.map(\.name) } else { [] }
        self.confidence = try confidence.map { reference in
            let field = try call.requireColumn(reference, in: schema)
            guard field.type.isNumeric || field.type == .null else {
                throw Diagnostic(
                    "type-mismatch", "`.\(DatumText.label(field.name))` is \(field.type), and confidence is a number from 0 to 1",
                    at: reference.range)
            }
            return field
        }
        self.text = try text.map { try TextColumns.field($0, call, schema) }
        if let train {
            guard let text, !isOfNumbers else {
                throw Diagnostic(
                    "missing-argument", "`train` is compared by the texts: `text` names their column",
                    at: call.range(ofArgument: 10))
            }
            trainColumn = try TextColumns.field(text, call, train.schema)
        } else {
            trainColumn = nil
        }
        wanted = try EvaluationMeasures.given(
            metrics,
            isOfNumbers
                ? [.numbers]
                : scores != nil
                    ? [.classes, .confidence, .probabilities] : confidence != nil ? [.classes, .confidence] : [.classes], call)
        isChosen = metrics != nil
        try slices.check(isOfNumbers ? EvaluationSlices.numberFields : EvaluationSlices.classFields, call)
        (self.call, self.plan, self.slices, self.train) = (call, plan, slices, train)
        (self.bootstrap, self.group) = (bootstrap, group)
    }

    private static func scores(_ reference: ColumnReference, _ call: Call, _ schema: Schema) throws -> Field {
        let field = try call.requireColumn(reference, in: schema)
        guard case .record(let parts) = field.type, !parts.isEmpty, parts.allSatisfy(\.type.isNumeric) else {
            throw Diagnostic(
                "type-mismatch",
                "`.\(DatumText.label(field.name))` is \(field.type), and scores are a record of a number for each label",
                at: reference.range, help: ["`derive(p: {book: .p_book, cancel: .p_cancel})`"])
        }
        return field
    }

    private var sliceFields: [Field] { isOfNumbers ? EvaluationSlices.numberFields : EvaluationSlices.classFields }

    private var type: ValueType {
        .record(
            [(name: "rows", type: .int), (name: "left_out", type: .int), (name: "unanswered", type: .int)]
                + wanted.flatMap(\.fields) + [(name: "measures", type: .table(EvaluationMeasure.summary))]
                + (slices.isEmpty ? [] : [(name: "slices", type: .table(Schema(slices.fields(sliceFields))))])
                + (train == nil ? [] : EvaluationLeaks.fields))
    }

    func result() throws -> Value {
        if call.isChecking { return .unknown(type) }
        let none = RowExpression(.literal(.null), type: .null)
        let fields = [truth, prediction, confidence, text, scores]
        let read = try MeasuredColumns(
            plan,
            fields.map { $0.map { MeasuredColumns.column($0, call) } ?? none } + slices.expressions + [group].compactMap { $0 },
            call)
        // Numbers that are not there, NaN included, are no rows to measure on.
        let known = (0..<read.count).filter { isOfNumbers ? number(read.columns[0][$0]) != nil : !read.columns[0][$0].isNull }
        let answered = known.filter {
            isOfNumbers ? number(read.columns[1][$0]) != nil : prediction == nil || !read.columns[1][$0].isNull
        }
        let kept = isOfNumbers ? answered : known
        let keys = kept.map { row in read.columns.dropFirst(fields.count).prefix(slices.expressions.count).map { $0[row] } }
        let counts: [(name: String, value: Value)] = [
            (name: "rows", value: .int(Int64(kept.count))), (name: "left_out", value: .int(Int64(read.count - known.count))),
            (name: "unanswered", value: .int(Int64(known.count - answered.count))),
        ]
        return .record(Record(counts + (isOfNumbers ? try numbers(read, kept, keys) : try classes(read, kept, keys))))
    }

    /// `nil` for null and NaN.
    private func number(_ value: Datum) -> Double? { Double(datum: value).flatMap { $0.isNaN ? nil : $0 } }

    private func classes(
        _ read: MeasuredColumns, _ kept: [Int], _ keys: [[Datum]]
    ) throws -> [(name: String, value: Value)] {
        let guesses = prediction.map { _ in kept.map { MeasuredColumns.label(read.columns[1][$0]) } }
        // A score that is missing speaks for nothing.
        let own = kept.map { row in labels.map { number(read.columns[4][row][$0] ?? .null) ?? 0 } }
        let confidences = confidence.map { _ in kept.map { number(read.columns[2][$0]) } }
        try checkProbabilities(confidences ?? [], own, kept)
        let rows = PredictedRows(
            predictions: guesses, confidences: confidences, known: labels,
            scores: labels.indices.map { label in own.map { $0[label] } }, texts: kept.map { read.columns[3][$0] },
            labels: kept.map { MeasuredColumns.label(read.columns[0][$0]) ?? "" })
        var fields = try ClassEvaluation(
            rows: rows, wanted: wanted, isChosen: isChosen, bootstrap: bootstrap,
            groups: group.map { _ in read.groups(of: kept) },
            context: call.evaluation.context
        ).fields()
        if !slices.isEmpty {
            fields.append((name: "slices", value: slices.table(keys, sliceFields) { EvaluationSlices.classNumbers(rows, $0) }))
        }
        if let train, let trainColumn { fields += try EvaluationLeaks.values(rows, train: train, trainColumn, call) }
        return fields
    }

    /// Other numbers, such as margins or per cent, would give a loss and a calibration that mean nothing.
    private func checkProbabilities(_ confidences: [Double?], _ scores: [[Double]], _ rows: [Int]) throws {
        func refusal(_ field: Field?, _ place: Int, _ what: String, _ argument: Int) -> Diagnostic {
            Diagnostic(
                "wrong-argument",
                "`.\(DatumText.label(field?.name ?? ""))` holds no probabilities: \(what) in row \(rows[place])",
                at: call.range(ofArgument: argument),
                help: ["probabilities lie between 0 and 1, and those of one row are 1 together"])
        }
        if let place = confidences.firstIndex(where: { !(0...1).contains($0 ?? 0) }) {
            throw refusal(confidence, place, DatumText.float(confidences[place] ?? 0), 5)
        }
        for (place, own) in scores.enumerated() {
            if let outside = own.first(where: { !(0...1).contains($0) }) {
                throw refusal(self.scores, place, DatumText.float(outside), 6)
            }
            let sum = own.reduce(0, +)
            if sum > 1 + Self.roundingOfSums { throw refusal(self.scores, place, "\(DatumText.float(sum)) together", 6) }
        }
    }

    /// What sums of probabilities may be above 1 that were rounded to a few digits.
    private static let roundingOfSums = 0.01

    private func numbers(
        _ read: MeasuredColumns, _ kept: [Int], _ keys: [[Datum]]
    ) throws -> [(name: String, value: Value)] {
        try NumberEvaluation(
            truths: kept.map { number(read.columns[0][$0]) ?? 0 }, predictions: kept.map { number(read.columns[1][$0]) ?? 0 },
            wanted: wanted, slices: slices, keys: keys, bootstrap: bootstrap, groups: group.map { _ in read.groups(of: kept) },
            context: call.evaluation.context
        ).fields()
    }
}
