import OctavoSource

/// A result image: one inline image with a title that begins `octavo`, alone in its paragraph.
struct ImageLink {
    let path: String
    let alternative: String
    /// The title without its quotes.
    let title: ByteRange

    static func render(path: String, alternative: String, _ attributes: ResultAttributes) -> String {
        "![\(escaped(alternative))](\(encoded(path)) \"octavo\(attributes.text)\")"
    }

    /// Reads a line; `nil` for anything but one image with the title of a result.
    init?(_ bytes: [UInt8], _ line: ByteRange) {
        var end = line.end
        while end > line.start, bytes[end - 1].isSpaceOrTab { end -= 1 }
        guard let alternativeEnd = Self.bracketEnd(bytes, line.start + 2, end), alternativeEnd + 1 < end,
            bytes[alternativeEnd + 1] == Byte.openParenthesis, bytes[end - 1] == Byte.closeParenthesis
        else { return nil }
        var index = alternativeEnd + 2
        while index < end, bytes[index].isSpaceOrTab { index += 1 }
        let pathStart = index
        while index < end, !bytes[index].isMarkdownSpace, bytes[index] != Byte.less, bytes[index] != Byte.quote { index += 1 }
        let pathEnd = index
        while index < end, bytes[index].isSpaceOrTab { index += 1 }
        guard index > pathEnd, pathEnd > pathStart, bytes[index] == Byte.quote else { return nil }
        let titleStart = index + 1
        index = titleStart
        while index < end, bytes[index] != Byte.quote, bytes[index] != Byte.backslash { index += 1 }
        let titleEnd = index
        guard index < end, bytes[index] == Byte.quote else { return nil }
        index += 1
        while index < end, bytes[index].isSpaceOrTab { index += 1 }
        guard index == end - 1, Self.isResultTitle(bytes[titleStart..<titleEnd]) else { return nil }
        title = ByteRange(titleStart, titleEnd)
        alternative = Self.unescaped(bytes[(line.start + 2)..<alternativeEnd])
        path = Self.decoded(bytes[pathStart..<pathEnd])
    }

    private static let titlePrefix = Array("octavo".utf8)

    private static func isResultTitle(_ title: ArraySlice<UInt8>) -> Bool {
        title.starts(with: titlePrefix)
            && (title.count == titlePrefix.count || title[title.startIndex + titlePrefix.count] == Byte.space)
    }

    /// The offset of the bracket that closes the alternative text.
    private static func bracketEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        var depth = 0
        var index = start
        while index < end {
            switch bytes[index] {
            case Byte.backslash: index += 1
            case Byte.openBracket: depth += 1
            case Byte.closeBracket:
                if depth == 0 { return index }
                depth -= 1
            default: break
            }
            index += 1
        }
        return nil
    }

    // MARK: - Alternative text

    /// Plain text to Markdown: one line, and nothing in it that Markdown would take for markup.
    private static func escaped(_ text: String) -> String {
        let oneLine = text.utf8.map { $0.isLineEnd || $0 == Byte.tab ? Byte.space : $0 }
        let start = oneLine.firstIndex { $0 != Byte.space } ?? oneLine.endIndex
        let stored = StoredLine.make(oneLine[start...])
        var escaped: [UInt8] = []
        for (index, byte) in stored.enumerated() {
            let isMarkup =
                switch byte {
                case Byte.backslash, Byte.openBracket, Byte.closeBracket, Byte.backtick, Byte.less, 0x2A, 0x26: true
                // An underscore inside a word is text.
                case 0x5F: !isWord(stored, index - 1) || !isWord(stored, index + 1)
                default: false
                }
            if isMarkup { escaped.append(Byte.backslash) }
            escaped.append(byte)
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func isWord(_ bytes: [UInt8], _ index: Int) -> Bool {
        bytes.indices.contains(index) && (bytes[index].isLetter || bytes[index].isDigit || bytes[index] == 0x5F)
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
        var plain: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == Byte.backslash, index + 1 < text.endIndex, text[index + 1].isPunctuation { index += 1 }
            plain.append(text[index])
            index += 1
        }
        return String(decoding: plain, as: UTF8.self)
    }

    // MARK: - Path

    private static func encoded(_ path: String) -> String {
        var encoded: [UInt8] = []
        for byte in path.utf8 {
            let isPlain = byte.isLetter || byte.isDigit || byte >= 0x80 || [0x2D, 0x2E, 0x2F, 0x5F, 0x7E].contains(byte)
            if isPlain {
                encoded.append(byte)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += Array((digits.count == 1 ? "%0" : "%").utf8) + Array(digits.utf8)
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func decoded(_ path: ArraySlice<UInt8>) -> String {
        var plain: [UInt8] = []
        var index = path.startIndex
        while index < path.endIndex {
            if path[index] == 0x25, index + 2 < path.endIndex,
                let byte = UInt8(String(decoding: path[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                plain.append(byte)
                index += 3
            } else {
                plain.append(path[index])
                index += 1
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
