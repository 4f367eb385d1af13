import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable
import OctavoText

/// Which texts that are measured on were learnt from, or nearly.
enum EvaluationLeaks {
    static let fields: [(name: String, type: ValueType)] = [
        (name: "leaked", type: .int), (name: "accuracy_without_leaked", type: .float),
    ]

    static func values(
        _ rows: PredictedRows, train: Plan, _ field: Field, _ call: Call
    ) throws -> [(name: String, value: Value)] {
        let context = call.evaluation.context
        let text = Schema([Field("text", .text)])
        let learnt = try Executor.run(
            call.step(.select(train, [NamedExpression("text", MeasuredColumns.column(field, call))]), text), context)
        let measured = Table(schema: text, chunks: [Chunk(count: rows.texts.count, columns: [Column(.text, rows.texts)])])
        let leaks = try LeakageSearch.run(train: learnt, test: measured, Resemblance(), context)
        let leaked = Set(leaks.values(0).compactMap { $0.integer.map { Int($0) } })
        let others = rows.rows.filter { !leaked.contains($0) }
        return [
            (name: "leaked", value: .int(Int64(leaked.count))),
            (name: "accuracy_without_leaked", value: Value(Datum(rows.measures(others).counts.accuracy))),
        ]
    }
}
