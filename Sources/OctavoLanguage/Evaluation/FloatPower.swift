import CKernels

/// `x ^ y` on floats: the same bits on every machine, and the same as the loops over columns give.
enum FloatPower {
    static func power(_ base: Double, _ exponent: Double) -> Double { octavo_pow(base, exponent) }
}
