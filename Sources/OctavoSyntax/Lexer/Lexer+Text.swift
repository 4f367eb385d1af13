import OctavoSource

extension Lexer {
    mutating func scanText() {
        if bytes[position] == Characters.singleQuote { return scanRawText() }
        let isBlock = hasPrefix("\"\"\"", at: position)
        textDepth += 1
        defer { textDepth -= 1 }
        guard textDepth <= Self.maximumTextDepth else { return reportDeepText() }
        scanInterpolatedText(isBlock: isBlock)
    }

    private mutating func scanRawText() {
        let start = position
        if hasPrefix("'''", at: start), scanTripleQuoted() { return }
        position += 1
        while let next = byte(at: position), !Characters.isNewline(next) {
            position += 1
            if next == Characters.singleQuote { return append(.text, from: start) }
        }
        reportUnclosed(from: start, quote: "'")
    }

    /// `'''…'''`, a text over several lines elsewhere; `false` where nothing closes it.
    private mutating func scanTripleQuoted() -> Bool {
        let start = position
        var end = start + 3
        while end + 3 <= bytes.count, !hasPrefix("'''", at: end) { end += 1 }
        guard end + 3 <= bytes.count else { return false }
        position = end + 3
        append(.unknown, from: start)
        let fix = Fix("write `\"\"\"`", [start, end].map { Fix.Edit(place($0, $0 + 3), "\"\"\"") }, .maybe)
        report(
            Diagnostic(
                "triple-quote", "a text over several lines stands between `\"\"\"`, not `'''`", at: place(start, start + 3),
                fix: fix))
        return true
    }

    /// `"…"` or `"""…"""` from the opening quotes on.
    private mutating func scanInterpolatedText(isBlock: Bool) {
        let start = position
        var found: [Hole] = []
        var hasOpenHole = false
        position += isBlock ? 3 : 1
        while let next = byte(at: position) {
            if !isBlock && Characters.isNewline(next) { break }
            if next == Characters.doubleQuote && (!isBlock || hasPrefix("\"\"\"", at: position)) {
                position += isBlock ? 3 : 1
                if !found.isEmpty { holes[start] = found }
                return append(.text, from: start)
            }
            guard next == Characters.backslash else {
                position += 1
                continue
            }
            guard byte(at: position + 1) == UInt8(ascii: "(") else {
                // A backslash takes the next character with it, but never a line end.
                position += 1
                if let escaped = byte(at: position), !Characters.isNewline(escaped) { position += 1 }
                continue
            }
            guard let hole = scanHole(isBlock: isBlock) else {
                hasOpenHole = true
                break
            }
            found.append(hole)
        }
        guard !isBlock else {
            position = bytes.count
            endsInsideText = true
            return reportUnclosed(from: start, quote: "\"\"\"")
        }
        while let next = byte(at: position), !Characters.isNewline(next) { position += 1 }
        let endBelow = textDepth == 1 && !hasOpenHole ? endOnLaterLine() : nil
        reportUnclosed(from: start, quote: "\"", hasOpenHole: hasOpenHole, isClosedBelow: endBelow != nil)
        if let endBelow {
            position = endBelow
            tokens[tokens.count - 1] = Token(.unknown, ByteRange(start, endBelow))
        }
    }

    /// How far below a text's first line its closing quote is looked for.
    private static let longestBrokenText = 2_000

    /// Where a text that broke off at `position`, a line's end, goes on and is closed by a quote that can open none: one right
    /// behind a word.
    private func endOnLaterLine() -> Int? {
        let end = min(bytes.count, position + Self.longestBrokenText)
        guard let quote = bytes[position..<end].firstIndex(of: Characters.doubleQuote), quote > position + 1,
            byte(at: quote + 1) != Characters.doubleQuote
        else { return nil }
        let before = bytes[quote - 1]
        let closes = Characters.isASCIILetter(before) || Characters.isDigit(before) || ".!?".utf8.contains(before)
        return closes ? quote + 1 : nil
    }

    /// From the backslash to past the parenthesis that closes the hole; `nil` where none does.
    private mutating func scanHole(isBlock: Bool) -> Hole? {
        let start = position + 2
        let outer = tokens
        tokens = []
        defer { tokens = outer }
        position = start
        scan(until: isBlock ? .closeOfHole : .closeOfHoleOrNewline)
        guard byte(at: position) == UInt8(ascii: ")") else { return nil }
        let end = position
        tokens.append(Token(.end, ByteRange(end, end)))
        position += 1
        return Hole(range: ByteRange(start, end), tokens: tokens)
    }

    private mutating func reportUnclosed(from start: Int, quote: String, hasOpenHole: Bool = false, isClosedBelow: Bool = false) {
        append(.unknown, from: start)
        guard !(textDepth > 1 && diagnostics.contains { $0.code == "unclosed-text" }) else { return }
        // A text inside a hole that does not close says nothing new where the outer text does not close either.
        diagnostics.removeAll { $0.code == "unclosed-text" && ($0.primary?.range.bytes.start ?? 0) > start }
        let isBlock = quote.utf8.count == 3
        let end = place(position, position)
        let help =
            hasOpenHole
            ? ["it has a `\\(` that no `)` closes"] : isBlock ? [] : ["a text over several lines stands between `\"\"\"`"]
        report(
            Diagnostic(
                "unclosed-text",
                "the text that starts here has no closing `\(quote)`" + (isClosedBelow ? " on its line" : ""),
                at: place(start, start + quote.utf8.count),
                help: help,
                fix: isBlock || hasOpenHole || isClosedBelow
                    ? nil : Fix("close the text at the end of the line", [Fix.Edit(end, quote)], .maybe)))
    }

    private mutating func reportDeepText() {
        let start = position
        position += 1
        append(.unknown, from: start)
        guard !diagnostics.contains(where: { $0.code == "too-deep" }) else { return }
        report(
            Diagnostic(
                "too-deep", "texts inside texts go more than \(Self.maximumTextDepth) deep here", at: place(start, position),
                help: ["bind the inner text to a name first"]))
    }
}
