/// Code points in UTF-8, and the few properties that loops over texts ask for.
package enum CodePoint {
    /// The code point whose first byte stands at `offset`, and how many bytes it takes. Bytes that are no UTF-8 give U+FFFD
    /// and one byte, so a loop always moves on and never reads past the end.
    package static func decode(_ text: Span<UInt8>, at offset: Int) -> (scalar: UInt32, length: Int) {
        let first = text[offset]
        if first < 0x80 { return (UInt32(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
        guard length > 0, first < 0xF5, offset + length <= text.count else { return (0xFFFD, 1) }
        var scalar = UInt32(first) & (0x7F >> UInt32(length))
        for index in 1..<length {
            let next = text[offset + index]
            guard next & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            scalar = scalar << 6 | UInt32(next & 0x3F)
        }
        return (scalar, length)
    }

    /// Unicode's White_Space, version 15.1: 25 code points.
    package static func isWhiteSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// Letters and digits of any script.
    @inline(__always)
    package static func isAlphanumeric(_ scalar: UInt32) -> Bool {
        scalar < 0x80 ? scalar &- 0x30 < 10 || (scalar | 0x20) &- 0x61 < 26 : isAlphanumericBeyondASCII(scalar)
    }

    private static func isAlphanumericBeyondASCII(_ scalar: UInt32) -> Bool {
        guard let properties = Unicode.Scalar(scalar)?.properties else { return false }
        return properties.isAlphabetic || properties.numericType != nil
    }

    /// Signs that are written over, under or around a letter.
    package static func isMark(_ scalar: UInt32) -> Bool {
        guard scalar >= 0x300, let properties = Unicode.Scalar(scalar)?.properties else { return false }
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return false
        }
    }

    /// Scripts that are written without spaces and in which one sign is about one word: Han, Hiragana, Katakana.
    package static func isIdeographOrKana(_ scalar: UInt32) -> Bool { isHan(scalar) || isKana(scalar) }

    package static func isHan(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3005, 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
        default: false
        }
    }

    package static func isKana(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: true
        default: false
        }
    }
}
