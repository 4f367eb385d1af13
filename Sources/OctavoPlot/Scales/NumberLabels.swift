import OctavoSource

/// Numbers as figures write them: thousands separated, large ones in millions and billions, very large and very small ones with
/// an exponent; the ticks of one axis alike. Computed on whole numbers, so that no label shows a rounding error.
struct NumberLabels {
    private enum Form {
        case plain
        /// In units of a power of ten with a letter.
        case unit(Int, String)
        case exponent
    }

    private let step: RoundStep
    private let form: Form

    init(step: RoundStep, multiples: ClosedRange<Int64>) {
        self.step = step
        let largest = max(multiples.lowerBound.magnitude, multiples.upperBound.magnitude)
        form = Self.form(of: Double(largest) * step.value)
    }

    func label(_ multiple: Int64) -> String { Self.text(multiple * step.mantissa, step.exponent, form, trims: false) }

    /// A single value with at most `digits` significant digits; whole numbers below ten million in full.
    static func short(_ value: Double, digits: Int = 4) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        if value == value.rounded(), abs(value) < 1e7 { return text(Int64(value), 0, .plain, trims: false) }
        var exponent = Int(Logarithm.decimal(abs(value)).rounded(.down)) - digits + 1
        var number = (value / RoundStep.power(1, exponent)).rounded()
        if abs(number) >= Double(RoundStep.power(1, digits)) { (number, exponent) = ((number / 10).rounded(), exponent + 1) }
        guard abs(number) < 1e18 else { return "\(value)" }
        return text(Int64(number), exponent, form(of: abs(value)), trims: true)
    }

    /// Values beside one another, with as many decimals each: about `digits` significant ones in the largest. Where the smallest
    /// would lose all of its own, each for itself.
    static func alike(_ values: [Double], digits: Int = 4) -> [String] {
        let magnitudes = values.lazy.filter { $0 != 0 }.map { abs($0) }
        guard let largest = magnitudes.max(), let smallest = magnitudes.min(), smallest > largest * 0.002,
            values.contains(where: { $0 != $0.rounded() || abs($0) >= 1e7 })
        else { return values.map { short($0, digits: digits) } }
        var exponent = min(Int(Logarithm.decimal(largest).rounded(.down)) - digits + 1, largest < 1e7 ? 0 : 300)
        var numbers = values.map { ($0 / RoundStep.power(1, exponent)).rounded() }
        guard numbers.allSatisfy({ abs($0) < 1e15 }) else { return values.map { short($0, digits: digits) } }
        while numbers.allSatisfy({ $0.truncatingRemainder(dividingBy: 10) == 0 }) {
            numbers = numbers.map { $0 / 10 }
            exponent += 1
        }
        let form = form(of: largest)
        return numbers.map { text(Int64($0), exponent, form, trims: false) }
    }

    private static func form(of magnitude: Double) -> Form {
        if magnitude == 0 { return .plain }
        if magnitude >= 1e15 || magnitude < 1e-4 { return .exponent }
        if magnitude >= 1e12 { return .unit(12, "T") }
        if magnitude >= 1e9 { return .unit(9, "B") }
        if magnitude >= 1e7 { return .unit(6, "M") }
        return .plain
    }

    /// `number × 10^exponent`.
    private static func text(_ number: Int64, _ exponent: Int, _ form: Form, trims: Bool) -> String {
        if number == 0 { return "0" }
        let sign = number < 0 ? "−" : ""
        let digits = String(number.magnitude)
        switch form {
        case .plain: return sign + decimal(digits, exponent, trims: trims)
        case .unit(let power, let letter): return sign + decimal(digits, exponent - power, trims: trims) + letter
        case .exponent:
            let kept = trimmed(digits)
            let power = exponent + digits.count - 1
            let fraction = kept.dropFirst()
            return sign + kept.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e" + (power < 0 ? "−" : "")
                + String(power.magnitude)
        }
    }

    private static func decimal(_ digits: String, _ exponent: Int, trims: Bool) -> String {
        if exponent >= 0 { return grouped(digits + String(repeating: "0", count: exponent)) }
        let places = -exponent
        let padded = String(repeating: "0", count: max(places + 1 - digits.count, 0)) + digits
        let whole = grouped(String(padded.dropLast(places)))
        let fraction = trims ? trimmed(String(padded.suffix(places))) : String(padded.suffix(places))
        return fraction.isEmpty ? whole : whole + "." + fraction
    }

    private static func grouped(_ digits: String) -> String { Int(digits).map { Quantity.grouped($0) } ?? digits }

    private static func trimmed(_ digits: String) -> String {
        var kept = digits
        while kept.hasSuffix("0") { kept.removeLast() }
        return kept
    }
}
