import OctavoSource

extension Parser {
    /// A text with its holes.
    mutating func parseText() -> Node {
        let token = advance()
        var pieces: [TextPieceSyntax] = []
        var height = 0
        for piece in decode(token).pieces {
            switch piece {
            case .literal(let text): pieces.append(.literal(text))
            case .hole(let hole):
                let value = nested { $0.parseHole(hole) }
                height = max(height, value.height)
                pieces.append(.hole(value.expression))
            }
        }
        return node(.text(pieces), token.range, height: height)
    }

    /// A text where only a fixed one may stand: a label, an import's path.
    mutating func parsePlainText() -> String {
        let token = advance()
        var result = ""
        for piece in decode(token).pieces {
            switch piece {
            case .literal(let text): result += text
            case .hole(let hole):
                report(
                    "interpolated-label", "a name cannot be interpolated: it must be known before anything runs",
                    at: ByteRange(hole.range.start - 2, hole.range.end + 1))
                return ""
            }
        }
        return result
    }

    private mutating func decode(_ token: Token) -> TextLiteral {
        let literal = TextLiteral(source.bytes, token.range, holes: holes[token.range.start] ?? [])
        for problem in literal.problems { report(problem) }
        return literal
    }

    private mutating func report(_ problem: TextLiteral.Problem) {
        switch problem {
        case .unknownEscape(let range):
            let text = source.text(in: range)
            report(
                "unknown-escape", "`\(text)` is no escape", at: range,
                help: [
                    "the escapes are \\n \\t \\r \\\" \\\\ \\u{…} and \\(…); a pattern stands between single quotes, which know none"
                ],
                fix: Fix("write the backslash twice", [insertion(at: range.start, "\\")], .maybe))
        case .badUnicode(let range):
            report(
                "unicode-escape", "`\(source.text(in: range))` names no character", at: range,
                help: ["a character is written by its number: `\\u{1F600}`"])
        case .lessIndented(let range):
            report(
                "text-indentation", "this line is indented less than the closing `\"\"\"`", at: range,
                help: ["the closing line's indentation is taken off every line"])
        }
    }

    /// The code in `\( … )`, with tokens of its own.
    private mutating func parseHole(_ hole: Lexer.Hole) -> Node {
        let outer = (stream, context, lastConsumed)
        defer { (stream, context, lastConsumed) = outer }
        stream = TokenStream(hole.tokens)
        context = Context(.hole)
        lastConsumed = ByteRange(hole.range.start, hole.range.start)
        let value = parseExpression()
        if current.kind != .end { failUnexpected() }
        return value
    }
}
