import OctavoSource

/// What a result's info string, or an image's title after `octavo`, says about the result.
package struct ResultAttributes: Hashable, Sendable {
    /// The key of the cell that gave the result.
    package var key: String?
    /// Rows of the whole table.
    package var rows: Int?
    /// Lines of the whole text, when the stored one has fewer.
    package var lines: Int?
    /// Digest of the whole text, when not all of it is stored; of an image, that of its file.
    package var digest: String?
    /// The diagnostic's code, for an error.
    package var code: String?
    package var isStale = false
    /// The text has no line end after its last line.
    package var hasNoFinalNewline = false
    /// Words that mean nothing to this version, as they stand.
    package var unknown: [String] = []

    package init() {}

    /// The words in their one order, with a space before each.
    var text: String {
        var words: [String] = []
        if let key { words.append("key=\(key)") }
        if let rows { words.append("rows=\(rows)") }
        if let lines { words.append("lines=\(lines)") }
        if let digest { words.append("digest=\(digest)") }
        if let code { words.append("code=\(code)") }
        if isStale { words.append("stale") }
        if hasNoFinalNewline { words.append("noeol") }
        return (words + unknown).map { " " + $0 }.joined()
    }

    /// Reads the words of `info` but the first. A word that cannot be read counts as unknown; a second one of a kind is dropped.
    static func parse(_ bytes: [UInt8], _ info: ByteRange) -> ResultAttributes {
        var attributes = ResultAttributes()
        for word in InfoString.words(of: bytes, in: info).dropFirst() {
            let attribute = InfoAttribute(bytes, word)
            switch (attribute?.key, attribute?.value) {
            case ("key", let value?): attributes.key = attributes.key ?? value
            case ("digest", let value?): attributes.digest = attributes.digest ?? value
            case ("code", let value?): attributes.code = attributes.code ?? value
            case ("rows", let value?) where count(value) != nil: attributes.rows = attributes.rows ?? count(value)
            case ("lines", let value?) where count(value) != nil: attributes.lines = attributes.lines ?? count(value)
            case ("stale", nil): attributes.isStale = true
            case ("noeol", nil): attributes.hasNoFinalNewline = true
            default: attributes.unknown.append(String(decoding: bytes[word.start..<word.end], as: UTF8.self))
            }
        }
        return attributes
    }

    private static func count(_ text: String) -> Int? { Int(text).flatMap { $0 >= 0 ? $0 : nil } }
}
