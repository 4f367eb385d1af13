import CLibedit

/// How a scalar stands on the screen.
package enum DisplayWidth {
    /// The C library's table follows the locale, which is set here once.
    private static let prepared: Void = octavo_use_utf8()

    /// What is printed for `scalar` when the next free column is `column`, and the columns it takes.
    ///
    /// A tab fills up to the next multiple of eight, a control character shows as `^X`, what a terminal would obey or not
    /// print (direction marks, unassigned scalars) as `?`. A combining mark takes no column.
    package static func glyph(_ scalar: Unicode.Scalar, at column: Int) -> (text: String, width: Int) {
        switch scalar.value {
        case 0x20..<0x7F: return (String(scalar), 1)
        case 0x09:
            let width = 8 - column % 8
            return (String(repeating: " ", count: width), width)
        case 0..<0x20: return ("^" + String(Unicode.Scalar(UInt8(scalar.value) &+ 0x40)), 2)
        case 0x7F: return ("^?", 2)
        case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: return ("?", 1)
        default:
            let width = self.width(of: scalar)
            return width < 0 ? ("?", 1) : (String(scalar), width)
        }
    }

    /// The width of `glyph(scalar, at: column)` without making its text.
    static func columns(of scalar: Unicode.Scalar, at column: Int) -> Int {
        if scalar.value >= 0x20, scalar.value < 0x7F { return 1 }
        if scalar.value < 0x300, scalar.value >= 0xA0, scalar.value != 0xAD { return 1 }
        return glyph(scalar, at: column).width
    }

    /// The columns of a text without control characters.
    package static func columns(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + max(columns(of: $1, at: 0), 0) }
    }

    /// The longest beginning of `text` within `columns`, with `…` (or `...`) in place of what is cut.
    package static func fit(_ text: String, columns limit: Int, ellipsis: String = "...") -> String {
        guard columns(of: text) > limit else { return text }
        let room = limit - columns(of: ellipsis)
        guard room > 0 else { return String(ellipsis.prefix(max(limit, 0))) }
        var used = 0
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let width = columns(of: scalar, at: 0)
            if used + width > room { break }
            used += width
            kept.append(scalar)
        }
        return String(kept) + ellipsis
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        _ = prepared
        return Int(octavo_scalar_width(scalar.value))
    }
}
