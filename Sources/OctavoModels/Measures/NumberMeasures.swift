/// How near predicted numbers are to true ones.
package struct NumberMeasures: Sendable {
    private let truths: [Double]
    private let errors: [Double]

    package init(truths: [Double], predictions: [Double]) {
        precondition(truths.count == predictions.count, "a prediction for every row")
        self.truths = truths
        errors = zip(truths, predictions).map { $1 - $0 }
    }

    package var rows: Int { truths.count }

    package enum Measure: String, CaseIterable, Sendable {
        /// The mean distance.
        case mae
        /// The root of the mean squared distance.
        case rmse
        /// Of the truth's variance the share that is foreseen; 1 is all, and below 0 the mean would be nearer.
        case r2
        /// The mean of prediction minus truth.
        case bias
        /// The distance that half of the rows do not exceed.
        case medianError = "median_error"
    }

    package func value(_ measure: Measure) -> Double? { value(measure, times: [Int32](repeating: 1, count: rows)) }

    /// Where each row comes as often as `times` says; `nil` without rows.
    package func value(_ measure: Measure, times: [Int32]) -> Double? {
        let count = times.reduce(0.0) { $0 + Double($1) }
        guard count > 0 else { return nil }
        func mean(_ values: some Sequence<Double>) -> Double { zip(times, values).reduce(0) { $0 + Double($1.0) * $1.1 } / count }
        switch measure {
        case .mae: return mean(errors.lazy.map(\.magnitude))
        case .rmse: return mean(errors.lazy.map { $0 * $0 }).squareRoot()
        case .bias: return mean(errors)
        case .medianError: return median(times, Int(count))
        case .r2:
            // Of one row nothing varies.
            guard count > 1 else { return nil }
            let center = mean(truths)
            let missed = mean(errors.lazy.map { $0 * $0 })
            let all = mean(truths.lazy.map { ($0 - center) * ($0 - center) })
            // As scikit-learn: where all truths are the same, 1 if they are met and 0 if not.
            return all > 0 ? 1 - missed / all : missed == 0 ? 1 : 0
        }
    }

    private func median(_ times: [Int32], _ count: Int) -> Double {
        let order = errors.indices.filter { times[$0] > 0 }.sorted { errors[$0].magnitude < errors[$1].magnitude }
        func place(_ wanted: Int) -> Double {
            var seen = 0
            for row in order {
                seen += Int(times[row])
                if seen > wanted { return errors[row].magnitude }
            }
            return .nan
        }
        return (place((count - 1) / 2) + place(count / 2)) / 2
    }
}
