/// International bank account numbers: a country's length and structure, and ISO 7064's check digits.
enum IBANRecognizer {
    /// The number whose country stands at `start`, in groups with single spaces or dashes or without.
    static func match(_ text: Span<UInt8>, at start: Int) -> PersonalDataMatch? {
        guard text.byte(start + 2).isDigit, text.byte(start + 3).isDigit, !text.byte(start - 1).isWord,
            let places = IBANFormats.places(text.byte(start), text.byte(start + 1))
        else { return nil }
        var remainder = 0
        var index = start + 4
        for place in places {
            index = pastGap(text, index)
            guard index < text.count else { return nil }
            let byte = text[index].isLower ? text[index] & ~0x20 : text[index]
            switch place {
            case .digit: guard byte.isDigit else { return nil }
            case .letter: guard byte.isUpper else { return nil }
            case .either: guard byte.isDigit || byte.isUpper else { return nil }
            }
            remainder = next(remainder, byte)
            index += 1
        }
        guard !text.byte(index).isWord else { return nil }
        // The country and the check digits count behind the account.
        for byte in [text[start] & ~0x20, text[start + 1] & ~0x20, text[start + 2], text[start + 3]] {
            remainder = next(remainder, byte)
        }
        guard remainder == 1 else { return nil }
        return PersonalDataMatch(.iban, start, index, score: 1)
    }

    /// Past one space, no-break space or dash.
    private static func pastGap(_ text: Span<UInt8>, _ index: Int) -> Int {
        switch text.byte(index) {
        case UInt8(ascii: " "), UInt8(ascii: "-"): index + 1
        case 0xC2 where text.byte(index + 1) == 0xA0: index + 2
        case 0xE2 where text.byte(index + 1) == 0x80 && text.byte(index + 2) == 0xAF: index + 3
        default: index
        }
    }

    /// ISO 7064, modulus 97: letters count from 10.
    static func remainder(_ characters: [UInt8]) -> Int { characters.reduce(0, next) }

    private static func next(_ remainder: Int, _ byte: UInt8) -> Int {
        byte.isDigit ? (remainder * 10 + Int(byte - 0x30)) % 97 : (remainder * 100 + Int(byte - 55)) % 97
    }
}
