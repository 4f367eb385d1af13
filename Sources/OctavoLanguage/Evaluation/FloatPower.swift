import Glibc

/// `x ^ y` on floats.
enum FloatPower {
    /// Whole exponents up to this are multiplied out, which gives the same bits everywhere.
    static let largestExactExponent = 64.0

    static func power(_ base: Double, _ exponent: Double) -> Double {
        guard exponent == exponent.rounded(), exponent.magnitude <= largestExactExponent else { return pow(base, exponent) }
        var result = 1.0
        var factor = base
        var rest = Int(exponent.magnitude)
        while rest > 0 {
            if rest & 1 == 1 { result *= factor }
            factor *= factor
            rest >>= 1
        }
        return exponent < 0 ? 1 / result : result
    }
}
