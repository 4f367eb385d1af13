/// Link reference definitions at the start of a paragraph, CommonMark 0.31.2 section 4.7.
///
/// A notebook never uses one. They matter because a paragraph of nothing else cannot become a heading and leaves its list item
/// empty, and both decide whether a fence further down is a cell.
enum LinkReferenceDefinitions {
    /// Removes the definitions that `paragraph` begins with; whether anything is left.
    static func drop(from paragraph: inout [UInt8]) -> Bool {
        var start = 0
        while start < paragraph.count, paragraph[start] == Byte.openBracket {
            guard let end = definitionEnd(paragraph, start) else { break }
            start = end
        }
        if start > 0 { paragraph.removeFirst(start) }
        return !isFirstLineBlank(paragraph)
    }

    private static func isFirstLineBlank(_ text: [UInt8]) -> Bool {
        for byte in text {
            if byte.isLineEnd { return true }
            if !byte.isSpaceOrTab { return false }
        }
        return true
    }

    private static func definitionEnd(_ text: [UInt8], _ start: Int) -> Int? {
        guard let labelEnd = labelEnd(text, start), labelEnd < text.count, text[labelEnd] == Byte.colon else { return nil }
        let destinationStart = skipSpaceAndLineEnd(text, labelEnd + 1)
        guard let destinationEnd = destinationEnd(text, destinationStart) else { return nil }
        let titleStart = skipSpaceAndLineEnd(text, destinationEnd)
        if titleStart > destinationEnd, let titleEnd = titleEnd(text, titleStart),
            let end = lineEnd(text, skipSpace(text, titleEnd))
        {
            return end
        }
        return lineEnd(text, skipSpace(text, destinationEnd))
    }

    /// The offset after the `]`. A label holds something other than white space and at most 1,000 bytes, as cmark counts.
    private static func labelEnd(_ text: [UInt8], _ start: Int) -> Int? {
        var index = start + 1
        var isBlank = true
        while index < text.count, text[index] != Byte.openBracket, text[index] != Byte.closeBracket {
            if !text[index].isMarkdownSpace { isBlank = false }
            if text[index] == Byte.backslash, index + 1 < text.count, text[index + 1].isPunctuation { index += 1 }
            index += 1
            if index - start - 1 > 1000 { return nil }
        }
        guard index < text.count, text[index] == Byte.closeBracket, !isBlank else { return nil }
        return index + 1
    }

    private static func destinationEnd(_ text: [UInt8], _ start: Int) -> Int? {
        var index = start
        if index < text.count, text[index] == Byte.less {
            index += 1
            while index < text.count, text[index] != Byte.greater {
                if text[index] == Byte.lineFeed || text[index] == Byte.less { return nil }
                index += text[index] == Byte.backslash ? 2 : 1
            }
            // The text always has a line end after the `>`.
            return index + 1 < text.count ? index + 1 : nil
        }
        var depth = 0
        while index < text.count {
            let byte = text[index]
            if byte == Byte.backslash, index + 1 < text.count, text[index + 1].isPunctuation {
                index += 1
            } else if byte == Byte.openParenthesis {
                depth += 1
                // 32 levels, the limit cmark sets.
                if depth > 32 { return nil }
            } else if byte == Byte.closeParenthesis {
                if depth == 0 { break }
                depth -= 1
            } else if byte.isMarkdownSpace {
                break
            }
            index += 1
        }
        guard index < text.count, depth == 0, index > start || text[index] == Byte.closeParenthesis else { return nil }
        return index
    }

    private static func titleEnd(_ text: [UInt8], _ start: Int) -> Int? {
        guard start < text.count else { return nil }
        let opener = text[start]
        let closer: UInt8
        switch opener {
        case Byte.quote, Byte.apostrophe: closer = opener
        case Byte.openParenthesis: closer = Byte.closeParenthesis
        default: return nil
        }
        var index = start + 1
        while index < text.count, text[index] != closer {
            if text[index] == opener { return nil }
            index += text[index] == Byte.backslash ? 2 : 1
        }
        return index < text.count ? index + 1 : nil
    }

    private static func skipSpace(_ text: [UInt8], _ start: Int) -> Int {
        var index = start
        while index < text.count, text[index].isSpaceOrTab { index += 1 }
        return index
    }

    private static func skipSpaceAndLineEnd(_ text: [UInt8], _ start: Int) -> Int {
        let index = skipSpace(text, start)
        return lineEnd(text, index).map { skipSpace(text, $0) } ?? index
    }

    /// The offset after the line end at `index`; the end of the text counts as one.
    private static func lineEnd(_ text: [UInt8], _ index: Int) -> Int? {
        if index >= text.count { return index }
        return text[index] == Byte.lineFeed ? index + 1 : nil
    }
}
