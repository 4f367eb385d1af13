import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Measures a model on the rows of a table.
struct ModelEvaluation {
    private let call: Call
    private let plan: Plan
    /// `nil` while checking a model that only a run makes.
    private let model: ClassifierValue?
    /// What the model reads, and the truth, where they are known.
    private let columns: (inputs: [Field], truth: Field)?
    private let trainColumn: Field?
    private let wanted: [EvaluationMeasure]
    private let isChosen: Bool
    private let slices: EvaluationSlices
    private let train: Plan?
    private let bootstrap: Bootstrap
    private let group: RowExpression?

    init(
        _ call: Call, _ plan: Plan, _ model: ClassifierValue?, text: ColumnReference?, truth: ColumnReference?,
        _ metrics: EvaluationMeasures?, _ slices: EvaluationSlices, train: Plan?, _ bootstrap: Bootstrap, group: RowExpression?
    ) throws {
        let range = call.range(ofArgument: 1)
        let truth = truth ?? model.map { ColumnReference(name: $0.card.label, range: range) }
        let inputs = try model.map { try $0.value.inputs(call, plan.schema, text: text, at: range) }
        let truthField = try truth.map { reference in
            // What only a run makes may turn out to be a model of numbers, or one that answers.
            try model == nil
                ? call.requireColumn(reference, in: plan.schema) : MeasuredColumns.classes(reference, call, plan.schema)
        }
        columns = inputs.flatMap { inputs in truthField.map { (inputs, $0) } }
        trainColumn = try train.flatMap { train in
            try model.flatMap { model in
                let own = try model.value.inputs(call, train.schema, text: text, at: range)
                guard model.model is TextModel else {
                    throw Diagnostic(
                        "not-supported", "leaks are looked for among texts, and \(article(model.model.kind)) model reads columns",
                        at: call.range, help: ["without `train:`; `leakage(train, test)` compares rows"])
                }
                return own.first
            }
        }
        let others: Set<EvaluationMeasure.Need> = model == nil ? [.numbers, .answers, .references] : []
        wanted = try EvaluationMeasures.given(metrics, others.union([.classes, .confidence, .probabilities]), call)
        isChosen = metrics != nil
        try slices.check(EvaluationSlices.classFields, call)
        (self.call, self.plan, self.model, self.slices, self.train) = (call, plan, model, slices, train)
        (self.bootstrap, self.group) = (bootstrap, group)
    }

    /// What is known of the result before anything is measured.
    private var type: ValueType {
        .record(
            [(name: "rows", type: .int), (name: "left_out", type: .int), (name: "unknown_labels", type: .int)]
                + wanted.flatMap(\.fields) + [(name: "measures", type: .table(EvaluationMeasure.summary))]
                + (slices.isEmpty ? [] : [(name: "slices", type: .table(Schema(slices.fields(EvaluationSlices.classFields))))])
                + (train == nil ? [] : EvaluationLeaks.fields))
    }

    func result() throws -> Value {
        guard let model, let columns, !call.isChecking else { return .unknown(type) }
        let context = call.evaluation.context
        let read = try MeasuredColumns(
            plan,
            (columns.inputs + [columns.truth]).map { MeasuredColumns.column($0, call) } + slices.expressions
                + [group].compactMap { $0 }, call)
        let truths = read.columns[columns.inputs.count]
        let kept = (0..<read.count).filter { row in
            // A text that is null says nothing; of other columns some may be.
            !truths[row].isNull && (columns.inputs.count > 1 || !read.columns[0][row].isNull)
        }
        let rows = try PredictedRows(
            model, rows: kept.map { row in columns.inputs.indices.map { read.columns[$0][row] } },
            labels: kept.map { MeasuredColumns.label(truths[$0]) ?? "" }, keepsScores: try keepsScores(kept.count, model), context
        )
        let evaluation = ClassEvaluation(
            rows: rows, wanted: wanted, isChosen: isChosen, bootstrap: bootstrap,
            groups: group.map { _ in read.groups(of: kept) }, context: context)
        var fields: [(name: String, value: Value)] = [
            (name: "rows", value: .int(Int64(kept.count))), (name: "left_out", value: .int(Int64(read.count - kept.count))),
            (name: "unknown_labels", value: .int(Int64(rows.unknownTruths))),
        ]
        fields += try evaluation.fields()
        if !slices.isEmpty {
            let keys = kept.map { row in
                read.columns.dropFirst(columns.inputs.count + 1).prefix(slices.expressions.count).map { $0[row] }
            }
            fields.append(
                (
                    name: "slices",
                    value: slices.table(keys, EvaluationSlices.classFields) { EvaluationSlices.classNumbers(rows, $0) }
                ))
        }
        if let train, let trainColumn { fields += try EvaluationLeaks.values(rows, train: train, trainColumn, call) }
        note(fields, model)
        return .record(Record(fields))
    }

    /// Beside the training that made the model; that it could not be noted changes nothing of what was measured.
    private func note(_ fields: [(name: String, value: Value)], _ model: ClassifierValue) {
        let measures = MeasuresArgument.measures(of: Record(fields))
        try? call.capabilities.runs.add(measures: measures, toRun: model.value.run)
    }

    /// Curves need every label's probability of every row at once.
    private func keepsScores(_ rows: Int, _ model: ClassifierValue) throws -> Bool {
        let isNeeded = wanted.contains { [.rocAUC, .prAUC, .rocCurve, .prCurve, .labels].contains($0) }
        guard isNeeded else { return false }
        let labels = model.model.names.count
        // The probabilities, their order and its ends.
        let bytes = rows * labels * 3 * 8
        guard bytes < call.capabilities.memoryLimit / 2 else {
            if isChosen && wanted.contains(where: { [.rocAUC, .prAUC, .rocCurve, .prCurve].contains($0) }) {
                throw Diagnostic(
                    "budget",
                    "curves of \(Quantity.of(rows, "row")) and \(Quantity.grouped(labels)) labels take more memory than there may be",
                    at: call.range(ofArgument: 7), help: ["`sample` the rows, or raise `memory:` in `config/octavo.yaml`"])
            }
            call.warn(
                Diagnostic(
                    "budget",
                    "without areas and curves: those of \(Quantity.of(rows, "row")) and \(Quantity.grouped(labels)) labels take more "
                        + "memory than there may be", severity: .warning, at: call.range))
            return false
        }
        return true
    }
}
