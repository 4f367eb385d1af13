/// The values of number tokens whose form the lexer has already checked.
enum NumberLiteral {
    /// Microseconds.
    static let durationUnits: [(name: String, factor: Int64)] = [
        ("ms", 1000), ("s", 1_000_000), ("m", 60_000_000), ("h", 3_600_000_000), ("d", 86_400_000_000), ("w", 604_800_000_000),
    ]

    /// Bytes.
    static let sizeUnits: [(name: String, factor: Int64)] = [
        ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824),
    ]

    /// The unit that a word for one means: `min` is `m`.
    static func unit(named word: String) -> String? {
        switch word.lowercased() {
        case "milliseconds", "millisecond", "millis", "msec", "ms": "ms"
        case "seconds", "second", "secs", "sec", "s": "s"
        case "minutes", "minute", "mins", "min", "m": "m"
        case "hours", "hour", "hrs", "hr", "h": "h"
        case "days", "day", "d": "d"
        case "weeks", "week", "wk", "w": "w"
        default: sizeUnits.first { $0.name.lowercased() == word.lowercased() }?.name
        }
    }

    enum Failure: Error { case tooLarge, notWhole }

    /// `nil` where the number does not fit into 64 bits.
    static func integer(_ text: String) -> Int64? { Int64(text.filter { $0 != "_" }) }

    /// The nearest number; `nil` where it is beyond the greatest.
    static func float(_ text: String) -> Double? {
        guard let value = Double(text.filter { $0 != "_" }), value.isFinite else { return nil }
        return value
    }

    /// The number before `%`, divided by 100 in its digits, so that there is one rounding.
    static func percent(_ text: String) -> Double? {
        let digits = text.filter { $0 != "_" && $0 != "%" }
        guard let mark = digits.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return float(digits + "e-2") }
        // An exponent beyond any that matters stays beyond.
        let exponent = Int(digits[digits.index(after: mark)...]) ?? 1_000_000
        return float("\(digits[..<mark])e\(max(min(exponent, 1_000_000), -1_000_000) - 2)")
    }

    static func duration(_ text: String) throws(Failure) -> Int64 { try measure(text, durationUnits) }

    static func size(_ text: String) throws(Failure) -> Int64 { try measure(text, sizeUnits) }

    /// Digits × unit, exactly.
    private static func measure(_ text: String, _ units: [(name: String, factor: Int64)]) throws(Failure) -> Int64 {
        let utf8 = Array(text.utf8).filter { $0 != UInt8(ascii: "_") }
        var mantissa: Int64 = 0
        var decimals = 0
        var hasPoint = false
        var index = 0
        while index < utf8.count, Characters.isDigit(utf8[index]) || utf8[index] == UInt8(ascii: ".") {
            if utf8[index] == UInt8(ascii: ".") {
                hasPoint = true
            } else {
                let (scaled, overflow) = mantissa.multipliedReportingOverflow(by: 10)
                let (sum, carry) = scaled.addingReportingOverflow(Int64(utf8[index] - UInt8(ascii: "0")))
                if overflow || carry { throw .tooLarge }
                mantissa = sum
                if hasPoint { decimals += 1 }
            }
            index += 1
        }
        var exponent = 0
        if index < utf8.count, utf8[index] | 0x20 == UInt8(ascii: "e") {
            let start = index + 1
            index = start
            while index < utf8.count, !Characters.isASCIILetter(utf8[index]) { index += 1 }
            exponent = Int(String(decoding: utf8[start..<index], as: UTF8.self)) ?? 1000
        }
        let name = String(decoding: utf8[index...], as: UTF8.self)
        guard let factor = units.first(where: { $0.name == name })?.factor else { throw .tooLarge }
        if mantissa == 0 { return 0 }
        return try scale(mantissa, by: factor, power: max(min(exponent, 1000), -1000) - decimals)
    }

    /// `mantissa` × `factor` × 10^`power`.
    private static func scale(_ mantissa: Int64, by factor: Int64, power: Int) throws(Failure) -> Int64 {
        var mantissa = mantissa
        var factor = factor
        var power = power
        while power < 0 {
            // Ten goes out of whichever of the two has it, two and five apart.
            for prime: Int64 in [2, 5] {
                if mantissa % prime == 0 {
                    mantissa /= prime
                } else if factor % prime == 0 {
                    factor /= prime
                } else {
                    throw .notWhole
                }
            }
            power += 1
        }
        while power > 0 {
            let (scaled, overflow) = mantissa.multipliedReportingOverflow(by: 10)
            if overflow { throw .tooLarge }
            mantissa = scaled
            power -= 1
        }
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: factor)
        if overflow { throw .tooLarge }
        return product
    }
}
