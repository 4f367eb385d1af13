/// Numbers at even distances, with round ticks.
package struct LinearScale: Sendable {
    /// The ends of what is drawn.
    let lower: Double
    let upper: Double
    /// Only whole numbers are marked.
    let isInteger: Bool
    /// The axis is lengthened to the next tick at both ends.
    let isLoose: Bool

    /// Beyond this magnitude nothing is drawn: differences of larger numbers would not be numbers any more.
    static let largest = 1e300
    /// Numbers below this magnitude are as good as zero: their differences could not be divided into ticks.
    private static let smallest = 1e-303
    /// Numbers nearer together than this share of their magnitude are drawn as if they were further apart.
    private static let narrowest = 1e-10

    package init(_ lower: Double, _ upper: Double, isInteger: Bool = false, isLoose: Bool = true) {
        let magnitude = max(abs(lower), abs(upper))
        var (low, high) = (min(lower, upper), max(lower, upper))
        let least = max(magnitude * Self.narrowest, Self.smallest)
        if !(high - low >= least) {
            // A constant: it is drawn in the middle.
            let margin = magnitude <= Self.smallest ? 1 : isInteger ? max(1, magnitude * Self.narrowest) : magnitude * 0.1
            (low, high) = (low - margin, high + margin)
        }
        self.lower = low
        self.upper = high
        self.isInteger = isInteger
        self.isLoose = isLoose
    }

    func resolved(atMost limit: Int) -> ResolvedScale {
        let (step, multiples) = RoundStep.ticks(from: lower, to: upper, atMost: limit, covers: isLoose, isInteger: isInteger)
        let labels = NumberLabels(step: step, multiples: multiples)
        let ticks = multiples.map { multiple in
            Tick(RoundStep.power(multiple * step.mantissa, step.exponent), labels.label(multiple))
        }
        guard isLoose, let first = ticks.first, let last = ticks.last, first.value < last.value else {
            return ResolvedScale(lower: lower, upper: upper, ticks: ticks.filter { $0.value >= lower && $0.value <= upper })
        }
        return ResolvedScale(lower: first.value, upper: last.value, ticks: ticks)
    }
}
