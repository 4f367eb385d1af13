import OctavoSource

/// Writes a template so that the lines of its directives, which disappear, are no others than those that should.
struct TemplateWriter {
    private(set) var text = ""
    /// Written between blanks that are to stay and a directive behind them: it gives no text.
    private let keeper: String

    /// `head`: what stands before the template's text.
    init(after head: String = "", keeper: String = "{{ \"\" }}") {
        text = head
        self.keeper = keeper
    }

    private var isLineStart: Bool { text.isEmpty || text.utf8.last == 0x0A }

    /// A directive on a line of its own where a line begins, else in its line.
    mutating func directive(_ directive: String) {
        if isLineStart {
            text += directive + "\n"
            return
        }
        let line = text.utf8.reversed().prefix { $0 != 0x0A }
        text += line.allSatisfy(\.isBlank) ? keeper + directive : directive
    }

    /// Code whose value is written.
    mutating func hole(_ hole: String) {
        if text.utf8.last == UInt8(ascii: "{") {
            text.removeLast()
            text += "{{ \"{\" }}"
        }
        text += hole
    }

    mutating func role(_ role: String) {
        if !isLineStart { text += "\n" }
        text += "--- \(role) ---\n"
    }

    /// Text as it is, as Octavo's templates write it.
    mutating func plain(_ plain: some StringProtocol) {
        var rest = plain[...]
        while let brace = rest.range(of: "{{") {
            literal(rest[..<brace.lowerBound])
            hole("{{ \"{{\" }}")
            rest = rest[brace.upperBound...]
        }
        literal(rest)
    }

    private mutating func literal(_ part: some StringProtocol) {
        // A line that looks as if it said who speaks.
        for (index, line) in part.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { text += "\n" }
            if isLineStart, line.hasPrefix("---") {
                text += "{{ \"-\" }}" + line.dropFirst()
            } else {
                text += line
            }
        }
    }

    /// Text of another language, which has no such lines.
    mutating func foreign(_ plain: some StringProtocol) { text += plain }
}

extension StringProtocol {
    /// The first place of two characters.
    fileprivate func range(of pair: String) -> Range<Index>? { self[...].firstRange(of: pair) }
}
