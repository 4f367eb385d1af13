import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable
import OctavoText

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

    private struct Scores: Sendable {
        let relevance: Double
        let subsequence: Double
        let characters: CharacterFScore
        let words: BilingualScore
    }

    func result() throws -> Value {
        if call.isChecking { return .unknown(type) }
        let context = call.evaluation.context
        let read = try MeasuredColumns(plan, columns, call)
        let scored = try Parallel.map(Array(0..<read.count), threads: context.mostThreads) { row -> Scores? in
            if row % 256 == 0 { try context.cancellation.check() }
            guard let response = read.columns[0][row].text else { return nil }
            let references = References(datum: read.columns[1][row])?.texts ?? []
            // What has a reference elsewhere is not measured against its query here: that is another scale.
            let query = hasReference ? nil : read.columns[2][row].text
            guard
                let relevance = AnswerRelevance.score(
                    response, references, query: query, likeness: Double(datum: read.columns[3][row]))
            else { return nil }
            return Scores(
                relevance: relevance, subsequence: SubsequenceScore.score(response, references: references),
                characters: CharacterFScore(response, references: references),
                words: BilingualScore(response, references: references))
        }
        let kept = scored.indices.filter { scored[$0] != nil }
        let scores = scored.compactMap { $0 }
        let intervals = try bootstrap.intervals(
            rows: scores.count, groups: hasGroups ? read.groups(of: kept) : nil, threads: context.mostThreads,
            cancellation: context.cancellation
        ) { times in wanted.map { Self.value($0, scores, times) } }
        var fields: [(name: String, value: Value)] = [
            (name: "rows", value: .int(Int64(read.count))), (name: "scored", value: .int(Int64(kept.count))),
            (name: "scored_share", value: Value(Datum(Proportion(kept.count, of: read.count).value))),
        ]
        var summary: [[Datum]] = []
        let once = [Int32](repeating: 1, count: scores.count)
        for (place, measure) in wanted.enumerated() {
            let value = Self.value(measure, scores, once)
            let interval = scores.count > 1 ? intervals[place] : nil
            fields += measure.fields(value, interval)
            summary.append([.text(measure.rawValue), Datum(value), Datum(interval?.lowerBound), Datum(interval?.upperBound)])
        }
        fields.append((name: "measures", value: MeasuredColumns.table(EvaluationMeasure.summary.fields, summary)))
        if !slices.isEmpty {
            let keys = kept.map { row in read.columns.dropFirst(4).prefix(slices.expressions.count).map { $0[row] } }
            fields.append(
                (
                    name: "slices",
                    value: slices.table(keys, EvaluationSlices.answerFields) { part in
                        [Datum(part.reduce(0) { $0 + scores[$1].relevance } / Double(part.count))]
                    }
                ))
        }
        return .record(Record(fields))
    }

    /// Of all answers together, each as often as `times` says.
    private static func value(_ measure: EvaluationMeasure, _ scores: [Scores], _ times: [Int32]) -> Double? {
        let count = times.reduce(0) { $0 + Int($1) }
        guard count > 0 else { return nil }
        func mean(_ value: (Scores) -> Double) -> Double {
            zip(scores, times).reduce(0) { $0 + value($1.0) * Double($1.1) } / Double(count)
        }
        switch measure {
        case .responseRelevance: return mean(\.relevance)
        case .rougeL: return mean(\.subsequence)
        case .chrf:
            var all = CharacterFScore()
            for (one, times) in zip(scores, times) where times > 0 { all.add(one.characters, times: Int(times)) }
            return all.score
        case .bleu:
            var all = BilingualScore()
            for (one, times) in zip(scores, times) where times > 0 { all.add(one.words, times: Int(times)) }
            return all.corpus
        default: return nil
        }
    }
}
