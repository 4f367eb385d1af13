import OctavoLanguage
import OctavoModels
import OctavoTable

/// Measures predicted numbers on rows whose truth is known.
struct NumberEvaluation {
    let truths: [Double]
    let predictions: [Double]
    let wanted: [EvaluationMeasure]
    let slices: EvaluationSlices
    /// What each row's part is known by.
    let keys: [[Datum]]
    let bootstrap: Bootstrap
    /// Rows that are drawn together, where they are.
    let groups: [Int32]?
    let context: ExecutionContext

    func fields() throws -> [(name: String, value: Value)] {
        let measures = NumberMeasures(truths: truths, predictions: predictions)
        let known = wanted.compactMap { one in NumberMeasures.Measure(rawValue: one.rawValue).map { (one, $0) } }
        let intervals = try bootstrap.intervals(
            rows: truths.count, groups: groups, threads: context.mostThreads, cancellation: context.cancellation
        ) { times in known.map { measures.value($0.1, times: times) } }
        var fields: [(name: String, value: Value)] = []
        var summary: [[Datum]] = []
        for (place, (measure, own)) in known.enumerated() {
            let value = measures.value(own)
            let interval = truths.count > 1 ? intervals[place] : nil
            fields += measure.fields(value, interval)
            summary.append([.text(measure.rawValue), Datum(value), Datum(interval?.lowerBound), Datum(interval?.upperBound)])
        }
        fields.append((name: "measures", value: MeasuredColumns.table(EvaluationMeasure.summary.fields, summary)))
        if !slices.isEmpty {
            fields.append(
                (
                    name: "slices",
                    value: slices.table(keys, EvaluationSlices.numberFields) { part in
                        let own = NumberMeasures(truths: part.map { truths[$0] }, predictions: part.map { predictions[$0] })
                        return [.mae, .rmse, .bias].map { Datum(own.value($0)) }
                    }
                ))
        }
        return fields
    }
}
