import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// A table's rows that have what a model learns from and what it tells.
struct LabelledRows {
    /// With all of its columns.
    let table: Table
    /// What a model reads of each, and of what types that is.
    let rows: [[Datum]]
    let types: [DataType]
    /// What is true of each: labels, or numbers.
    let truths: Truths
    let leftOut: Int

    enum Truths {
        case labels([String])
        case numbers([Double])
    }

    init(_ plan: Plan, _ columns: TrainingColumns, _ call: Call) throws {
        let all = try Executor.run(plan, call.evaluation.context)
        let places = try (columns.inputs + [columns.label]).map { field in
            guard let place = all.schema.index(of: field.name) else {
                throw Diagnostic("unknown-column", "the table has no column `.\(DatumText.label(field.name))`", at: call.range)
            }
            return place
        }
        var (rows, labels, numbers): ([[Datum]], [String], [Double]) = ([], [], [])
        let chunks = try all.chunks.map { chunk in
            var kept: [Int32] = []
            for row in 0..<chunk.count {
                let values = places.map { chunk.columns[$0][row] }
                guard let truth = values.last, !columns.readsText || values[0].text != nil else { continue }
                if columns.tellsNumbers {
                    guard let number = TreeFeature.number(truth), number.isFinite else { continue }
                    numbers.append(number)
                } else {
                    guard let label = MeasuredColumns.label(truth) else { continue }
                    labels.append(label)
                }
                kept.append(Int32(row))
                rows.append(Array(values.dropLast()))
            }
            return try chunk.gathered(Buffer(kept))
        }
        table = Table(schema: all.schema, chunks: chunks)
        truths = columns.tellsNumbers ? .numbers(numbers) : .labels(labels)
        leftOut = all.count - rows.count
        self.rows = rows
        types = columns.inputs.map(\.type)
    }

    /// What a model that tells numbers says of these, whose values are of `types`.
    static func predictions(
        _ rows: [[Datum]], _ types: [DataType], _ model: any RegressionModel, _ context: ExecutionContext
    ) throws -> [Double] {
        try Parallel.map(stride(from: 0, to: rows.count, by: 4096).map { $0 }, threads: context.mostThreads) { start in
            try context.cancellation.check()
            let part = rows[start..<min(start + 4096, rows.count)]
            let columns = types.enumerated().map { place, type in Column(type, part.lazy.map { $0[place] }) }
            return model.predictions(columns, count: part.count)
        }.flatMap { $0 }
    }
}
