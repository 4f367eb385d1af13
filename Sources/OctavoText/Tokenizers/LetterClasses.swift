import CKernels

/// What every code point is to the patterns of tokenizers: one byte each, flags of `bytepairs.h`.
enum LetterClasses {
    /// Behind the last letter, number, mark and space that Unicode knows, variation selectors aside.
    private static let end: UInt32 = 0x33480
    /// Variation selectors, the only marks further on.
    private static let selectors: ClosedRange<UInt32> = 0xE0100...0xE01EF

    static let all: [UInt8] = {
        var classes = [UInt8](repeating: 0, count: Int(selectors.upperBound) + 1)
        for number in 0..<end {
            if let scalar = Unicode.Scalar(number) { classes[Int(number)] = flags(scalar) }
        }
        for number in selectors { classes[Int(number)] = UInt8(OCTAVO_PIECE_UPPER | OCTAVO_PIECE_LOWER) }
        return classes
    }()

    private static func flags(_ scalar: Unicode.Scalar) -> UInt8 {
        if CodePoint.isWhiteSpace(scalar.value) {
            return UInt8(scalar == "\r" || scalar == "\n" ? OCTAVO_PIECE_SPACE | OCTAVO_PIECE_NEWLINE : OCTAVO_PIECE_SPACE)
        }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: UInt8(OCTAVO_PIECE_LETTER | OCTAVO_PIECE_UPPER)
        case .lowercaseLetter: UInt8(OCTAVO_PIECE_LETTER | OCTAVO_PIECE_LOWER)
        case .modifierLetter, .otherLetter: UInt8(OCTAVO_PIECE_LETTER | OCTAVO_PIECE_UPPER | OCTAVO_PIECE_LOWER)
        case .nonspacingMark, .spacingMark, .enclosingMark: UInt8(OCTAVO_PIECE_UPPER | OCTAVO_PIECE_LOWER)
        case .decimalNumber, .letterNumber, .otherNumber: UInt8(OCTAVO_PIECE_NUMBER)
        default: 0
        }
    }
}
