/// Rounding to decimal places without the error of scaling and scaling back.
enum Rounding {
    /// Powers of ten that a Double holds exactly reach up to this.
    static let largestDigits: Int64 = 22

    /// The nearest multiple of 10^-digits; halves go away from zero. Decided on the exact value of `number`: 2.675 is a little
    /// less than it looks and rounds to 2.67. `digits` within ±22.
    static func round(_ number: Double, digits: Int64) -> Double {
        guard number.isFinite, number != 0 else { return number }
        if digits == 0 { return number.rounded(.toNearestOrAwayFromZero) }
        let power = powerOfTen(abs(digits))
        if digits < 0 {
            let rest = number.truncatingRemainder(dividingBy: power)
            // Exact: both are multiples of the last place of `number`, and the result is not larger than it.
            let base = number - rest
            guard rest.magnitude * 2 >= power else { return base }
            return base + (number < 0 ? -power : power)
        }
        let product = number * power
        // Past 2^52 the number has no more digits than asked for.
        guard product.magnitude < 0x1p52 else { return number }
        let error = productError(number, power, product)
        let whole = corrected(product.rounded(.toNearestOrAwayFromZero), number: number, product: product, error: error)
        return whole / power
    }

    /// Moves `whole` where the product's own rounding hid which side of a half the number is on.
    private static func corrected(_ whole: Double, number: Double, product: Double, error: Double) -> Double {
        // Exact: `product` and `whole` are neighbours. The true product is `product + error`, and `error` is far below a half.
        let above = product - whole
        if number > 0 {
            if above == -0.5, error < 0 { return whole - 1 }
        } else {
            if above == 0.5, error > 0 { return whole + 1 }
        }
        // Here `product` is off a half by less than its own rounding only when it is a half itself.
        return whole
    }

    /// What rounding took from `left * right`, exactly. Source: T. J. Dekker, "A floating-point technique for extending the
    /// available precision", Numerische Mathematik 18 (1971). Factors stay below 2^970 here, so no part overflows.
    private static func productError(_ left: Double, _ right: Double, _ product: Double) -> Double {
        let (leftHigh, leftLow) = halves(left)
        let (rightHigh, rightLow) = halves(right)
        return ((leftHigh * rightHigh - product) + leftHigh * rightLow + leftLow * rightHigh) + leftLow * rightLow
    }

    private static func halves(_ number: Double) -> (high: Double, low: Double) {
        let scaled = 134_217_729 * number
        let high = scaled - (scaled - number)
        return (high, number - high)
    }

    static func powerOfTen(_ exponent: Int64) -> Double {
        var power = 1.0
        for _ in 0..<min(exponent, largestDigits) { power *= 10 }
        return power
    }

    /// The nearest multiple of 10^places, halves away from zero; `nil` where that does not fit.
    static func round(_ number: Int64, toPlaces places: Int64) -> Int64? {
        guard places > 0 else { return number }
        guard places <= 19 else { return 0 }
        var power: UInt64 = 1
        for _ in 0..<places { power *= 10 }
        let magnitude = number.magnitude
        let rest = magnitude % power
        let (rounded, overflow) = (magnitude - rest).addingReportingOverflow(rest >= power - rest ? power : 0)
        if overflow { return nil }
        return number < 0
            ? (rounded <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- rounded) : nil) : Int64(exactly: rounded)
    }
}
