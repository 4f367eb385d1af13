/// Positive numbers at distances of their logarithm; ticks at powers of ten, with 2 and 5 between where few decades are drawn.
package struct LogScale: Sendable {
    let lower: Double
    let upper: Double

    /// The least positive number that is drawn.
    static let smallest = 1e-300

    /// `0 < lower <= upper`.
    package init(_ lower: Double, _ upper: Double) {
        self.lower = max(lower, Self.smallest)
        self.upper = max(upper, self.lower)
    }

    private struct Stop {
        let mantissa: Int64
        let exponent: Int
        var value: Double { RoundStep.power(mantissa, exponent) }
        var label: String { NumberLabels.short(value, digits: 2) }
    }

    func resolved(atMost limit: Int) -> ResolvedScale {
        var (first, last) = (Int(Logarithm.decimal(lower).rounded(.down)), Int(Logarithm.decimal(upper).rounded(.up)))
        if first == last { last += 1 }
        let fine = Self.stops(first, last, [1, 2, 5])
        var low = fine.lastIndex { $0.value <= lower } ?? 0
        var high = fine.firstIndex { $0.value >= upper } ?? fine.count - 1
        if low == high { (low, high) = (max(low - 1, 0), min(high + 1, fine.count - 1)) }
        var chosen = Array(fine[low...high])
        if chosen.count > limit {
            let decades = Self.stops(first, last, [1])
            let step = max((decades.count + limit - 1) / limit, 1)
            first = Int((Double(first) / Double(step)).rounded(.down)) * step
            chosen = stride(from: first, through: last, by: step).map { Stop(mantissa: 1, exponent: $0) }
            if chosen.count < limit, let end = chosen.last, end.value < upper {
                chosen.append(Stop(mantissa: 1, exponent: end.exponent + step))
            }
        }
        let ticks = chosen.map { Tick($0.value, $0.label) }
        let ends = (min(ticks.first?.value ?? lower, lower), max(ticks.last?.value ?? upper, upper))
        return ResolvedScale(lower: ends.0, upper: ends.1, ticks: ticks, isLogarithmic: true)
    }

    private static func stops(_ first: Int, _ last: Int, _ mantissas: [Int64]) -> [Stop] {
        var stops: [Stop] = []
        for exponent in first..<last { stops += mantissas.map { Stop(mantissa: $0, exponent: exponent) } }
        return stops + [Stop(mantissa: 1, exponent: last)]
    }
}
