/// Words that no text may hold, as C4 means it: in small letters, not as part of a longer word. Words in scripts that leave no space
/// between words (Han, Kana, Thai) are found anywhere, as C4's program does for Japanese, Thai and Chinese.
package struct BadWords: Sendable, Equatable {
    private struct Word: Sendable, Equatable {
        let bytes: [UInt8]
        let standsAlone: Bool
    }

    /// By first byte.
    private var byFirst: [[Word]] = Array(repeating: [], count: 256)
    package private(set) var count = 0

    /// White space around a word, and empty words, do not count.
    package init(_ words: some Sequence<String>) {
        var known: Set<[UInt8]> = []
        for word in words {
            let bytes = Array(word.utf8)
            let range = TextBytes.trimmedRange(bytes.span)
            let small = Array(String(decoding: bytes[range], as: UTF8.self).lowercased().utf8)
            guard let first = small.first, known.insert(small).inserted else { continue }
            let isUnspaced = String(decoding: small, as: UTF8.self).unicodeScalars.contains { Self.isUnspaced($0.value) }
            byFirst[Int(first)].append(Word(bytes: small, standsAlone: !isUnspaced))
            count += 1
        }
    }

    private static func isUnspaced(_ scalar: UInt32) -> Bool {
        switch scalar {
        // Thai; kana; Han with its first extension and compatibility forms; Han beyond the basic plane.
        case 0x0E00...0x0E7F, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F,
            0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// Whether one of the words stands in a text.
    package func areIn(_ text: Span<UInt8>) -> Bool {
        var small: [UInt8] = []
        small.reserveCapacity(text.count)
        var isASCII = true
        for index in text.indices {
            let byte = text[index]
            if byte >= 0x80 { isASCII = false }
            small.append(byte.isUpper ? byte | 0x20 : byte)
        }
        if !isASCII { small = Array(String(decoding: small, as: UTF8.self).lowercased().utf8) }
        let span = small.span
        for place in span.indices {
            for word in byFirst[Int(span[place])] where Self.stands(word, at: place, in: span) { return true }
        }
        return false
    }

    private static func stands(_ word: Word, at place: Int, in text: Span<UInt8>) -> Bool {
        let end = place + word.bytes.count
        guard end <= text.count else { return false }
        for index in word.bytes.indices where text[place + index] != word.bytes[index] { return false }
        return !word.standsAlone || !isWordBefore(place, text) && !isWord(at: end, text)
    }

    private static func isWordBefore(_ place: Int, _ text: Span<UInt8>) -> Bool {
        guard place > 0 else { return false }
        var start = place - 1
        while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
        return isWord(at: start, text)
    }

    /// Letters, digits and `_`, as regular expressions mean it.
    private static func isWord(at place: Int, _ text: Span<UInt8>) -> Bool {
        guard place < text.count else { return false }
        if text[place] < 0x80 { return text[place].isAlphanumeric || text[place] == UInt8(ascii: "_") }
        guard let scalar = Unicode.Scalar(CodePoint.decode(text, at: place).0) else { return false }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
