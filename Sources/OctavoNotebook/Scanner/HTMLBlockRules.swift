/// Start and end conditions of HTML blocks, CommonMark 0.31.2 section 4.6.
enum HTMLBlockRules {
    /// Condition 1 to 6 that a line meets at `start`, where a `<` stands, or `nil`.
    static func startCondition(_ line: LineCursor, at start: Int) -> Int? {
        guard line[start] == Byte.less, start < line.lineEnd else { return nil }
        switch line[start + 1] {
        case 0x21:  // !
            if line[start + 2] == Byte.hyphen, line[start + 3] == Byte.hyphen { return 2 }
            if line[start + 2].isLetter { return 4 }
            return matches(line, at: start + 2, cdata) ? 5 : nil
        case 0x3F: return 3  // ?
        case Byte.slash:
            let end = nameEnd(line, from: start + 2)
            return blockNames.contains(name(line, start + 2, end)) && endsBlockTag(line, end) ? 6 : nil
        default:
            let end = nameEnd(line, from: start + 1)
            let name = name(line, start + 1, end)
            if rawTextNames.contains(name) { return line[end].isMarkdownSpace || line[end] == Byte.greater ? 1 : nil }
            return blockNames.contains(name) && endsBlockTag(line, end) ? 6 : nil
        }
    }

    /// Condition 7: one complete open or closing tag, alone on its line.
    static func isLoneTag(_ line: LineCursor, at start: Int) -> Bool {
        guard line[start] == Byte.less, start < line.lineEnd else { return false }
        guard var index = line[start + 1] == Byte.slash ? closingTag(line, start + 2) : openTag(line, start + 1) else {
            return false
        }
        while index < line.lineEnd {
            guard line[index].isSpaceOrTab || line[index] == 0x0C else { return false }
            index += 1
        }
        return true
    }

    /// Whether the rest of the line ends a block that began with `condition`. Blocks of conditions 6 and 7 end at blank lines.
    static func isEnd(_ line: LineCursor, from start: Int, condition: Int) -> Bool {
        switch condition {
        case 1:
            var index = start
            while index < line.lineEnd {
                if line[index] == Byte.less, line[index + 1] == Byte.slash {
                    let end = nameEnd(line, from: index + 2)
                    if line[end] == Byte.greater, rawTextNames.contains(name(line, index + 2, end)) { return true }
                    index = max(end, index + 1)
                } else {
                    index += 1
                }
            }
            return false
        case 2: return contains(line, from: start, commentEnd)
        case 3: return contains(line, from: start, instructionEnd)
        case 4: return contains(line, from: start, [Byte.greater])
        case 5: return contains(line, from: start, cdataEnd)
        default: return false
        }
    }

    // MARK: - Tags

    private static func openTag(_ line: LineCursor, _ start: Int) -> Int? {
        guard line[start].isLetter else { return nil }
        var index = nameEnd(line, from: start)
        while true {
            let afterSpace = skipSpace(line, index)
            if afterSpace > index, isAttributeStart(line[afterSpace]) {
                guard let end = attributeEnd(line, afterSpace) else { return nil }
                index = end
            } else {
                index = afterSpace
                break
            }
        }
        if line[index] == Byte.slash { index += 1 }
        return line[index] == Byte.greater ? index + 1 : nil
    }

    private static func closingTag(_ line: LineCursor, _ start: Int) -> Int? {
        guard line[start].isLetter else { return nil }
        let index = skipSpace(line, nameEnd(line, from: start))
        return line[index] == Byte.greater ? index + 1 : nil
    }

    private static func attributeEnd(_ line: LineCursor, _ start: Int) -> Int? {
        var index = start + 1
        while isAttributeStart(line[index]) || line[index].isDigit || line[index] == 0x2E || line[index] == Byte.hyphen {
            index += 1
        }
        let beforeValue = skipSpace(line, index)
        guard line[beforeValue] == Byte.equal else { return index }
        index = skipSpace(line, beforeValue + 1)
        let delimiter = line[index]
        if delimiter == Byte.quote || delimiter == Byte.apostrophe {
            index += 1
            while index < line.lineEnd, line[index] != delimiter { index += 1 }
            return index < line.lineEnd ? index + 1 : nil
        }
        let valueStart = index
        while index < line.lineEnd, isUnquotedValue(line[index]) { index += 1 }
        return index > valueStart ? index : nil
    }

    private static func isAttributeStart(_ byte: UInt8) -> Bool { byte.isLetter || byte == 0x5F || byte == Byte.colon }

    private static func isUnquotedValue(_ byte: UInt8) -> Bool {
        switch byte {
        case Byte.quote, Byte.apostrophe, Byte.less, Byte.equal, Byte.greater, Byte.backtick: return false
        default: return !byte.isMarkdownSpace
        }
    }

    private static func skipSpace(_ line: LineCursor, _ start: Int) -> Int {
        var index = start
        while index < line.lineEnd, line[index].isMarkdownSpace { index += 1 }
        return index
    }

    // MARK: - Names

    private static func nameEnd(_ line: LineCursor, from start: Int) -> Int {
        var index = start
        while line[index].isLetter || line[index].isDigit || line[index] == Byte.hyphen { index += 1 }
        return index
    }

    /// Empty for a name longer than any in the tables, so that a long line is not copied.
    private static func name(_ line: LineCursor, _ start: Int, _ end: Int) -> [UInt8] {
        guard end - start <= 10 else { return [] }
        return (start..<max(start, end)).map { line[$0].asciiLowercased }
    }

    private static func endsBlockTag(_ line: LineCursor, _ index: Int) -> Bool {
        line[index].isMarkdownSpace || line[index] == Byte.greater
            || (line[index] == Byte.slash && line[index + 1] == Byte.greater)
    }

    private static func matches(_ line: LineCursor, at start: Int, _ wanted: [UInt8]) -> Bool {
        for (distance, byte) in wanted.enumerated() where line[start + distance] != byte { return false }
        return true
    }

    private static func contains(_ line: LineCursor, from start: Int, _ wanted: [UInt8]) -> Bool {
        var index = start
        while index < line.lineEnd {
            if line[index] == wanted[0], matches(line, at: index, wanted) { return true }
            index += 1
        }
        return false
    }

    private static let cdata = Array("[CDATA[".utf8)
    private static let commentEnd = Array("-->".utf8)
    private static let instructionEnd = Array("?>".utf8)
    private static let cdataEnd = Array("]]>".utf8)
    private static let rawTextNames = names("pre script style textarea")
    private static let blockNames = names(
        """
        address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt \
        fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link \
        main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead \
        title tr track ul
        """)

    private static func names(_ list: String) -> Set<[UInt8]> { Set(list.split(separator: " ").map { Array($0.utf8) }) }
}
