import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// A table's rows in parts, each predicted by a model that was trained on the others.
struct FoldedRows {
    let labelled: LabelledRows
    /// Places in `names`, which are in order of first appearance; both are empty where numbers are told.
    let labels: [Int32]
    let names: [String]
    let parts: [Int]
    let partCount: Int

    init(_ plan: Plan, _ columns: TrainingColumns, parts count: Int, seed: Int, _ call: Call) throws {
        labelled = try LabelledRows(plan, columns, call)
        var (labels, names): ([Int32], [String]) = ([], [])
        if case .labels(let all) = labelled.truths {
            var places: [String: Int32] = [:]
            for name in all {
                if places[name] == nil {
                    places[name] = Int32(names.count)
                    names.append(name)
                }
                labels.append(places[name] ?? 0)
            }
        }
        (self.labels, self.names, partCount) = (labels, names, count)
        // Rows that are the same stand in one part.
        var numbers: [[Datum]: Int] = [:]
        let same = labelled.rows.map { row -> Int in
            let number = numbers[row] ?? numbers.count
            numbers[row] = number
            return number
        }
        guard count >= 2, count <= max(numbers.count, 2) else {
            throw Diagnostic(
                "wrong-argument",
                "`k` is 2 or more and at most the number of different \(columns.readsText ? "texts" : "rows"), \(Quantity.grouped(numbers.count)), not \(count)",
                at: call.range)
        }
        parts = Folds.assign(
            labels: names.isEmpty ? [Int32](repeating: 0, count: same.count) : labels, texts: same, count: count,
            seed: UInt64(bitPattern: Int64(seed)))
    }

    var table: Table { labelled.table }

    func rows(of part: Int) -> [Int] { parts.indices.filter { parts[$0] == part } }

    /// Rows as a table, in order.
    func subset(_ isIn: (_ row: Int) -> Bool) throws -> Table {
        var first = 0
        let chunks = try table.chunks.map { chunk in
            let kept = (0..<chunk.count).filter { isIn(first + $0) }.map { Int32($0) }
            first += chunk.count
            return try chunk.gathered(Buffer(kept))
        }
        return Table(schema: table.schema, chunks: chunks)
    }

    // MARK: - Predictions

    /// What the model that did not learn from a row says of it.
    struct Answer: Sendable {
        /// Of every name; 0 where the model does not know it.
        var probabilities: [Double] = []
        /// A place among the names; `nil` of a row that is of none.
        var prediction: Int?
        var confidence: Double?
    }

    func answers(_ training: TrainingCall, _ settings: [(name: String, value: Value)], _ call: Call) throws -> [Answer] {
        let context = call.evaluation.context
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() { places[name] = place }
        return try told(Answer(), training, settings, call) { model, rows in
            guard let model = ClassifierValue(model) else { return nil }
            let own = model.model.names.map { places[$0] }
            let other = model.model.rejection?.label.flatMap { places[$0] }
            return try ModelAnswers.map(rows, model, context) { _, answer in
                var probabilities = [Double](repeating: 0, count: names.count)
                for (place, probability) in zip(own, answer.probabilities) {
                    if let place { probabilities[place] = probability }
                }
                return Answer(
                    probabilities: probabilities, prediction: answer.isRejected ? other : own[answer.best],
                    confidence: answer.confidence)
            }
        }
    }

    /// Of numbers: the prediction, and what it lies between where that is known.
    func numbers(_ training: TrainingCall, _ settings: [(name: String, value: Value)], _ call: Call) throws -> [NumberAnswer] {
        try told(NumberAnswer(), training, settings, call) { model, rows in
            guard let model = model.model as? any RegressionModel else { return nil }
            return try LabelledRows.predictions(rows, labelled.types, model, call.evaluation.context).map { number in
                NumberAnswer(
                    prediction: number, low: model.spread.map { number + $0.lowerBound },
                    high: model.spread.map { number + $0.upperBound })
            }
        }
    }

    struct NumberAnswer: Sendable {
        var prediction = 0.0
        var low: Double?
        var high: Double?
    }

    /// What each part's model tells of the rows that it did not learn from, in the rows' order.
    private func told<Told>(
        _ nothing: Told, _ training: TrainingCall, _ settings: [(name: String, value: Value)], _ call: Call,
        _ tell: (_ model: ModelValue, _ rows: [[Datum]]) throws -> [Told]?
    ) throws -> [Told] {
        var result = [Told](repeating: nothing, count: labelled.rows.count)
        for part in 0..<partCount {
            try call.evaluation.context.cancellation.check()
            let own = rows(of: part)
            guard !own.isEmpty, let model = try training.model(Plan(subset { parts[$0] != part }), settings),
                let found = try tell(model, own.map { labelled.rows[$0] })
            else { continue }
            for (row, answer) in zip(own, found) { result[row] = answer }
        }
        return result
    }
}
