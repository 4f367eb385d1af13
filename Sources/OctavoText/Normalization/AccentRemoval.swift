/// Letters of Latin, Greek and Cyrillic without their accents. Marks of other scripts are part of their words and stay.
enum AccentRemoval {
    static let wanted = TextSurvey.changing(under: .nfd).union([.accent, .mark, .high])

    /// False, and `result` empty, where there are none. What loses an accent is left in `form`.
    static func remove(_ text: Span<UInt8>, _ form: UnicodeForm, into result: inout [UInt8]) -> Bool {
        var plain: [UInt8] = []
        let changed = UnicodeForm.rewrite(text, TextSurvey.changing(under: .nfd).union(.accent), into: &plain) { stretch, plain in
            var apart: [UInt8] = []
            guard NormalizationKernels.normalize(stretch, form, into: &apart) else { return false }
            let start = plain.count
            let hasAccents = withoutAccents(apart.span, into: &plain)
            // Syllables and marks of other scripts are left as they stood.
            if !hasAccents { plain.removeLast(plain.count - start) }
            return hasAccents
        }
        let hasStrokes = changed ? withoutStrokes(plain.span, into: &result) : withoutStrokes(text, into: &result)
        if hasStrokes { return true }
        if changed { result = plain }
        return changed
    }

    private static func withoutAccents(_ text: Span<UInt8>, into result: inout [UInt8]) -> Bool {
        var hasAccents = false
        var start = 0
        while true {
            let at = TextSurvey.accent.next(in: text, from: start)
            result.append(text.extracting(start..<at))
            guard at < text.count else { return hasAccents }
            hasAccents = true
            start = at + CodePoint.decode(text, at: at).length
        }
    }

    /// Strokes are no marks in Unicode, but what people mean by an accent: `Łódź` becomes `Lodz`.
    private static func withoutStrokes(_ text: Span<UInt8>, into result: inout [UInt8]) -> Bool {
        var start = 0
        var at = 0
        while at + 1 < text.count {
            guard (0xC3...0xC5).contains(text[at]), let letter = letter(text[at], text[at + 1]) else {
                at += 1
                continue
            }
            result.append(text.extracting(start..<at))
            result.append(letter)
            at += 2
            start = at
        }
        if start == 0 { return false }
        result.append(text.extracting(start..<text.count))
        return true
    }

    private static func letter(_ first: UInt8, _ second: UInt8) -> UInt8? {
        switch UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F) {
        case 0xD8: UInt8(ascii: "O")
        case 0xF8: UInt8(ascii: "o")
        case 0x110: UInt8(ascii: "D")
        case 0x111: UInt8(ascii: "d")
        case 0x126: UInt8(ascii: "H")
        case 0x127: UInt8(ascii: "h")
        case 0x131: UInt8(ascii: "i")
        case 0x141: UInt8(ascii: "L")
        case 0x142: UInt8(ascii: "l")
        case 0x166: UInt8(ascii: "T")
        case 0x167: UInt8(ascii: "t")
        default: nil
        }
    }
}
