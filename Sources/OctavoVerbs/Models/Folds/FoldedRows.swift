import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// A table's rows in parts, each predicted by a model that was trained on the others.
struct FoldedRows {
    /// The rows that have a text and a label.
    let table: Table
    let texts: [String]
    /// Places in `names`, and those in order of first appearance.
    let labels: [Int32]
    let names: [String]
    let parts: [Int]
    let partCount: Int
    let leftOut: Int

    init(_ plan: Plan, _ columns: LabelledTexts.Columns, parts count: Int, seed: Int, _ call: Call) throws {
        let context = call.evaluation.context
        let all = try Executor.run(plan, context)
        guard let text = all.schema.index(of: columns.text.name), let label = all.schema.index(of: columns.label.name) else {
            throw Diagnostic("unknown-column", "the table has no column of text and of labels", at: call.range)
        }
        var texts: [String] = []
        var labels: [Int32] = []
        var names: [String] = []
        var numbers: [String: Int32] = [:]
        var textNumbers: [String: Int] = [:]
        var chunks: [Chunk] = []
        for chunk in all.chunks {
            var kept: [Int32] = []
            for row in 0..<chunk.count {
                guard case .text(let own) = chunk.columns[text][row], case .text(let name) = chunk.columns[label][row] else {
                    continue
                }
                if numbers[name] == nil {
                    numbers[name] = Int32(names.count)
                    names.append(name)
                }
                kept.append(Int32(row))
                texts.append(own)
                labels.append(numbers[name] ?? 0)
            }
            chunks.append(try chunk.gathered(Buffer(kept)))
        }
        let textPlaces = texts.map { own -> Int in
            let number = textNumbers[own] ?? textNumbers.count
            textNumbers[own] = number
            return number
        }
        guard count >= 2, count <= max(textNumbers.count, 2) else {
            throw Diagnostic(
                "wrong-argument",
                "`k` is 2 or more and at most the number of different texts, \(Quantity.grouped(textNumbers.count)), not \(count)",
                at: call.range)
        }
        table = Table(schema: all.schema, chunks: chunks)
        parts = Folds.assign(labels: labels, texts: textPlaces, count: count, seed: UInt64(bitPattern: Int64(seed)))
        (self.texts, self.labels, self.names, partCount, leftOut) = (texts, labels, names, count, all.count - texts.count)
    }

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

    /// Every row's probability of every name, by the model that did not learn from it; 0 where that model does not know the name. `finish`
    /// is told of each part's model.
    func probabilities(_ training: TrainingCall, _ settings: [(name: String, value: Value)], _ call: Call) throws -> [[Double]] {
        let context = call.evaluation.context
        var result = [[Double]](repeating: [], count: texts.count)
        for part in 0..<partCount {
            try context.cancellation.check()
            let own = rows(of: part)
            guard !own.isEmpty,
                let model = try training.model(Plan(subset { parts[$0] != part }), settings).flatMap({ ClassifierValue($0) })
            else { continue }
            var places: [String: Int] = [:]
            for (place, name) in model.model.names.enumerated() { places[name] = place }
            let order = names.map { places[$0] }
            let found = try ModelAnswers.map(own.map { [.text(texts[$0])] }, model, context) { _, answer in
                order.map { $0.map { answer.probabilities[$0] } ?? 0 }
            }
            for (row, probabilities) in zip(own, found) { result[row] = probabilities }
        }
        return result
    }
}
