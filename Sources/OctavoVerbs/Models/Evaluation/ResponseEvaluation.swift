import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Measures answers in words against references, or against what was asked.
struct ResponseEvaluation {
    private let call: Call
    private let plan: Plan
    private let columns: [RowExpression]
    private let hasReference: Bool
    private let wanted: [EvaluationMeasure]
    private let slices: EvaluationSlices
    private let bootstrap: Bootstrap
    private let hasGroups: Bool

    init(
        _ call: Call, _ plan: Plan, response: ColumnReference, reference: ColumnReference?, query: ColumnReference?,
        likeness: ColumnExpression?, _ metrics: EvaluationMeasures?, _ slices: EvaluationSlices, _ bootstrap: Bootstrap,
        group: RowExpression?
    ) throws {
        let schema = plan.schema
        guard reference != nil || query != nil else {
            throw Diagnostic(
                "missing-argument", "an answer is measured against a `reference`, or against the `query`", at: response.range,
                help: ["`t | evaluate(response: .answer, reference: .expected)`"])
        }
        let none = RowExpression(.literal(.null), type: .null)
        var texts = [MeasuredColumns.column(try TextColumns.field(response, call, schema), call)]
        if let reference {
            let field = try call.requireColumn(reference, in: schema)
            guard [.text, .null, .list(.text), .list(.null)].contains(field.type) else {
                throw Diagnostic(
                    "type-mismatch", "`.\(DatumText.label(field.name))` is \(field.type), not text or a list of texts",
                    at: reference.range)
            }
            texts.append(MeasuredColumns.column(field, call))
        } else {
            texts.append(none)
        }
        texts.append(try query.map { MeasuredColumns.column(try TextColumns.field($0, call, schema), call) } ?? none)
        let cosine = try likeness.map { try call.resolve($0, over: schema) }
        if let cosine, let likeness, !cosine.type.isNumeric {
            throw Diagnostic("type-mismatch", "`likeness` is \(cosine.type), not a number", at: likeness.range)
        }
        columns = texts + [cosine ?? none] + slices.expressions + [group].compactMap { $0 }
        hasGroups = group != nil
        hasReference = reference != nil
        try slices.check(EvaluationSlices.answerFields, call)
        wanted = try EvaluationMeasures.given(metrics, hasReference ? [.references, .answers] : [.answers], call)
        (self.call, self.plan, self.slices, self.bootstrap) = (call, plan, slices, bootstrap)
    }

    private var type: ValueType {
        .record(
            [(name: "rows", type: .int), (name: "scored", type: .int), (name: "scored_share", type: .float)]
                + wanted.flatMap(\.fields)
                + [(name: "measures", type: .table(EvaluationMeasure.summary))]
                + (slices.isEmpty ? [] : [(name: "slices", type: .table(Schema(slices.fields(EvaluationSlices.answerFields))))]))
    }

    func result() throws -> Value {
        if call.isChecking { return .unknown(type) }
        let context = call.evaluation.context
        let read = try MeasuredColumns(plan, columns, call)
        let scores = try AnswerScores(rows: read.count, context) { row in
            guard let response = read.columns[0][row].text else { return nil }
            // What has a reference elsewhere is not measured against its query here: that is another scale.
            return AnswerScores.Score(
                response, references: References(datum: read.columns[1][row])?.texts ?? [],
                query: hasReference ? nil : read.columns[2][row].text, likeness: Double(datum: read.columns[3][row]))
        }
        let kept = scores.kept
        let numbers = try scores.numbers(wanted, bootstrap, groups: hasGroups ? read.groups(of: kept) : nil, context)
        var fields: [(name: String, value: Value)] = [
            (name: "rows", value: .int(Int64(read.count))), (name: "scored", value: .int(Int64(kept.count))),
            (name: "scored_share", value: Value(Datum(Proportion(kept.count, of: read.count).value))),
        ]
        fields += EvaluationMeasure.fields(numbers)
        if !slices.isEmpty {
            fields.append(
                (
                    name: "slices",
                    value: scores.slices(slices) { row in
                        read.columns.dropFirst(4).prefix(slices.expressions.count).map { $0[row] }
                    }
                ))
        }
        return .record(Record(fields))
    }
}

extension EvaluationMeasure {
    /// A field for each number, and the table of all with their intervals last.
    static func fields(_ numbers: [AnswerScores.Number]) -> [(name: String, value: Value)] {
        let rows = numbers.map { one -> [Datum] in
            [.text(one.measure.rawValue), Datum(one.value), Datum(one.interval?.lowerBound), Datum(one.interval?.upperBound)]
        }
        return numbers.flatMap { $0.measure.fields($0.value, $0.interval) }
            + [(name: "measures", value: MeasuredColumns.table(summary.fields, rows))]
    }
}
