import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Measures a model that tells numbers on the rows of a table.
struct RegressionEvaluation {
    private let call: Call
    private let plan: Plan
    private let model: any RegressionModel
    private let value: ModelValue
    private let inputs: [Field]
    private let truth: Field
    private let wanted: [EvaluationMeasure]
    private let slices: EvaluationSlices
    private let bootstrap: Bootstrap
    private let group: RowExpression?

    init(
        _ call: Call, _ plan: Plan, _ value: ModelValue, _ model: any RegressionModel, text: ColumnReference?,
        truth: ColumnReference?, _ metrics: EvaluationMeasures?, _ slices: EvaluationSlices, train: TableArgument?,
        _ bootstrap: Bootstrap, group: RowExpression?
    ) throws {
        if train != nil {
            throw Diagnostic(
                "not-supported", "leaks are looked for among texts, and \(article(model.kind)) model reads columns",
                at: call.range, help: ["without `train:`; `leakage(train, test)` compares rows"])
        }
        let range = call.range(ofArgument: 1)
        inputs = try value.inputs(call, plan.schema, text: text, at: range)
        let reference = truth ?? ColumnReference(name: value.card.label, range: range)
        let field = try call.requireColumn(reference, in: plan.schema)
        guard field.type.isNumeric else {
            throw Diagnostic(
                "type-mismatch", "`.\(DatumText.label(field.name))` is \(field.type), and the model tells a number",
                at: reference.range)
        }
        self.truth = field
        wanted = try EvaluationMeasures.given(metrics, [.numbers], call)
        try slices.check(EvaluationSlices.numberFields, call)
        (self.call, self.plan, self.model, self.value, self.slices) = (call, plan, model, value, slices)
        (self.bootstrap, self.group) = (bootstrap, group)
    }

    private var type: ValueType {
        .record(
            [(name: "rows", type: .int), (name: "left_out", type: .int)] + wanted.flatMap(\.fields)
                + [(name: "measures", type: .table(EvaluationMeasure.summary))]
                + (slices.isEmpty ? [] : [(name: "slices", type: .table(Schema(slices.fields(EvaluationSlices.numberFields))))])
                + [(name: "covered", type: .float)])
    }

    func result() throws -> Value {
        guard !call.isChecking else { return .unknown(type) }
        let context = call.evaluation.context
        let read = try MeasuredColumns(
            plan,
            (inputs + [truth]).map { MeasuredColumns.column($0, call) } + slices.expressions + [group].compactMap { $0 }, call)
        let numbers = read.columns[inputs.count].map { TreeFeature.number($0).flatMap { $0.isFinite ? $0 : nil } }
        let kept = numbers.indices.filter { numbers[$0] != nil }
        let truths = kept.compactMap { numbers[$0] }
        let predictions = try LabelledRows.predictions(
            kept.map { row in inputs.indices.map { read.columns[$0][row] } }, inputs.map(\.type), model, context)
        var fields: [(name: String, value: Value)] = [
            (name: "rows", value: .int(Int64(kept.count))), (name: "left_out", value: .int(Int64(read.count - kept.count))),
        ]
        fields += try NumberEvaluation(
            truths: truths, predictions: predictions, wanted: wanted, slices: slices,
            keys: kept.map { row in
                read.columns.dropFirst(inputs.count + 1).prefix(slices.expressions.count).map { $0[row] }
            }, bootstrap: bootstrap, groups: group.map { _ in read.groups(of: kept) }, context: context
        ).fields()
        // Nine in ten should be; the share is null where the model knows no interval, or there is no row.
        let covered = model.spread.flatMap { spread in
            truths.isEmpty
                ? nil : Double(zip(truths, predictions).count { spread.contains($0 - $1) }) / Double(truths.count)
        }
        fields.append((name: "covered", value: Value(Datum(covered))))
        // Beside the training that made the model; that it could not be noted changes nothing of what was measured.
        try? call.capabilities.runs.add(measures: MeasuresArgument.measures(of: Record(fields)), toRun: value.run)
        return .record(Record(fields))
    }
}
