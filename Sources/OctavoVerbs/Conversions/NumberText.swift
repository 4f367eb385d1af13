import OctavoSource
import OctavoTable
import OctavoText

/// Numbers in texts, and whole numbers in floats.
enum NumberText {
    /// A whole number in decimal digits with an optional sign, white space around it. Throws for other texts, and where it needs
    /// more than 64 bits.
    static func int(_ text: Span<UInt8>) throws -> Int64 {
        let digits = text.extracting(TextBytes.trimmedRange(text))
        if let number = DecimalNumber.int(digits) { return number }
        guard isWhole(digits) else { throw notANumber(String(copying: text), "int") }
        throw Numeric.overflow(String(copying: digits))
    }

    private static func isWhole(_ text: Span<UInt8>) -> Bool {
        let start = text.count > 0 && (text[0] == 0x2D || text[0] == 0x2B) ? 1 : 0
        return text.count > start && (start..<text.count).allSatisfy { text[$0] &- 0x30 < 10 }
    }

    /// A number in decimal digits, with a point and an exponent as wanted, or `inf`, `infinity`, `nan` in any case, white space
    /// around it. The nearest float: too large a number gives infinity. Throws for other texts.
    static func float(_ text: Span<UInt8>) throws -> Double {
        let trimmed = text.extracting(TextBytes.trimmedRange(text))
        if let number = DecimalNumber.float(trimmed) ?? unusual(trimmed) { return number }
        throw notANumber(String(copying: text), "float")
    }

    /// What JSON does not write: `+1`, `.5`, `5.`, `007`, `inf`, `nan`.
    private static func unusual(_ text: Span<UInt8>) -> Double? {
        let trimmed = String(copying: text)
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

    /// The whole number that a float is. Throws for fractions, NaN and what does not fit into 64 bits.
    static func whole(_ number: Double) throws -> Int64 {
        if let whole = Int64(exactly: number) { return whole }
        guard number.isFinite, number == number.rounded(.towardZero) else {
            throw Diagnostic(
                "not-a-number", "\(DatumText.float(number)) is not a whole number",
                help: ["`int(round(x))`, `int(floor(x))` or `int(ceil(x))` says which way to go"])
        }
        throw Numeric.overflow(DatumText.float(number))
    }

    private static func notANumber(_ text: String, _ verb: String) -> Diagnostic {
        var help = ["`try \(verb)(…) else null` gives null for such texts"]
        if text.contains(where: { $0 == "," || $0 == " " || $0 == "_" }), text.contains(where: \.isNumber) {
            help.insert("signs between digits can be taken out first: `replace(x, '[, _]', \"\")`", at: 0)
        }
        if verb == "int", (try? float(text.utf8.span)) != nil {
            help.insert("`float(…)` reads it; `round`, `floor` and `ceil` make it whole", at: 0)
        }
        return Diagnostic(
            "not-a-number", "\(DatumText.quoted(text)) is not \(verb == "int" ? "a whole" : "a") number", help: help)
    }
}
