/// Parts a text into sentences by rules; no model, so the same text always parts the same way.
///
/// A sentence ends after `.` `!` `?` `…` (with any quotes and brackets that close there) where white space and something that
/// can begin a sentence follow, after the full stops of Chinese, Japanese and Hindi, and at a blank line. A full stop does
/// not end one after a title or an abbreviation that goes on (`Dr.`, `e.g.`), after an initial, in a number, or before a small
/// letter; after an abbreviation that may end one (`Inc.`, `etc.`, `U.S.`) it does if a word follows that often begins sentences.
///
/// The rules follow the cases of the "Golden Rules" of K. Dias's pragmatic_segmenter (2015) for European languages.
package enum SentenceSplitter {
    /// The sentences in order, without the white space between them; each range of bytes.
    package static func ranges(in text: Span<UInt8>) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = 0
        var offset = 0
        func take(_ end: Int) {
            var first = start
            while first < end {
                let (scalar, length) = CodePoint.decode(text, at: first)
                guard CodePoint.isWhiteSpace(scalar) else { break }
                first += length
            }
            var last = end
            while last > first {
                var place = last - 1
                while place > first, text[place] & 0xC0 == 0x80 { place -= 1 }
                guard CodePoint.isWhiteSpace(CodePoint.decode(text, at: place).scalar) else { break }
                last = place
            }
            if first < last { sentences.append(first..<last) }
            start = end
        }
        while offset < text.count {
            let (scalar, length) = CodePoint.decode(text, at: offset)
            let next = offset + length
            if scalar == 0x0A, isBlankLine(text, after: next) {
                take(next)
            } else if isTerminator(scalar) {
                var end = next
                while end < text.count {
                    let (more, size) = CodePoint.decode(text, at: end)
                    guard isTerminator(more) || isCloser(more) else { break }
                    end += size
                }
                if isEnd(text, from: start, terminator: offset, after: end) { take(end) }
                offset = end
                continue
            }
            offset = next
        }
        take(text.count)
        return sentences
    }

    /// Whether the terminator at `place`, closed at `end`, ends the sentence that began at `start`.
    private static func isEnd(_ text: Span<UInt8>, from start: Int, terminator place: Int, after end: Int) -> Bool {
        let (scalar, length) = CodePoint.decode(text, at: place)
        if isUnspaced(scalar) { return true }
        guard end < text.count else { return true }
        var next = end
        while next < text.count {
            let (following, size) = CodePoint.decode(text, at: next)
            guard CodePoint.isWhiteSpace(following) else { break }
            next += size
        }
        guard next > end, next < text.count else { return next == text.count }
        // Opening quotes, brackets and marks may stand before the first letter.
        while next < text.count {
            let (following, size) = CodePoint.decode(text, at: next)
            guard isOpener(following) else { break }
            next += size
        }
        guard next < text.count else { return true }
        let following = CodePoint.decode(text, at: next).scalar
        if Unicode.Scalar(following)?.properties.isLowercase == true { return false }
        // Only a lone full stop may belong to an abbreviation; `...`, `?!` and `."` are looked at no further.
        guard scalar == 0x2E, end == place + length || isCloser(CodePoint.decode(text, at: place + length).scalar) else {
            return true
        }
        let word = wordBefore(place, in: text, from: start)
        return !Abbreviations.continues(word, isFirst: word.isFirst, next: wordAt(next, in: text))
    }

    /// The run without white space or opening marks that ends at `place`, and whether it is all there is of the sentence.
    static func wordBefore(_ place: Int, in text: Span<UInt8>, from start: Int) -> SentenceWord {
        var first = place
        while first > start {
            var previous = first - 1
            while previous > start, text[previous] & 0xC0 == 0x80 { previous -= 1 }
            let scalar = CodePoint.decode(text, at: previous).scalar
            guard !CodePoint.isWhiteSpace(scalar), !isOpener(scalar), scalar != 0x2F else { break }
            first = previous
        }
        var isFirst = true
        for index in start..<first where !isSpace(text[index]) { isFirst = false }
        return SentenceWord(text: string(text, first..<place), isFirst: isFirst)
    }

    private static func wordAt(_ place: Int, in text: Span<UInt8>) -> String {
        var end = place
        while end < text.count {
            let (scalar, length) = CodePoint.decode(text, at: end)
            guard CodePoint.isAlphanumeric(scalar) else { break }
            end += length
        }
        return string(text, place..<end)
    }

    private static func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        for index in range { bytes.append(text[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

    /// Whether nothing but spaces stands between `place` and the next line end.
    private static func isBlankLine(_ text: Span<UInt8>, after place: Int) -> Bool {
        var index = place
        while index < text.count, text[index] != 0x0A {
            guard isSpace(text[index]) else { return false }
            index += 1
        }
        return index < text.count
    }

    private static func isTerminator(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x21, 0x2E, 0x3F, 0x061F, 0x06D4, 0x2026, 0x203C, 0x203D, 0x2047...0x2049: true
        default: isUnspaced(scalar)
        }
    }

    /// Full stops of scripts that put no space after them, and the danda: each ends a sentence wherever it stands.
    private static func isUnspaced(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x0964, 0x0965, 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61: true
        default: false
        }
    }

    private static func isCloser(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x22, 0x27, 0x29, 0x5D, 0x7D, 0xBB, 0x2018, 0x2019, 0x201C, 0x201D, 0x203A, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011,
            0xFF09:
            true
        default: false
        }
    }

    private static func isOpener(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x22, 0x27, 0x28, 0x5B, 0x7B, 0xA1, 0xAB, 0xBF, 0x2018, 0x201A, 0x201C, 0x201E, 0x2039, 0x2013, 0x2014: true
        default: false
        }
    }
}

/// The word before a full stop.
struct SentenceWord {
    /// Without the full stop.
    let text: String
    /// Whether nothing stands before it in its sentence.
    let isFirst: Bool
}
