/// Addresses of pages and files: with a scheme, or starting with `www.`.
enum URLRecognizer {
    private static let schemes = [
        "https", "ldaps", "http", "sftp", "ftps", "ldap", "ftp", "ssh", "wss", "git", "svn", "smb", "ws", "s3", "gs",
    ]
    /// Characters of RFC 3986 without those that close what a text puts around an address.
    private static let allowed = ASCIISet("-._~:/?#[]@!$&'()*+,;=%", digits: true, letters: true)
    private static let trailing = ASCIISet(".,;:!?'*_~")

    /// The address whose `://` has its colon at `place`.
    static func match(_ text: Span<UInt8>, colon place: Int) -> PersonalDataMatch? {
        guard text.byte(place + 1) == UInt8(ascii: "/"), text.byte(place + 2) == UInt8(ascii: "/") else { return nil }
        // The longest that stands there: "https" before "http"; a digit may stand before it, a letter not.
        let last = text.byte(place - 1) | 0x20
        guard let scheme = schemes.first(where: { $0.utf8.last == last && text.holds($0, at: place - $0.utf8.count) }) else {
            return nil
        }
        let start = place - scheme.utf8.count
        if text.byte(start - 1).isLetter { return nil }
        let host = place + 3
        let first = text.byte(host)
        guard first.isAlphanumeric || first >= 0x80 || first == UInt8(ascii: "[") else { return nil }
        let end = end(of: text, from: host)
        return end > host ? PersonalDataMatch(.url, start, end, score: scheme.utf8.count >= 3 ? 0.95 : 0.8) : nil
    }

    /// The address that starts with the `www` at `place`.
    static func match(_ text: Span<UInt8>, www place: Int) -> PersonalDataMatch? {
        guard text.byte(place + 3) == UInt8(ascii: "."), !text.byte(place - 1).isWord, text.byte(place - 1) != UInt8(ascii: "@"),
            text.byte(place - 1) != UInt8(ascii: "."), text.byte(place - 1) != UInt8(ascii: "-"),
            let host = HostName.end(in: text, from: place, limit: 253)
        else { return nil }
        let next = text.byte(host.end)
        let isPort = next == UInt8(ascii: ":") && text.byte(host.end + 1) != UInt8(ascii: "/")
        guard next == UInt8(ascii: "/") || next == UInt8(ascii: "?") || next == UInt8(ascii: "#") || isPort else {
            return PersonalDataMatch(.url, place, host.end, score: 0.9)
        }
        return PersonalDataMatch(.url, place, max(host.end, end(of: text, from: host.end)), score: 0.9)
    }

    private static func end(of text: Span<UInt8>, from start: Int) -> Int {
        let (allowed, trailing) = (allowed, trailing)
        var index = start
        var isASCII = true
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                guard allowed.contains(byte) else { break }
                index += 1
            } else {
                let (scalar, length) = CodePoint.decode(text, at: index)
                // As in a host name: behind ASCII a script without spaces is the text again.
                guard CodePoint.isAlphanumeric(scalar), !(isASCII && index > start && scalar >= 0x2E80) else { break }
                isASCII = false
                index += length
            }
        }
        // What closes the sentence, or a bracket that was opened before the address.
        var unopened = 0
        for place in start..<index {
            if text[place] == UInt8(ascii: "(") { unopened -= 1 }
            if text[place] == UInt8(ascii: ")") { unopened += 1 }
        }
        while index > start {
            let last = text[index - 1]
            if trailing.contains(last) {
                index -= 1
            } else if last == UInt8(ascii: ")"), unopened > 0 {
                unopened -= 1
                index -= 1
            } else if last == UInt8(ascii: "]"), text.byte(start) != UInt8(ascii: "[") || index - start < 2 {
                index -= 1
            } else {
                break
            }
        }
        return index
    }
}
