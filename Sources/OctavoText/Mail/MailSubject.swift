/// A mail's subject without what replying and forwarding put before it.
package struct MailSubject: Sendable, Equatable {
    /// In lower case, with single spaces: equal for all mails of a thread.
    package let base: String
    package let isReply: Bool
    package let isForwarded: Bool

    package init(_ subject: String) {
        var text = MailLine.trimmed(subject)[...]
        var (isReply, isForwarded) = (false, false)
        while true {
            text = text.drop { $0.isWhitespace }
            // `[list]`, but not all there is.
            if text.first == "[", let close = text.firstIndex(of: "]") {
                let rest = text[text.index(after: close)...].drop { $0.isWhitespace }
                if !rest.isEmpty {
                    text = rest
                    continue
                }
            }
            guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else { break }
            // `Re[2]:` and `RE(3):` count.
            var name = text[..<colon].lowercased()
            while let last = name.last, last == " " { name.removeLast() }
            if name.last == "]" || name.last == ")", let open = name.lastIndex(where: { $0 == "[" || $0 == "(" }) {
                name = String(name[..<open])
            }
            guard MailWords.subjectPrefixes.contains(name) else { break }
            if MailWords.forwardPrefixes.contains(name) { isForwarded = true } else { isReply = true }
            text = text[text.index(after: colon)...]
        }
        base = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        self.isReply = isReply
        self.isForwarded = isForwarded
    }
}
