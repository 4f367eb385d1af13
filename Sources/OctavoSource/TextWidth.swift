/// How many columns texts take in a terminal and in an editor with a fixed font, and what is shown for characters that a
/// terminal would act on.
package enum TextWidth {
    /// The columns of a text without tabs and line ends.
    package static func columns(of text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + columns(of: $1) }
    }

    /// 2 for wide characters and emoji, 0 for marks that stand alone, else 1.
    package static func columns(of character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if first.value >= 0x20, first.value < 0x7F, character.utf8.count == 1 { return 1 }
        if character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
        if isWide(first.value) { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return 1
        }
    }

    /// The longest beginning within `limit` columns, with `…` in place of what is cut.
    package static func fit(_ text: String, _ limit: Int) -> String {
        guard columns(of: text) > limit else { return text }
        guard limit > 0 else { return "" }
        var used = 0
        var kept = ""
        for character in text {
            let width = columns(of: character)
            if used + width > limit - 1 { break }
            used += width
            kept.append(character)
        }
        return kept + "…"
    }

    /// A line broken between words into lines of at most `limit` columns; a longer word stands alone. The lines after the first
    /// begin where its second column of text does: behind the first two or more spaces inside it, else where it begins itself.
    package static func wrapped(_ line: String, _ limit: Int) -> [String] {
        guard columns(of: line) > limit else { return [line] }
        let indent = line.prefix { $0 == " " }
        var hanging = indent.count
        if let gap = line[indent.endIndex...].firstRange(of: "  ") {
            let text = line[gap.upperBound...].drop { $0 == " " }
            hanging = columns(of: line[..<text.startIndex])
        }
        if hanging > limit / 2 { hanging = 0 }
        var lines: [String] = []
        var current = ""
        var width = 0
        for word in line[indent.endIndex...].split(separator: " ", omittingEmptySubsequences: false) {
            let wordWidth = columns(of: word)
            if lines.isEmpty, current.isEmpty {
                current = String(indent) + word
                width = indent.count + wordWidth
            } else if width + 1 + wordWidth > limit {
                lines.append(current)
                current = String(repeating: " ", count: hanging) + word
                width = hanging + wordWidth
            } else {
                current += " " + word
                width += 1 + wordWidth
            }
        }
        return lines + [current]
    }

    /// Spaces up to `width` after the text, or before it.
    package static func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
        let space = String(repeating: " ", count: max(width - columns(of: text), 0))
        return right ? space + text : text + space
    }

    /// What stands for a scalar that a terminal would obey or an editor would hide; `nil` for one that shows itself.
    package static func escape(for scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
            "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        default: nil
        }
    }

    /// Control and direction characters written as `\u{1B}`; line ends and tabs too.
    package static func escaped(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy({ escape(for: $0) == nil }) { return text }
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let escape = escape(for: scalar) {
                shown.append(contentsOf: escape.unicodeScalars)
            } else {
                shown.append(scalar)
            }
        }
        return String(shown)
    }

    private static func isWide(_ scalar: UInt32) -> Bool {
        if scalar < 0x1100 { return false }
        var low = 0
        var high = wide.count
        while low < high {
            let middle = (low + high) / 2
            if wide[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
        }
        return low < wide.count && wide[low].contains(scalar)
    }

    /// East_Asian_Width W and F and Emoji_Presentation of Unicode 16, neighbouring ranges joined.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3, 0x25FD...0x25FE,
        0x2614...0x2615, 0x2630...0x2637, 0x2648...0x2653, 0x267F...0x267F, 0x268A...0x268F, 0x2693...0x2693, 0x26A1...0x26A1,
        0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3,
        0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728, 0x274C...0x274C,
        0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797, 0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C,
        0x2B50...0x2B50, 0x2B55...0x2B55, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4DC0...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
        0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A,
        0x1F1E6...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3,
        0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D,
        0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F,
        0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6D7, 0x1F6DC...0x1F6DF, 0x1F6EB...0x1F6EC,
        0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7EB, 0x1F7F0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF,
        0x1FA70...0x1FAFF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
