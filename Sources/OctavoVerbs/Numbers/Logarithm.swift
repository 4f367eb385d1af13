import CKernels

/// Logarithms with the same bits on every machine.
enum Logarithm {
    static func natural(_ number: Double) -> Double { octavo_log(number) }

    /// The quotient of the natural logarithms, within two units in the last place, and exact for whole powers of the base.
    static func logarithm(_ number: Double, base: Double) -> Double {
        let quotient = octavo_log(number) / octavo_log(base)
        let whole = quotient.rounded()
        guard whole != quotient, (whole - quotient).magnitude < 1e-9, octavo_pow(base, whole) == number else { return quotient }
        return whole
    }
}
