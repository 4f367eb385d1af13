/// The parts of a mail's body: what its writer wrote for this mail, what it quotes, and what stands under every mail of that writer.
package struct MailReply: Sendable, Equatable {
    package let reply: String
    package let quoted: String
    package let signature: String

    /// Parts a body as plain text. Nothing is lost: every line is in one of the parts.
    package init(_ body: String) {
        let lines = MailLine.lines(body)
        let roles = MailRoles(lines).roles
        func part(_ wanted: MailRoles.Role) -> String {
            var result: [Substring] = []
            var isGap = false
            for (line, role) in zip(lines, roles) {
                guard role == wanted else {
                    isGap = true
                    continue
                }
                if line.isBlank, result.last?.isEmpty ?? true { continue }
                // What stood apart stays apart.
                if isGap, !(result.last?.isEmpty ?? true), !line.isBlank { result.append("") }
                isGap = false
                result.append(line.isBlank ? "" : Substring(line.text))
            }
            while result.last?.isEmpty ?? false { result.removeLast() }
            return result.joined(separator: "\n")
        }
        reply = part(.reply)
        quoted = part(.quoted)
        signature = part(.signature)
    }
}

/// What each line of a mail's body is.
struct MailRoles {
    enum Role { case reply, quoted, signature }

    private let lines: [MailLine]
    private(set) var roles: [Role]

    /// Lines that one attribution may be broken into.
    private static let longestAttribution = 4
    /// Bytes that an attribution may have: longer ones are sentences.
    private static let longestAttributionBytes = 300

    init(_ lines: [MailLine]) {
        self.lines = lines
        roles = lines.map { $0.isQuoted ? .quoted : .reply }
        markAttributions()
        if let cut = (0..<lines.count).first(where: isCut) {
            for place in cut..<lines.count { roles[place] = .quoted }
            // The rule above a header belongs to it.
            if let before = lastWritten(before: cut), isRule(lines[before]) { roles[before] = .quoted }
        }
        markSignature()
    }

    private func lastWritten(before place: Int) -> Int? { lines.indices[..<place].last { !lines[$0].isBlank } }
    private func nextWritten(after place: Int) -> Int? { lines.indices.dropFirst(place + 1).first { !lines[$0].isBlank } }

    // MARK: - Quotations

    /// `On Monday, Ann wrote:` above quoted lines belongs to them; above others, all that follows is quoted.
    private mutating func markAttributions() {
        var place = 0
        while place < lines.count {
            guard roles[place] == .reply, !lines[place].isBlank, let end = attributionEnd(from: place) else {
                place += 1
                continue
            }
            let isQuotation = nextWritten(after: end).map { lines[$0].isQuoted } ?? false
            for line in place...end { roles[line] = .quoted }
            if !isQuotation { for line in end..<lines.count { roles[line] = .quoted } }
            place = end + 1
        }
    }

    /// The last line of an attribution that begins here.
    private func attributionEnd(from start: Int) -> Int? {
        var text = ""
        for place in start..<min(start + Self.longestAttribution, lines.count) {
            let line = lines[place]
            guard !line.isBlank, !line.isQuoted else { return nil }
            text += (text.isEmpty ? "" : " ") + line.plain
            guard text.utf8.count <= Self.longestAttributionBytes else { return nil }
            guard line.plain.last == ":" || line.plain.last == "：" else { continue }
            let next = nextWritten(after: place)
            return isAttribution(text, beforeQuotation: next.map { lines[$0].isQuoted } ?? false) ? place : nil
        }
        return nil
    }

    private func isAttribution(_ text: String, beforeQuotation: Bool) -> Bool {
        let hasVerb = MailWords.wrote.contains { text.contains($0) }
        let hasAddress = text.contains("@")
        let hasDigit = text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
        if beforeQuotation { return hasVerb || hasAddress && text.utf8.count < 200 }
        // Without the sign of a quotation more must speak for one: `As I wrote:` goes on with the writer's own words.
        return (hasVerb && hasDigit && (hasAddress || Self.namesTime(text))) || hasAddress && hasDigit && text.hasSuffix(">:")
    }

