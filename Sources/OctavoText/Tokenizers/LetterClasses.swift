import CKernels

/// What every code point is to the patterns of tokenizers: one byte each, flags of `bytepairs.h`.
///
/// Characters are those of Unicode 16, the version of tiktoken 0.14's patterns: a character that is newer is none there, and would be cut
/// otherwise, whatever this program's own library knows.
enum LetterClasses {
    private static let version = 16
    /// Behind the last letter, number, mark and space of that version, variation selectors aside.
    private static let end: UInt32 = 0x323B0
    /// Ideographs and syllables that were all there long before, so that most characters need no look at their age.
    private static let old: [ClosedRange<UInt32>] = [0x3400...0x9FEF, 0xAC00...0xD7A3, 0x20000...0x2A6D6]
    /// Variation selectors, the only marks further on.
    private static let selectors: ClosedRange<UInt32> = 0xE0100...0xE01EF

    static let all: [UInt8] = {
        var classes = [UInt8](repeating: 0, count: Int(selectors.upperBound) + 1)
        for number in 0..<end {
            if let scalar = Unicode.Scalar(number) { classes[Int(number)] = flags(scalar) }
        }
        for number in selectors { classes[Int(number)] = UInt8(OCTAVO_PIECE_UPPER | OCTAVO_PIECE_LOWER | OCTAVO_PIECE_WORD) }
        return classes
    }()

    /// Of a code point; 0 beyond those that are known.
    static func flags(of code: UInt32) -> UInt8 { code < all.count ? all[Int(code)] : 0 }

    private static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
        old.contains { $0.contains(scalar.value) } || LibraryCharacters.isKnown(scalar, since: version)
    }

    private static func flags(_ scalar: Unicode.Scalar) -> UInt8 {
        guard scalar.isASCII || isKnown(scalar) else { return 0 }
        if CodePoint.isWhiteSpace(scalar.value) {
            return UInt8(scalar == "\r" || scalar == "\n" ? OCTAVO_PIECE_SPACE | OCTAVO_PIECE_NEWLINE : OCTAVO_PIECE_SPACE)
        }
        let properties = scalar.properties
        let word = properties.isAlphabetic || properties.isJoinControl ? OCTAVO_PIECE_WORD : 0
        let isSign = scalar.isASCII ? scalar.value > 0x20 && scalar.value < 0x7F : LibraryCharacters.isPunctuation(scalar)
        let flags =
            switch properties.generalCategory {
            case .uppercaseLetter, .titlecaseLetter: OCTAVO_PIECE_LETTER | OCTAVO_PIECE_UPPER
            case .lowercaseLetter: OCTAVO_PIECE_LETTER | OCTAVO_PIECE_LOWER
            case .modifierLetter, .otherLetter: OCTAVO_PIECE_LETTER | OCTAVO_PIECE_UPPER | OCTAVO_PIECE_LOWER
            case .nonspacingMark, .spacingMark, .enclosingMark:
                OCTAVO_PIECE_UPPER | OCTAVO_PIECE_LOWER | OCTAVO_PIECE_WORD | (isSign ? OCTAVO_PIECE_SIGN : 0)
            case .decimalNumber: OCTAVO_PIECE_NUMBER | OCTAVO_PIECE_WORD
            case .letterNumber, .otherNumber: OCTAVO_PIECE_NUMBER
            case .connectorPunctuation: OCTAVO_PIECE_WORD | (isSign ? OCTAVO_PIECE_SIGN : 0)
            default: isSign ? OCTAVO_PIECE_SIGN : 0
            }
        return UInt8(flags | word)
    }
}
