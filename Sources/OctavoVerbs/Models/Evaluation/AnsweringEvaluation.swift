import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Measures a model that answers in words on the rows of a table.
struct AnsweringEvaluation {
    private let call: Call
    private let plan: Plan
    private let value: ModelValue
    private let model: any AnsweringModel
    private let inputs: [Field]
    /// What answers should be: texts, or lists of texts.
    private let truth: Field
    private let wanted: [EvaluationMeasure]
    private let slices: EvaluationSlices
    private let bootstrap: Bootstrap
    private let group: RowExpression?

    private static let rowsPerPiece = 64

    init(
        _ call: Call, _ plan: Plan, _ value: ModelValue, _ model: any AnsweringModel, text: ColumnReference?,
        truth: ColumnReference?, _ metrics: EvaluationMeasures?, _ slices: EvaluationSlices, train: TableArgument?,
        _ bootstrap: Bootstrap, group: RowExpression?
    ) throws {
        if train != nil {
            throw Diagnostic(
                "not-supported", "leaks are looked for where labels are told, and \(article(model.kind)) model answers in words",
                at: call.range, help: ["without `train:`; `leakage(train, test)` compares rows"])
        }
        let range = call.range(ofArgument: 1)
        inputs = try value.inputs(call, plan.schema, text: text, at: range)
        self.truth = try TrainingColumns.turns(
            truth ?? ColumnReference(name: value.card.label, range: range), call, plan.schema)
        wanted = try EvaluationMeasures.given(metrics, [.answers, .references, .confidence], call)
        try slices.check(EvaluationSlices.answerFields, call)
        (self.call, self.plan, self.model, self.value, self.slices) = (call, plan, model, value, slices)
        (self.bootstrap, self.group) = (bootstrap, group)
    }

    private var type: ValueType {
        .record(
            [
                (name: "rows", type: .int), (name: "left_out", type: .int), (name: "answered", type: .int),
                (name: "answered_share", type: .float),
            ] + wanted.flatMap(\.fields) + [(name: "measures", type: .table(EvaluationMeasure.summary))]
                + (slices.isEmpty ? [] : [(name: "slices", type: .table(Schema(slices.fields(EvaluationSlices.answerFields))))]))
    }

    func result() throws -> Value {
        guard !call.isChecking else { return .unknown(type) }
        let context = call.evaluation.context
        let read = try MeasuredColumns(
            plan,
            (inputs + [truth]).map { MeasuredColumns.column($0, call) } + slices.expressions + [group].compactMap { $0 }, call)
        let references = read.columns[inputs.count].map { References(datum: $0)?.texts ?? [] }
        let rows = references.indices.filter { !references[$0].isEmpty && !read.columns[0][$0].isNull }
        let answers = try answers(rows.map { row in inputs.indices.map { read.columns[$0][row] } }, context)
        let scores = try AnswerScores(rows: rows.count, context) { place in
            answers[place].text.flatMap { AnswerScores.Score($0, references: references[rows[place]]) }
        }
        let certainty = Certainty(
            confidences: scores.kept.map { answers[$0].confidence },
            isRight: scores.scores.map { $0.relevance >= AnswerRelevance.least }, rows: rows.count)
        let answered = scores.kept.map { rows[$0] }
        let told = try scores.numbers(wanted, bootstrap, groups: group.map { _ in read.groups(of: answered) }, context)
        // In the order of all measures.
        let numbers = wanted.compactMap { measure in
            told.first { $0.measure == measure } ?? certainty.number(measure)
        }
        var fields: [(name: String, value: Value)] = [
            (name: "rows", value: .int(Int64(rows.count))), (name: "left_out", value: .int(Int64(read.count - rows.count))),
            (name: "answered", value: .int(Int64(answered.count))),
            (name: "answered_share", value: Value(Datum(Proportion(answered.count, of: rows.count).value))),
        ]
        fields += EvaluationMeasure.fields(numbers)
        for measure in wanted {
            guard let columns = measure.columns else { continue }
            fields.append((name: measure.rawValue, value: MeasuredColumns.table(columns.fields, certainty.rows(measure))))
        }
        if !slices.isEmpty {
            fields.append(
                (
                    name: "slices",
                    value: scores.slices(slices) { place in
                        read.columns.dropFirst(inputs.count + 1).prefix(slices.expressions.count).map { $0[rows[place]] }
                    }
                ))
        }
        // Beside the training that made the model; that it could not be noted changes nothing of what was measured.
        try? call.capabilities.runs.add(measures: MeasuresArgument.measures(of: Record(fields)), toRun: value.run)
        return .record(Record(fields))
    }

    private struct Answer: Sendable {
        /// `nil` where none is given.
        var text: String?
        var confidence = 0.0
    }

    private func answers(_ rows: [[Datum]], _ context: ExecutionContext) throws -> [Answer] {
        let starts = Array(stride(from: 0, to: rows.count, by: Self.rowsPerPiece))
        return try Parallel.map(starts, threads: context.mostThreads) { start in
            try context.cancellation.check()
            let answerer = model.makeAnswerer()
            return rows[start..<min(start + Self.rowsPerPiece, rows.count)].map { row in
                guard let answer = answerer.answer(row), answer.confidence >= model.threshold else { return Answer() }
                return Answer(text: answer.text, confidence: answer.confidence)
            }
        }.flatMap { $0 }
    }
}

/// How well confidence says which answers are right.
private struct Certainty {
    private let measures: ClassificationMeasures
    private let curve: CoverageCurve

    /// Of those that were answered, among so many rows.
    init(confidences: [Double], isRight: [Bool], rows: Int) {
        var measures = ClassificationMeasures(classes: 2)
        for (confidence, isRight) in zip(confidences, isRight) {
            measures.add(truth: isRight ? 1 : 0, prediction: 1, .init(prediction: confidence))
        }
        self.measures = measures
        curve = CoverageCurve(confidences: confidences, isRight: isRight, rows: rows)
    }

    /// `nil` of what is no number, or is told by something else.
    func number(_ measure: EvaluationMeasure) -> AnswerScores.Number? {
        switch measure {
        case .calibrationError: AnswerScores.Number(measure: measure, value: measures.calibrationError, interval: nil)
        case .aurc: AnswerScores.Number(measure: measure, value: curve.area, interval: nil)
        default: nil
        }
    }

    func rows(_ measure: EvaluationMeasure) -> [[Datum]] {
        measure == .reliability ? measures.reliabilityRows : curve.rows
    }
}
