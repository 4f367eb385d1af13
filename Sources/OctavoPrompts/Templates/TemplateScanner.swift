import OctavoLanguage
import OctavoSource

/// Cuts a template into text, directives and lines of roles. Linear in the text, whatever it holds.
struct TemplateScanner {
    let source: Source
    let bytes: [UInt8]
    private(set) var pieces: [TemplatePiece] = []
    var problems: [Diagnostic] = []
    private var position: Int
    private var textStart: Int

    init(_ source: Source, from start: Int) {
        self.source = source
        bytes = source.bytes
        position = start
        textStart = start
    }

    static func scan(_ source: Source, from start: Int) -> (pieces: [TemplatePiece], problems: [Diagnostic]) {
        var scanner = TemplateScanner(source, from: start)
        scanner.run()
        return (TemplateLines.joined(scanner.pieces, source.bytes), scanner.problems)
    }

    func place(_ start: Int, _ end: Int) -> SourceRange { SourceRange(source, ByteRange(start, end)) }

    private mutating func run() {
        var isLineStart = true
        while position < bytes.count {
            let byte = bytes[position]
            if isLineStart, byte == UInt8(ascii: "-"), let role = roleLine() {
                append(role)
                isLineStart = true
                continue
            }
            isLineStart = byte == 0x0A
            guard byte == UInt8(ascii: "{"), position + 1 < bytes.count else {
                position += 1
                continue
            }
            switch bytes[position + 1] {
            case UInt8(ascii: "{"): append(directive())
            case UInt8(ascii: "%"):
                warnOfTag()
                position += 2
            default: position += 1
            }
        }
        flush(to: bytes.count)
    }

    private mutating func flush(to end: Int) {
        if end > textStart { pieces.append(.text(ByteRange(textStart, end))) }
    }

    private mutating func append(_ directive: TemplateDirective) {
        flush(to: directive.range.start)
        pieces.append(.directive(directive))
        position = directive.range.end
        textStart = position
    }

    // MARK: - Braces

    private mutating func directive() -> TemplateDirective {
        let start = position
        if position + 2 < bytes.count, bytes[position + 2] == UInt8(ascii: "{") { return tripleBraces() }
        var scan = HoleScan(bytes)
        guard let found = scan.run(from: start + 2) else {
            problems.append(
                Diagnostic(
                    "unclosed-hole", "this `{{` is never closed", at: place(start, start + 2),
                    help: ["a hole ends with `}}`; for the two braces themselves: `{{ \"{{\" }}`"]))
            return TemplateDirective(kind: .bad, range: ByteRange(start, start + 2))
        }
        let range = ByteRange(start, found.end)
        let code = trimmed(ByteRange(start + 2, found.codeEnd))
        return TemplateDirective(kind: kind(of: code, in: range, hasThen: found.hasThen), range: range)
    }

    /// `{{{`: habit from other templates, or a brace of JSON directly before a hole.
    private mutating func tripleBraces() -> TemplateDirective {
        let start = position
        var end = start
        while end < bytes.count, bytes[end] == UInt8(ascii: "{") { end += 1 }
        let count = end - start
        var scan = HoleScan(bytes)
        let found = scan.run(from: end)
        let isTriple = count == 3 && found.map { $0.end < bytes.count && bytes[$0.end] == UInt8(ascii: "}") } ?? false
        var problem = Diagnostic(
            "triple-braces", "`\(String(repeating: "{", count: min(count, 12)))` does not say where the hole begins",
            at: place(start, end))
        if isTriple, let found {
            let code = source.text(in: trimmed(ByteRange(end, found.codeEnd)))
            problem.help = [
                "nothing is escaped, so two braces are enough; a brace of the text has a space before the hole: `{ {{`"
            ]
            problem.fix = .replace(place(start, found.end + 1), with: "{{ \(code) }}", .maybe)
        } else {
            problem.help = ["a space parts a brace of the text from a hole: `{ {{ … }} }`"]
            if count == 3 { problem.fix = .replace(place(start, start + 1), with: "{ ", .maybe) }
        }
        problems.append(problem)
        return TemplateDirective(
            kind: .bad, range: ByteRange(start, max(found.map { isTriple ? $0.end + 1 : $0.end } ?? end, end)))
    }

    func trimmed(_ range: ByteRange) -> ByteRange {
        var (start, end) = (range.start, range.end)
        while start < end, bytes[start].isSpace { start += 1 }
        while end > start, bytes[end - 1].isSpace { end -= 1 }
        return ByteRange(start, end)
    }

    // MARK: - Roles

    /// The line that begins here, if it says who speaks; with the end of the line.
    private mutating func roleLine() -> TemplateDirective? {
        var end = position
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        let range = trimmed(ByteRange(position, end))
        let text = source.text(in: range)
        guard range.count <= 40, text.hasPrefix("---"), text.hasSuffix("---"), range.count > 6 else { return nil }
        let next = min(end + 1, bytes.count)
        let inner = text.dropFirst(3).dropLast(3).trimmingSpaces
        if let role = ChatMessage.Role(rawValue: inner), text == "--- \(inner) ---" {
            return TemplateDirective(kind: .role(role), range: ByteRange(position, next))
        }
        guard let meant = TemplateRoles.meant(by: inner) else { return nil }
        problems.append(
            Diagnostic(
                "unknown-role", "`\(text)` names no role of a conversation", at: SourceRange(source, range),
                label: "did you mean `--- \(meant) ---`?",
                notes: ["the roles are `--- system ---`, `--- user ---` and `--- assistant ---`, each on a line of its own"],
                fix: .replace(SourceRange(source, range), with: "--- \(meant) ---")))
        return TemplateDirective(kind: .role(meant), range: ByteRange(position, next))
    }

    /// `{% if x %}` is text here: says so once.
    private mutating func warnOfTag() {
        var end = position + 2
        while end < bytes.count, bytes[end] == UInt8(ascii: "-") || bytes[end].isBlank { end += 1 }
        let start = end
        while end < bytes.count, bytes[end].isWordByte { end += 1 }
        let word = source.text(in: ByteRange(start, end))
        guard ["if", "elif", "else", "endif", "for", "endfor", "set", "include", "block", "macro", "extends"].contains(word),
            !problems.contains(where: { $0.code == "foreign-tag" })
        else { return }
        problems.append(
            Diagnostic(
                "foreign-tag", "`{% \(word) … %}` is text in a template of Octavo", severity: .warning, at: place(position, end),
                help: ["blocks are written `{{ if … }} … {{ else }} … {{ end }}` and `{{ for x in xs }} … {{ end }}`"]))
    }
}

/// Roles as other systems call them.
private enum TemplateRoles {
    private static let others: [String: ChatMessage.Role] = [
        "human": .user, "customer": .user, "input": .user, "ai": .assistant, "bot": .assistant, "model": .assistant,
        "agent": .assistant, "developer": .system, "instructions": .system,
    ]

    /// `nil` for a line that looks like one and is text.
    static func meant(by text: String) -> ChatMessage.Role? {
        let name = text.lowercased()
        if let role = ChatMessage.Role(rawValue: name) ?? others[name] { return role }
        return Suggestion.best(for: name, among: ChatMessage.Role.allCases.map(\.rawValue)).flatMap {
            ChatMessage.Role(rawValue: $0)
        }
    }
}

extension Substring {
    var trimmingSpaces: String {
        var part = self
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return String(part)
    }
}