    /// Whether a year, a time or a date stands there.
    private static func namesTime(_ text: String) -> Bool {
        var digits = 0
        var marks = 0
        for byte in text.utf8 {
            if byte >= 0x30 && byte <= 0x39 { digits += 1 }
            if byte == 0x3A || byte == 0x2F || byte == 0x2E { marks += 1 }
        }
        return digits >= 4 && marks >= 2
    }

    /// Whether all from this line on is another mail.
    private func isCut(_ place: Int) -> Bool {
        let line = lines[place]
        if line.isBlank || line.isQuoted { return false }
        if isSeparator(line) { return true }
        return isHeader(from: place)
    }

    private func isRule(_ line: MailLine) -> Bool {
        line.plain.utf8.count >= 5 && line.plain.utf8.allSatisfy { $0 == 0x5F || $0 == 0x2D || $0 == 0x3D || $0 == 0x2A }
    }

    private func isSeparator(_ line: MailLine) -> Bool {
        guard line.plain.utf8.count <= 120 else { return false }
        if MailWords.openings.contains(where: line.plain.hasPrefix) { return true }
        guard line.plain.hasPrefix("--") || line.plain.hasPrefix("__") || line.plain.hasPrefix("==") else { return false }
        return MailWords.separators.contains { line.plain.contains($0) }
    }

    /// `From:` with at least two more of the lines that stand above a mail.
    private func isHeader(from start: Int) -> Bool {
        guard let first = lines[start].label, MailWords.from.contains(first.name), first.hasValue else { return false }
        var (isSent, others) = (false, 0)
        var skipped = 0
        for line in lines[(start + 1)...].prefix(12) {
            if line.isBlank {
                if isSent || others > 0 { break }
                continue
            }
            if let label = line.label, MailWords.sent.contains(label.name) {
                isSent = true
            } else if let label = line.label, MailWords.others.contains(label.name) {
                others += 1
            } else {
                // Long lists of addresses go on in the next line.
                skipped += 1
                if skipped > 3 { break }
            }
        }
        return isSent && others > 0 || others >= 2
    }

    // MARK: - Signatures

    private mutating func markSignature() {
        var isSignature = false
        for (place, line) in lines.enumerated() {
            if roles[place] != .reply {
                isSignature = false
            } else if isDelimiter(line) {
                isSignature = true
            }
            if isSignature { roles[place] = .signature }
        }
        markLast(most: 3) { line in
            line.plain.utf8.count <= 120 && MailWords.deviceSignatures.contains { line.plain.hasPrefix($0) }
        }
        markLast(most: 8) { line in
            var closing = line.plain
            while let last = closing.last, ",.!;:-–— ".contains(last) { closing.removeLast() }
            return closing.utf8.count <= 60 && MailWords.closings.contains(closing)
        }
    }

    /// `-- `, as RFC 3676 has it, and what editors make of it.
    private func isDelimiter(_ line: MailLine) -> Bool { line.plain == "--" || line.plain == "—" || line.plain == "__" }

    /// The last line that `begins` a signature and all after it, where they are few and short.
    private mutating func markLast(most: Int, _ begins: (MailLine) -> Bool) {
        let written = lines.indices.filter { roles[$0] == .reply && !lines[$0].isBlank }
        guard let place = written.suffix(most).first(where: { begins(lines[$0]) }) else { return }
        let rest = written.filter { $0 > place }
        // A sentence behind it says that the letter goes on.
        guard rest.allSatisfy({ lines[$0].plain.utf8.count <= 80 && !lines[$0].plain.hasSuffix("?") }) else { return }
        // A letter that is nothing else has no signature: `Thanks` is what it says.
        guard written.first != place else { return }
        for line in place..<lines.count where roles[line] == .reply { roles[line] = .signature }
    }
}
