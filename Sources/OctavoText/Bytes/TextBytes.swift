/// Loops over the UTF-8 of one text. Every input is valid UTF-8; places are byte offsets unless a name says otherwise.
package enum TextBytes {
    /// Whether all bytes are below 0x80.
    package static func isASCII(_ text: Span<UInt8>) -> Bool {
        var union: UInt8 = 0
        for index in text.indices { union |= text[index] }
        return union < 0x80
    }

    /// How many code points there are: bytes that do not continue one.
    package static func countOfCodePoints(_ text: Span<UInt8>) -> Int {
        var count = 0
        for index in text.indices where text[index] & 0xC0 != 0x80 { count &+= 1 }
        return count
    }

    /// The bytes of the code points from `from` up to `to`; negative places count from the end, places outside are cut to the
    /// text, and `nil` for `to` is the end.
    package static func range(in text: Span<UInt8>, from: Int64, to: Int64?) -> Range<Int> {
        let needsCount = from < 0 || (to ?? 0) < 0
        let count = needsCount ? Int64(countOfCodePoints(text)) : 0
        let first = from < 0 ? max(count &+ from, 0) : from
        let last = to.map { $0 < 0 ? max(count &+ $0, 0) : $0 }
        let start = offset(ofCodePoint: first, in: text, after: 0)
        guard let last else { return start..<text.count }
        guard last > first else { return start..<start }
        return start..<offset(ofCodePoint: last - first, in: text, after: start)
    }

    private static func offset(ofCodePoint wanted: Int64, in text: Span<UInt8>, after start: Int) -> Int {
        var left = wanted
        var index = start
        while index < text.count {
            if text[index] & 0xC0 != 0x80 {
                if left == 0 { return index }
                left -= 1
            }
            index += 1
        }
        return text.count
    }

    /// Where `part` stands first, from byte `start` on. An empty part stands everywhere.
    package static func firstIndex(of part: Span<UInt8>, in text: Span<UInt8>, from start: Int = 0) -> Int? {
        guard part.count > 0 else { return start <= text.count ? start : nil }
        guard text.count >= part.count else { return nil }
        let first = part[0]
        let last = text.count - part.count
        var index = start
        while index <= last {
            if text[index] == first, matches(part, at: index, in: text) { return index }
            index += 1
        }
        return nil
    }

    package static func contains(_ text: Span<UInt8>, _ part: Span<UInt8>) -> Bool { firstIndex(of: part, in: text) != nil }

    package static func starts(_ text: Span<UInt8>, with part: Span<UInt8>) -> Bool {
        text.count >= part.count && matches(part, at: 0, in: text)
    }

    package static func ends(_ text: Span<UInt8>, with part: Span<UInt8>) -> Bool {
        text.count >= part.count && matches(part, at: text.count - part.count, in: text)
    }

    private static func matches(_ part: Span<UInt8>, at place: Int, in text: Span<UInt8>) -> Bool {
        for index in part.indices where text[place + index] != part[index] { return false }
        return true
    }

    /// The pieces between the places where `separator` stands, searched left to right without overlap; an empty separator
    /// gives one piece a code point. Ranges are bytes.
    package static func pieces(of text: Span<UInt8>, separatedBy separator: Span<UInt8>) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = 0
        if separator.count == 0 {
            for index in 1..<max(text.count, 1) where text[index] & 0xC0 != 0x80 {
                pieces.append(start..<index)
                start = index
            }
            if text.count > 0 { pieces.append(start..<text.count) }
            return pieces
        }
        while let place = firstIndex(of: separator, in: text, from: start) {
            pieces.append(start..<place)
            start = place + separator.count
        }
        pieces.append(start..<text.count)
        return pieces
    }

    /// The text without white space (Unicode White_Space) at both ends, as a range of bytes.
    package static func trimmedRange(_ text: Span<UInt8>) -> Range<Int> {
        var start = 0
        while start < text.count {
            let (scalar, length) = CodePoint.decode(text, at: start)
            guard CodePoint.isWhiteSpace(scalar) else { break }
            start += length
        }
        var end = text.count
        while end > start {
            var place = end - 1
            while place > start, text[place] & 0xC0 == 0x80 { place -= 1 }
            guard CodePoint.isWhiteSpace(CodePoint.decode(text, at: place).scalar) else { break }
            end = place
        }
        return start..<end
    }
}
