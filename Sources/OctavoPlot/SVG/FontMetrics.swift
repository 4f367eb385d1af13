import OctavoSource

/// How wide texts are, without a font at hand: so the same figure has the same layout everywhere.
///
/// Source: Adobe's metrics of Helvetica (Core 14 AFM), which Arial and Liberation Sans share, in thousandths of the font size.
enum FontMetrics {
    private static let first = 32
    private static let widths: [Double] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
        556,
        556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667,
        778,
        722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222,
        222,
        500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ]

    /// In pixels. Other characters are taken as wide as they stand in a terminal, rather too wide than too narrow.
    static func width(_ text: String, size: Double) -> Double {
        var sum = 0.0
        for character in text {
            if let ascii = character.asciiValue, Int(ascii) >= first, Int(ascii) - first < widths.count {
                sum += widths[Int(ascii) - first]
            } else {
                sum += TextWidth.columns(of: character) == 2 ? 1100 : TextWidth.columns(of: character) == 1 ? 620 : 0
            }
        }
        return sum / 1000 * size
    }

    /// The text on lines that fit, broken at spaces and between wide characters; `nil` where a word or the number of lines is too
    /// long. `isShortened`: what does not fit on the last line ends in `…` instead.
    static func wrap(_ text: String, _ room: Double, size: Double, lines limit: Int, isShortened: Bool) -> [String]? {
        if width(text, size: size) <= room { return [text] }
        var lines: [String] = []
        var line = ""
        var rest = pieces(text)[...]
        while let piece = rest.first {
            let isFull = width(line + trimmed(piece), size: size) > room
            if isFull, !line.isEmpty {
                if lines.count == limit - 1 { break }
                lines.append(trimmed(line))
                line = ""
                continue
            }
            if isFull, !isShortened { return nil }
            line += piece
            rest = rest.dropFirst()
            // A word that is too long is cut, and nothing follows it.
            if isFull { break }
        }
        if rest.isEmpty, width(trimmed(line), size: size) <= room {
            return lines + [trimmed(line)]
        }
        return isShortened ? lines + [fit(line + rest.joined(), room, size: size)] : nil
    }

    private static func trimmed(_ text: String) -> String { String(text.reversed().drop { $0 == " " }.reversed()) }

    /// Words with the spaces after them, and wide characters by themselves.
    private static func pieces(_ text: String) -> [String] {
        var pieces = [""]
        for character in text {
            if TextWidth.columns(of: character) == 2 {
                pieces += [String(character), ""]
            } else {
                pieces[pieces.count - 1].append(character)
                if character == " " { pieces.append("") }
            }
        }
        return pieces.filter { !$0.isEmpty }
    }

    /// The longest beginning that fits, with `…` in place of the rest.
    static func fit(_ text: String, _ room: Double, size: Double) -> String {
        if width(text, size: size) <= room { return text }
        var used = size
        var kept = ""
        for character in text {
            used += width(String(character), size: size)
            if used > room { break }
            kept.append(character)
        }
        while kept.last == " " { kept.removeLast() }
        return kept + "…"
    }
}
