/// Addresses as RFC 5321 has them and as people write them: `local@domain`, with a quoted local part or an address literal.
enum EmailRecognizer {
    /// RFC 5321, section 4.5.3.1.
    private static let longestLocal = 64
    private static let longestDomain = 253
    /// Of RFC 5321's signs those that people use; the others close a word or a field before an address more often.
    private static let localPart = ASCIISet("._%+-'~", digits: true, letters: true)

    /// The address around the `@` at `place`.
    static func match(_ text: Span<UInt8>, at place: Int) -> PersonalDataMatch? {
        guard let start = localStart(text, before: place), let (end, score) = domainEnd(text, after: place) else { return nil }
        return PersonalDataMatch(.email, start, end, score: score)
    }

    private static func localStart(_ text: Span<UInt8>, before place: Int) -> Int? {
        if text.byte(place - 1) == UInt8(ascii: "\"") { return quotedStart(text, before: place) }
        let allowed = localPart
        let first = max(0, place - longestLocal)
        var start = place
        var isASCII = false
        while start > first {
            let byte = text[start - 1]
            if byte < 0x80 {
                guard allowed.contains(byte) else { break }
                isASCII = true
                start -= 1
                continue
            }
            var lead = start - 1
            while lead > first, text[lead] & 0xC0 == 0x80 { lead -= 1 }
            let (scalar, length) = CodePoint.decode(text, at: lead)
            // Scripts without spaces run into the address: 邮箱x@example.org.
            guard lead + length == start, CodePoint.isAlphanumeric(scalar), !(isASCII && scalar >= 0x2E80) else { break }
            start = lead
        }
        // More than a local part may have: not an address but a row of characters.
        if start == first, first > 0, allowed.contains(text[first - 1]) { return nil }
        while start < place, !(text[start].isAlphanumeric || text[start] == UInt8(ascii: "_") || text[start] >= 0x80) {
            start += 1
        }
        guard start < place, text[place - 1] != UInt8(ascii: ".") else { return nil }
        return start
    }

    private static func quotedStart(_ text: Span<UInt8>, before place: Int) -> Int? {
        var index = place - 2
        while index >= max(0, place - longestLocal) {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") { return index < place - 2 ? index : nil }
            if byte < 0x20 { return nil }
            index -= 1
        }
        return nil
    }

    private static func domainEnd(_ text: Span<UInt8>, after place: Int) -> (end: Int, score: Double)? {
        if text.byte(place + 1) == UInt8(ascii: "[") {
            var index = place + 2
            while index < min(text.count, place + 60),
                text[index].isHexadecimal || text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ":")
            {
                index += 1
            }
            guard text.byte(index) == UInt8(ascii: "]"), IPv4Recognizer.isAddress(text, place + 2..<index) else { return nil }
            return (index + 1, 0.95)
        }
        return HostName.end(in: text, from: place + 1, limit: longestDomain).map { ($0.end, $0.isKnown ? 0.99 : 0.7) }
    }
}
