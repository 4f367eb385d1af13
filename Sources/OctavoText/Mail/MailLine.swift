/// One line of a mail's body.
struct MailLine {
    /// Without its end.
    let text: Substring.UTF8View
    /// What the line is about: without spaces around it, in lower case, and without marks that only steer direction.
    private(set) var plain = ""

    init(_ text: Substring.UTF8View) {
        self.text = text
        // No line that mail programs write is longer; a cut one ends in nothing that such a line ends in.
        plain = text.count > Self.longest ? Self.plain(Substring(text.prefix(Self.longest))) + "…" : Self.plain(Substring(text))
    }

    private static let longest = 512

    var isBlank: Bool { plain.isEmpty }
    /// Whether the line is quoted by the sign of old.
    var isQuoted: Bool { plain.utf8.first == 0x3E }

    private static func plain(_ text: Substring) -> String {
        var scalars = text.unicodeScalars.filter { scalar in
            // Bidi marks and zero-width signs, which mail programs put beside addresses.
            !(0x200B...0x200F ~= scalar.value || 0x202A...0x202E ~= scalar.value || 0x2066...0x2069 ~= scalar.value)
        }[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(Substring(scalars)).lowercased()
    }

    /// The label before a colon, as header lines have, and whether something stands behind it.
    var label: (name: String, hasValue: Bool)? {
        guard let colon = plain.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let name = plain[..<colon].filter { $0 != "*" && $0 != "_" }
        guard !name.isEmpty, name.utf8.count <= 40 else { return nil }
        let value = plain[plain.index(after: colon)...]
        return (Self.trimmed(name), value.contains { !$0.isWhitespace && $0 != "*" })
    }

    static func trimmed(_ text: String) -> String {
        var text = text[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }

    /// The lines of a text.
    static func lines(_ text: String) -> [MailLine] {
        var text = text
        text.makeContiguousUTF8()
        var lines: [MailLine] = []
        let bytes = text.utf8
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let feed = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
            var end = feed
            if end > start, bytes[bytes.index(before: end)] == 0x0D { end = bytes.index(before: end) }
            lines.append(MailLine(bytes[start..<end]))
            start = feed < bytes.endIndex ? bytes.index(after: feed) : feed
        }
        return lines
    }
}
