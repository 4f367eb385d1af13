/// Keys by what they send.
enum Key {
    static let escape: Unicode.Scalar = "\u{1B}"
    static let delete: Unicode.Scalar = "\u{7F}"

    static func control(_ letter: Unicode.Scalar) -> Unicode.Scalar { Unicode.Scalar(UInt8(letter.value & 0x1F)) }
}

/// What follows `ESC [` or `ESC O`: parameters and a final character (ECMA-48, 5.4; xterm's "PC-style function keys").
package struct KeySequence: Equatable {
    /// What the key does here.
    package enum Name: Equatable, Sendable {
        case up, down, left, right, home, end, deleteForward, pageUp, pageDown, newLine, paste, other
    }

    package let final: Unicode.Scalar
    package let parameters: [Int]
    private let alt: Bool

    package init(_ final: Unicode.Scalar, _ parameters: [Int], alt: Bool = false) {
        self.final = final
        self.parameters = parameters
        self.alt = alt
    }

    /// Whether Alt or Control was held, by itself or with Shift. The second parameter is 1 plus 1 for Shift, 2 for Alt, 4 for
    /// Control.
    package var hasModifier: Bool { alt || (parameters.count > 1 && (parameters[1] - 1) & 6 != 0 && parameters[1] > 0) }

    package var name: Name {
        switch final {
        case "A": return .up
        case "B": return .down
        case "C": return .right
        case "D": return .left
        case "H": return .home
        case "F": return .end
        // Return with a modifier, as terminals send it that tell modified keys apart.
        case "u": return parameters.first == 13 && parameters.count > 1 ? .newLine : .other
        case "~":
            switch parameters.first {
            case 1, 7: return .home
            case 4, 8: return .end
            case 3: return .deleteForward
            case 5: return .pageUp
            case 6: return .pageDown
            case 27: return parameters.count > 2 && parameters[2] == 13 ? .newLine : .other
            case 200: return .paste
            default: return .other
            }
        default: return .other
        }
    }
}
