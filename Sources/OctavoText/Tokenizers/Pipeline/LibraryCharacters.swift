/// What characters are to Hugging Face's library, whose tables of some classes are those of old versions of Unicode. Models were
/// trained with them, so that newer ones would give other numbers.
enum LibraryCharacters {
    /// Whether a character was there in a version of Unicode.
    static func isKnown(_ scalar: Unicode.Scalar, since version: Int) -> Bool {
        scalar.properties.age.map { $0.major <= version } ?? false
    }

    /// Punctuation of Unicode 8.
    static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // They became a sign and a mark later.
        case 0x166D, 0x111C9: return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation:
            return isKnown(scalar, since: 8)
        default: return false
        }
    }

    /// Marks without a width of their own, of Unicode 8.
    static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x300: return false
        // They became wider later, or such marks.
        case 0x1734, 0x1171E: return true
        case 0x1885, 0x1886, 0xA9BD, 0x111C9: return false
        default: return scalar.properties.generalCategory == .nonspacingMark && isKnown(scalar, since: 8)
        }
    }

    /// Marks of Unicode 9.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x300, 0x111C9: return false
        // They became letters later.
        case 0x1CF2, 0x1CF3: return true
        default: return CodePoint.isMark(scalar.value) && isKnown(scalar, since: 9)
        }
    }
}
