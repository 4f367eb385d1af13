/// A text's words and signs in order. A word is of letters and digits, with apostrophes, dots, commas, colons and dashes inside: "4.5", "11:30",
/// "o'clock", "+1" is two; a currency sign before digits and a percent sign behind them belong to it.
package struct TextTokens {
    package struct Token {
        /// Places among the text's scalars.
        let start: Int
        let end: Int
        let isWord: Bool
        let hasDigit: Bool
        let isCapitalized: Bool
        /// Of the word without its case; of a sign its own.
        let hash: UInt64
    }

    let scalars: [Unicode.Scalar]
    package private(set) var all: [Token] = []
    /// Whether something in it is written small, so that capitals tell something.
    private(set) var hasSmall = false

    package init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var place = 0
        while place < scalars.count {
            if isWordStart(place) {
                place = addWord(place)
            } else {
                if !Self.isBlank(scalars[place]) {
                    all.append(
                        Token(
                            start: place, end: place + 1, isWord: false, hasDigit: false, isCapitalized: false,
                            hash: FeatureHash.adding(scalars[place].value, to: FeatureHash.start)))
                }
                place += 1
            }
        }
    }

    /// The token's text as it stands.
    func text(_ token: Token) -> String { text(token.start..<token.end) }

    package func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
    }

    /// Whether it is the first of a sentence, of a line, or of what is quoted or in brackets.
    func beginsSentence(_ place: Int) -> Bool {
        guard place > 0 else { return true }
        let before = all[place - 1]
        if !before.isWord, Self.opens(scalars[before.start]) { return true }
        return scalars[before.end..<all[place].start].contains("\n")
    }

    private static func opens(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "!", "?", ":", "\"", "(", "[", "-", "*", "\u{2026}", "\u{201C}", "\u{201E}", "\u{2013}", "\u{2014}", "\u{2022}":
            true
        default: false
        }
    }

    // MARK: - Reading

    private func isWordStart(_ place: Int) -> Bool {
        if WordCharacters.contains(scalars[place].value) { return true }
        return Self.isCurrency(scalars[place]) && place + 1 < scalars.count && Self.isDigit(scalars[place + 1])
    }

    /// Adds the word that begins here, and gives where it ends.
    private mutating func addWord(_ start: Int) -> Int {
        var (end, hasDigit, hash) = (start, false, FeatureHash.start)
        func take() {
            hasDigit = hasDigit || Self.isDigit(scalars[end])
            for scalar in Self.lowered(scalars[end]) { hash = FeatureHash.adding(scalar.value, to: hash) }
        }
        take()
        end += 1
        while end < scalars.count, WordCharacters.contains(scalars[end].value) || joins(end) {
            take()
            end += 1
        }
        if hasDigit, end < scalars.count, scalars[end] == "%" {
            take()
            end += 1
        }
        let first = Self.isCurrency(scalars[start]) ? scalars[start + 1] : scalars[start]
        let isCapitalized = Self.isUpper(first)
        if !hasSmall { hasSmall = scalars[start..<end].contains { Self.isLower($0) } }
        all.append(
            Token(
                start: start, end: end, isWord: true, hasDigit: hasDigit, isCapitalized: isCapitalized,
                hash: FeatureHash.mixed(hash)))
        return end
    }

    /// Whether a sign holds two parts of a word together.
    private func joins(_ place: Int) -> Bool {
        guard place + 1 < scalars.count, WordCharacters.contains(scalars[place + 1].value) else { return false }
        switch scalars[place] {
        case "'", "\u{2019}", "-", "@", "/", "_": return true
        // "3.30 pm", but "done.Thanks" is two.
        case ".", ",", ":": return Self.isDigit(scalars[place + 1]) || scalars[place] == "." && isAbbreviation(place)
        default: return false
        }
    }

    /// Whether single letters stand on both sides, as in "a.m", or an address goes on, as in "hotel@example.org".
    private func isAbbreviation(_ place: Int) -> Bool {
        var start = place
        // No address has more before its last dot, and a text without blanks is read in one go.
        while start > 0, place - start < 64, !Self.isBlank(scalars[start - 1]) { start -= 1 }
        return place - start == 1 || scalars[start..<place].contains("@")
    }

    private static func isCurrency(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "$", "\u{A3}", "\u{A5}", "\u{20AC}": true
        default: false
        }
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? "0"..."9" ~= scalar : scalar.properties.numericType == .decimal
    }

    private static func isUpper(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? "A"..."Z" ~= scalar : scalar.properties.isUppercase
    }

    private static func isLower(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? "a"..."z" ~= scalar : scalar.properties.isLowercase
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar.value <= 0x20 : scalar.properties.isWhitespace
    }

    static func lowered(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        if scalar == "\u{2019}" { return "'".unicodeScalars }
        if scalar.isASCII {
            return String(("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar).unicodeScalars
        }
        return scalar.properties.lowercaseMapping.unicodeScalars
    }
}
