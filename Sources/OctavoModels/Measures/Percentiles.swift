/// Values between which a share of others lies.
enum Percentiles {
    /// The bounds that leave half of the rest on either side; `sorted` is ascending, finite and not empty.
    static func bounds(_ sorted: [Double], _ confidence: Double) -> ClosedRange<Double> {
        let outside = (1 - confidence) / 2
        let low = quantile(sorted, outside)
        return low...max(quantile(sorted, 1 - outside), low)
    }

    /// Linear between order statistics (type 7), as the language's `quantile`.
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        // On a value itself nothing is added: the step to the next may be infinite.
        guard below + 1 < sorted.count, place > Double(below) else { return sorted[min(below, sorted.count - 1)] }
        return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
    }
}
