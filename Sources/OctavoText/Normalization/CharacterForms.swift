/// Letters that typesetting or a grid of old terminals gave a character of their own.
enum CharacterForms {
    /// The letters of a Latin ligature, or of two letters in one character.
    static func letters(of code: UInt32) -> String? {
        switch code {
        case 0x132: "IJ"
        case 0x133: "ij"
        case 0x149: "\u{2BC}n"
        case 0x1C4: "D\u{17D}"
        case 0x1C5: "D\u{17E}"
        case 0x1C6: "d\u{17E}"
        case 0x1C7: "LJ"
        case 0x1C8: "Lj"
        case 0x1C9: "lj"
        case 0x1CA: "NJ"
        case 0x1CB: "Nj"
        case 0x1CC: "nj"
        case 0x1F1: "DZ"
        case 0x1F2: "Dz"
        case 0x1F3: "dz"
        case 0xFB00: "ff"
        case 0xFB01: "fi"
        case 0xFB02: "fl"
        case 0xFB03: "ffi"
        case 0xFB04: "ffl"
        case 0xFB05: "\u{17F}t"
        case 0xFB06: "st"
        default: nil
        }
    }

    /// Adds the standard form of a fullwidth or halfwidth character, and moves `end` over what is converted with it; false where it stays:
    /// fullwidth punctuation among Chinese, Japanese or Korean is what is written there.
    static func appendStandardWidth(
        of code: UInt32, in text: Span<UInt8>, at: Int, _ end: inout Int, to result: inout [UInt8]
    ) -> Bool {
        if code == 0x3000 {
            result.append(0x20)
            return true
        }
        if (0xFF01...0xFF5E).contains(code) {
            let character = UInt8(code - 0xFEE0)
            if !character.isAlphanumeric, isEastAsian(Joiners.lastCode(of: result.span)) || isEastAsian(in: text, at: end) {
                return false
            }
            result.append(character)
            return true
        }
        // Marks of voicing join the kana before them.
        while end < text.count {
            let (next, length) = CodePoint.decode(text, at: end)
            guard (0xFF61...0xFF9F).contains(next) else { break }
            end += length
        }
        return NormalizationKernels.normalize(text.extracting(at..<end), .nfkc, into: &result)
    }

    private static func isEastAsian(in text: Span<UInt8>, at place: Int) -> Bool {
        guard place < text.count else { return false }
        let code = CodePoint.decode(text, at: place).scalar
        return isEastAsian(code) && !(0xFF01...0xFF5E).contains(code)
    }

    /// Ideographs, kana, Hangul, their punctuation, and fullwidth characters that stayed.
    private static func isEastAsian(_ code: UInt32) -> Bool {
        CodePoint.isIdeographOrKana(code) || (0x3001...0x303F).contains(code) || (0x1100...0x11FF).contains(code)
            || (0xAC00...0xD7A3).contains(code) || (0xFF01...0xFF65).contains(code)
    }
}
