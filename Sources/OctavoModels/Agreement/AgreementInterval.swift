package import OctavoTable

/// A measure with the interval that it stays in when rows are drawn anew: Efron's percentile bootstrap.
package struct AgreementInterval: Sendable, Equatable {
    package let measure: AgreementMeasure
    package let rowCount: Int
    package let value: Double?
    /// `nil` where the measure is defined for less than half of the draws.
    package let bounds: ClosedRange<Double>?

    /// `confidence` is the share of draws between the bounds, above 0 and below 1. All measures see the same draws.
    package static func all(
        _ measures: [AgreementMeasure], _ ratings: Ratings, samples: Int, seed: UInt64, confidence: Double,
        cancellation: Cancellation
    ) throws -> [AgreementInterval] {
        var random = SplitMix(seed: seed)
        var drawn: [[Double]] = measures.map { _ in [] }
        for _ in 0..<(ratings.rowCount > 0 ? samples : 0) {
            try cancellation.check()
            let times = ratings.resampled(&random)
            for (place, measure) in measures.enumerated() {
                if let value = measure.value(ratings, times: times) { drawn[place].append(value) }
            }
        }
        return zip(measures, drawn).map { measure, values in
            AgreementInterval(
                measure: measure, rowCount: measure.rowCount(ratings), value: measure.value(ratings, times: ratings.times),
                bounds: values.count * 2 > samples ? Percentiles.bounds(values.sorted(), confidence) : nil)
        }
    }
}
