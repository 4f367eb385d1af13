import OctavoSource
import OctavoTable

/// Numbers in texts.
enum NumberText {
    /// A whole number in decimal digits with an optional sign; `nil` for other texts. Throws where it needs more than 64 bits.
    static func int(_ text: String) throws -> Int64? {
        let trimmed = TimeArguments.trimmed(text)
        let digits = trimmed.utf8.first.map { $0 == 0x2B || $0 == 0x2D } ?? false ? trimmed.utf8.dropFirst() : trimmed.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        guard let number = Int64(trimmed) else { throw Numeric.overflow(trimmed) }
        return number
    }

    /// A number in decimal digits, with a point and an exponent as wanted, or `inf`, `infinity`, `nan` in any case; `nil` for
    /// other texts. The nearest float: too large a number gives infinity.
    static func float(_ text: String) -> Double? {
        let trimmed = TimeArguments.trimmed(text)
        var bytes = trimmed.utf8[...]
        let isNegative = bytes.first == 0x2D
        if isNegative || bytes.first == 0x2B { bytes = bytes.dropFirst() }
        switch String(Substring(bytes)).lowercased() {
        case "inf", "infinity": return isNegative ? -.infinity : .infinity
        case "nan": return .nan
        default: break
        }
        // Swift reads hexadecimal floats and more besides; only digits, a point and an exponent are numbers here.
        guard bytes.contains(where: { $0 &- 0x30 < 10 }),
            bytes.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2E || $0 | 0x20 == 0x65 || $0 == 0x2B || $0 == 0x2D })
        else { return nil }
        return Double(trimmed)
    }

    static func notANumber(_ text: String, _ verb: String) -> Diagnostic {
        var help = ["`try \(verb)(…) else null` gives null for such texts"]
        if text.contains(where: { $0 == "," || $0 == " " || $0 == "_" }), text.contains(where: \.isNumber) {
            help.insert("signs between digits can be taken out first: `replace(x, '[, _]', \"\")`", at: 0)
        }
        if verb == "int", float(text) != nil {
            help.insert("`float(…)` reads it; `round`, `floor` and `ceil` make it whole", at: 0)
        }
        return Diagnostic(
            "not-a-number", "\(DatumText.quoted(text)) is not \(verb == "int" ? "a whole" : "a") number", help: help)
    }
}
