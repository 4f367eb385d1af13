/// Which of the characters without width are part of what is written: joiners in scripts whose letters they change, and inside emoji.
enum Joiners {
    private static let zeroWidthJoiner: UInt32 = 0x200D
    private static let blackFlag: UInt32 = 0x1F3F4
    private static let endOfTags: UInt32 = 0xE007F
    /// England's flag has five tags, the flag of a state of Brazil too; none has more than six.
    private static let mostTags = 6

    /// The end of what stays from `at` on, `end` being the character's; `nil` where it goes. `before` is what has been kept before it.
    static func endOfKept(_ code: UInt32, in text: Span<UInt8>, at: Int, _ end: Int, after before: Span<UInt8>) -> Int? {
        let last = lastCode(of: before)
        if code >= 0xE0000 { return last == blackFlag ? endOfTags(in: text, from: at) : nil }
        let previous = TextSurvey(of: last)
        let next = end < text.count ? TextSurvey(of: CodePoint.decode(text, at: end).scalar) : []
        guard code == zeroWidthJoiner else { return previous.contains(.script) && next.contains(.script) ? end : nil }
        // A joiner at a word's end asks for a letter's joined form.
        if previous.contains(.script) { return end }
        return (previous.contains(.emoji) || last == 0xFE0F) && next.contains(.emoji) ? end : nil
    }

    /// The end of a flag's tags: letters and digits, then the tag that ends them. Other tags write what nobody sees.
    private static func endOfTags(in text: Span<UInt8>, from start: Int) -> Int? {
        var at = start
        for _ in 0...mostTags {
            guard at < text.count else { return nil }
            let (code, length) = CodePoint.decode(text, at: at)
            at += length
            if code == endOfTags { return at - start > 4 ? at : nil }
            guard (0xE0030...0xE0039).contains(code) || (0xE0061...0xE007A).contains(code) else { return nil }
        }
        return nil
    }

    /// The last code point of a text, 0 where there is none.
    static func lastCode(of text: Span<UInt8>) -> UInt32 {
        guard text.count > 0 else { return 0 }
        var start = text.count - 1
        while start > 0, text.count - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        return CodePoint.decode(text, at: start).scalar
    }
}
