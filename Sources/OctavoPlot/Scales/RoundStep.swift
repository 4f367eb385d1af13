import Glibc

/// A distance between ticks that people count in: 1, 2, 2.5 or 5 times a power of ten, held as whole numbers so that every tick
/// is exact.
///
/// Source: P. Heckbert, "Nice Numbers for Graph Labels", Graphics Gems (1990), with 2.5 added and the step searched for rather
/// than guessed, so that the number of ticks never passes the limit.
struct RoundStep: Hashable, Sendable {
    /// 1, 2, 5 or 25.
    let mantissa: Int64
    let exponent: Int

    var value: Double { Self.power(mantissa, exponent) }

    /// `number × 10^exponent`, rounded once.
    static func power(_ number: Int64, _ exponent: Int) -> Double { Double("\(number)e\(exponent)") ?? 0 }

    /// The ticks of a range as whole multiples of a step: the smallest step that gives at most `limit` of them.
    ///
    /// `covers`: the first and last tick enclose the range; otherwise they lie within it. `lower < upper`, both of a magnitude
    /// below 1e300, and further apart than a ten-thousand-millionth of it (`LinearScale` sees to that).
    static func ticks(
        from lower: Double, to upper: Double, atMost limit: Int, covers: Bool, isInteger: Bool
    ) -> (step: RoundStep, multiples: ClosedRange<Int64>) {
        let span = upper - lower
        let start = max(Int(log10(span / Double(limit)).rounded(.down)) - 1, isInteger ? 0 : -320)
        for exponent in start...310 {
            for (mantissa, shift) in [(1, 0), (2, 0), (25, -1), (5, 0)] as [(Int64, Int)] {
                if isInteger, exponent + shift < 0 { continue }
                let step = RoundStep(mantissa: mantissa, exponent: exponent + shift)
                guard step.value > 0 else { continue }
                let first = (lower / step.value).rounded(covers ? .down : .up)
                let last = (upper / step.value).rounded(covers ? .up : .down)
                guard abs(first) < 3e17, abs(last) < 3e17, last - first < Double(limit), first <= last else { continue }
                return (step, Int64(first)...Int64(last))
            }
        }
        // Whole numbers were asked for and none lies within: the nearest below stands for them.
        let step = RoundStep(mantissa: 1, exponent: max(start, -300))
        let first = Int64(max(min((lower / step.value).rounded(.down), 3e17), -3e17))
        return (step, first...first)
    }
}

enum Logarithm {
    static func decimal(_ value: Double) -> Double { log10(value) }
}
