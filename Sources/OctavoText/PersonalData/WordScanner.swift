/// Finds names of persons and of streets by the words in and around them. Less sure than what has a form of its own.
struct WordScanner {
    /// A word of letters, perhaps with a dash or an apostrophe inside.
    struct Word {
        let start: Int
        let end: Int
        let isCapitalized: Bool
        let isNumber: Bool
    }

    private let kinds: PersonalDataKinds
    /// How many words in a row are looked at together.
    private static let window = 8

    init(_ kinds: PersonalDataKinds) { self.kinds = kinds }

    func scan(_ text: Span<UInt8>, into found: inout [PersonalDataMatch]) {
        // The words of one stretch: no more than a few signs stand between them.
        var words: [Word] = []
        var index = 0
        while let word = Self.nextWord(text, from: &index) {
            words.append(word)
            if words.count == 4 * Self.window {
                look(text, words, until: 3 * Self.window, &found)
                words.removeFirst(2 * Self.window)
            }
        }
        look(text, words, until: words.count, &found)
    }

    private func look(_ text: Span<UInt8>, _ words: [Word], until end: Int, _ found: inout [PersonalDataMatch]) {
        var place = 0
        while place < end {
            var last: Int?
            if kinds.contains(.street), let (first, end, score) = StreetRecognizer.match(text, words, at: place) {
                found.append(PersonalDataMatch(.street, words[first].start, words[end].end, score: score))
                last = end
            }
            if last == nil, kinds.contains(.person), let (first, end, score) = PersonRecognizer.match(text, words, at: place) {
                found.append(PersonalDataMatch(.person, words[first].start, words[end].end, score: score))
                last = end
            }
            place = max(place, last ?? place) + 1
        }
    }

    static func nextWord(_ text: Span<UInt8>, from index: inout Int) -> Word? {
        while index < text.count, !isLetterOrDigit(text[index]) { index += 1 }
        guard index < text.count else { return nil }
        let start = index
        while index < text.count, isLetterOrDigit(text[index]) || isInside(text, index) { index += 1 }
        let first = CodePoint.decode(text, at: start).scalar
        let isUpper = Unicode.Scalar(first)?.properties.isUppercase ?? false
        return Word(start: start, end: index, isCapitalized: isUpper, isNumber: text[start].isDigit)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { byte.isAlphanumeric || byte >= 0xC3 || byte & 0xC0 == 0x80 }

    private static func isInside(_ text: Span<UInt8>, _ index: Int) -> Bool {
        guard text.byte(index + 1).isLetter || text.byte(index + 1) >= 0xC3 else { return false }
        // "Anne-Marie", "O'Neil", "O’Neil".
        return text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "'")
    }

    /// Whether nothing but one space, or a full stop and a space, stands between two words.
    static func adjoin(_ text: Span<UInt8>, _ one: Word, _ other: Word, allowing sign: UInt8 = UInt8(ascii: ".")) -> Bool {
        switch other.start - one.end {
        case 1: text[one.end] == UInt8(ascii: " ") || text[one.end] == 0xA0
        case 2:
            text[one.end] == sign && text[one.end + 1] == UInt8(ascii: " ") || text[one.end] == 0xC2 && text[one.end + 1] == 0xA0
        default: false
        }
    }

    /// A word in lower case.
    static func lower(_ text: Span<UInt8>, _ word: Word) -> String {
        guard word.end - word.start <= 40 else { return "" }
        var bytes: [UInt8] = []
        bytes.append(text.extracting(word.start..<word.end))
        return TextBytes.lowercased(String(decoding: bytes, as: UTF8.self))
    }
}
