package import OctavoSource

/// The lines between two `---` at the very start of a notebook, above all cells. What is not `key: value` or an inline list stays opaque.
package struct FrontMatter: Sendable {
    package enum Value: Hashable, Sendable {
        case text(String)
        case list([String])
    }

    package struct Entry: Sendable {
        package let key: String
        package let value: Value
        package let range: ByteRange
    }

    /// From the first `---` to after the line end of the second.
    package let range: ByteRange
    package let lineCount: Int
    package internal(set) var entries: [Entry] = []

    package internal(set) var version: Int?
    package internal(set) var title: String?
    package internal(set) var seed: UInt64?
    package internal(set) var timeout: Duration?
    package internal(set) var requires: [String] = []
    package internal(set) var isOffline: Bool?

    package subscript(key: String) -> Value? { entries.first { $0.key == key }?.value }

    /// The format version this program reads and writes.
    package static let currentVersion = 1
}

extension FrontMatter {
    static func parse(_ source: Source, diagnostics: inout [Diagnostic]) -> FrontMatter? {
        let start = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard isFence(source, line: 0, from: start) else { return nil }
        guard let last = closingLine(of: source) else {
            if source.lineText(1).hasPrefix("octavo:") { diagnostics.append(notClosed(source, start)) }
            return nil
        }
        let end = last + 1 < source.lineStarts.count ? source.lineStarts[last + 1] : source.bytes.count
        var matter = FrontMatter(range: ByteRange(start, end), lineCount: last + 1)
        if last > 1 {
            for line in 1..<last { matter.readLine(line, of: source, diagnostics: &diagnostics) }
        }
        for entry in matter.entries { matter.interpret(entry, in: source, diagnostics: &diagnostics) }
        return matter
    }

    /// A cell above the second `---` means that the first is a thematic break. Otherwise a stored result with a line `---` would
    /// turn everything above it into front matter.
    private static func closingLine(of source: Source) -> Int? {
        for line in source.lineStarts.indices.dropFirst() {
            if isFence(source, line: line, from: nil) { return line }
            if BlockScanner.opensCell(source.bytes, lineStart: source.lineStarts[line]) { return nil }
        }
        return nil
    }

    private static func isFence(_ source: Source, line: Int, from start: Int?) -> Bool {
        let start = start ?? source.lineStarts[line]
        guard start + 3 <= source.bytes.count, source.bytes[start..<(start + 3)].allSatisfy({ $0 == Byte.hyphen }) else {
            return false
        }
        var index = start + 3
        while index < source.bytes.count, !source.bytes[index].isLineEnd {
            guard source.bytes[index].isSpaceOrTab else { return false }
            index += 1
        }
        return true
    }

    private static func notClosed(_ source: Source, _ start: Int) -> Diagnostic {
        Diagnostic(
            "front-matter-not-closed", "the front matter has no closing `---`", severity: .warning,
            at: SourceRange(source, ByteRange(start, start + 3)), label: "opened here",
            notes: ["without it these lines are ordinary text"], help: ["put a line `---` after the last setting"])
    }

    private mutating func readLine(_ line: Int, of source: Source, diagnostics: inout [Diagnostic]) {
        let text = source.lineText(line)
        guard let first = text.utf8.first, first.isLetter, let colon = text.utf8.firstIndex(of: Byte.colon) else { return }
        let key = text[..<colon]
        guard key.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x5F || $0 == Byte.hyphen }) else { return }
        let rest = text[text.utf8.index(after: colon)...]
        guard rest.isEmpty || rest.utf8.first?.isSpaceOrTab == true else { return }
        let range = ByteRange(source.lineStarts[line], source.lineStarts[line] + text.utf8.count)
        if let earlier = entries.first(where: { $0.key == String(key) }) {
            diagnostics.append(
                Diagnostic(
                    "duplicate-front-matter-key", "the front matter has `\(key)` twice", at: SourceRange(source, range),
                    secondary: [.init(SourceRange(source, earlier.range), "first here")], help: ["keep one of the two"]))
            return
        }
        entries.append(Entry(key: String(key), value: Self.value(trimmed(rest)), range: range))
    }

    private static func value(_ text: Substring) -> Value {
        guard text.hasPrefix("["), let end = text.lastIndex(of: "]"), isComment(text[text.index(after: end)...]) else {
            return .text(scalar(text))
        }
        let inner = text[text.index(after: text.startIndex)..<end]
        if trimmed(inner).isEmpty { return .list([]) }
        return .list(inner.split(separator: ",", omittingEmptySubsequences: false).map { scalar(trimmed($0)) })
    }

    private static func scalar(_ text: Substring) -> String {
        if let quote = text.first, quote == "\"" || quote == "'" {
            let rest = text.dropFirst()
            if let end = rest.firstIndex(of: quote), isComment(rest[rest.index(after: end)...]) { return String(rest[..<end]) }
        }
        if text.hasPrefix("#") { return "" }
        guard let comment = text.firstIndex(ofText: " #") else { return String(text) }
        return String(trimmed(text[..<comment]))
    }

    private static func isComment(_ rest: Substring) -> Bool {
        let rest = trimmed(rest)
        return rest.isEmpty || rest.hasPrefix("#")
    }
}

extension FrontMatter {
    private mutating func interpret(_ entry: Entry, in source: Source, diagnostics: inout [Diagnostic]) {
        func refuse(_ wanted: String) {
            diagnostics.append(
                Diagnostic(
                    "front-matter-value", "cannot read `\(entry.key)` of the front matter: it is \(wanted)",
                    at: SourceRange(source, entry.range)))
        }
        switch (entry.key, entry.value) {
        case ("octavo", .text(let text)):
            guard let number = Int(text) else { return refuse("the format version, e.g. `octavo: 1`") }
            version = number
            if number != Self.currentVersion {
                diagnostics.append(
                    Diagnostic(
                        "notebook-version",
                        "cannot read format version \(number); this program knows version \(Self.currentVersion)",
                        at: SourceRange(source, entry.range)))
            }
        case ("title", .text(let text)): title = text
        case ("seed", .text(let text)):
            guard let number = UInt64(text) else { return refuse("a whole number from 0 up, e.g. `seed: 7`") }
            seed = number
        case ("timeout", .text(let text)):
            guard let duration = DurationText.parse(text) else { return refuse("a time limit, e.g. `timeout: 30s`") }
            timeout = duration
        case ("requires", .list(let names)): requires = names
        case ("requires", .text(let text)):
            guard !text.isEmpty else { return refuse("an inline list, e.g. `requires: [a, b]`") }
            requires = [text]
        case ("offline", .text("true")): isOffline = true
        case ("offline", .text("false")): isOffline = false
        case ("offline", _): refuse("`true` or `false`")
        case ("octavo", .list), ("title", .list), ("seed", .list), ("timeout", .list): refuse("one value, not a list")
        default: break
        }
    }
}

private func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.utf8.first?.isSpaceOrTab == true { text = text.dropFirst() }
    while text.utf8.last?.isSpaceOrTab == true { text = text.dropLast() }
    return text
}

extension Substring {
    fileprivate func firstIndex(ofText separator: String) -> Index? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(separator) { return index }
            index = self.index(after: index)
        }
        return nil
    }
}
