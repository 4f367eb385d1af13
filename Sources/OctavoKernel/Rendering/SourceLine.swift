import OctavoSource

/// One line of a source as it is shown: tabs as spaces, control characters as escapes, and a long line cut around the part
/// that matters. Knows at which column each byte stands.
struct SourceLine {
    let text: String
    /// Columns of the whole shown text.
    let width: Int
    /// Byte offset and column of each shown character, ascending.
    private let places: [(offset: Int, column: Int)]

    /// A tab goes to the next multiple of this.
    private static let tabStop = 4
    /// Bytes around the focus that are looked at: a line may have megabytes.
    private static let window = 2000

    /// `limit`: columns that may be shown.
    init(_ line: Int, of source: Source, focus: Int, limit: Int) {
        let lineStart = source.lineStarts[line]
        var lineEnd = line + 1 < source.lineStarts.count ? source.lineStarts[line + 1] : source.bytes.count
        while lineEnd > lineStart, source.bytes[lineEnd - 1] == 0x0A || source.bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        var start = max(lineStart, min(focus, lineEnd) - Self.window)
        while start > lineStart, source.bytes[start] & 0xC0 == 0x80 { start -= 1 }
        var end = min(lineEnd, max(focus, start) + Self.window)
        while end < lineEnd, source.bytes[end] & 0xC0 == 0x80 { end += 1 }
        var glyphs: [(offset: Int, text: String, width: Int)] = []
        var column = 0
        var offset = start
        for character in source.text(in: ByteRange(start, end)) {
            let shown = Self.glyph(character, at: column)
            let width = TextWidth.columns(of: shown)
            glyphs.append((offset, shown, width))
            column += width
            offset += character.utf8.count
        }
        glyphs.append((end, "", 0))
        let isCutBefore = start > lineStart
        let isCutAfter = end < lineEnd
        let first = Self.firstShown(glyphs, focus: focus, limit: limit, isCut: column > limit)
        var shown = isCutBefore || first > 0 ? "…" : ""
        var used = shown.isEmpty ? 0 : 1
        var found: [(offset: Int, column: Int)] = []
        var isCut = isCutAfter
        for glyph in glyphs[first...] {
            if used + glyph.width > limit - 1, column > limit {
                isCut = true
                break
            }
            found.append((glyph.offset, used))
            shown += glyph.text
            used += glyph.width
        }
        if isCut {
            found.append((lineEnd, used))
            shown += "…"
        }
        text = shown
        width = used
        places = found
    }

    /// The first glyph shown when all do not fit: a third of the room stands before the focus.
    private static func firstShown(
        _ glyphs: [(offset: Int, text: String, width: Int)], focus: Int, limit: Int, isCut: Bool
    ) -> Int {
        guard isCut else { return 0 }
        let place = glyphs.firstIndex { $0.offset >= focus } ?? glyphs.count - 1
        var room = limit / 3
        var first = place
        while first > 0, glyphs[first - 1].width <= room {
            first -= 1
            room -= glyphs[first].width
        }
        // A cut of one or two columns at the start shows nothing useful.
        return first <= 2 && limit > 20 ? 0 : first
    }

    private static func glyph(_ character: Character, at column: Int) -> String {
        if character == "\t" { return String(repeating: " ", count: tabStop - column % tabStop) }
        return TextWidth.escaped(String(character))
    }

    /// The column at which the byte at `offset` is shown.
    func column(of offset: Int) -> Int {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        if low == places.count { return width }
        // Inside a character of several bytes its own column counts.
        return places[low].offset == offset || low == 0 ? places[low].column : places[low - 1].column
    }

    /// The column of the first character that is not a space.
    var firstTextColumn: Int { text.prefix { $0 == " " }.count }
}
