import OctavoSource

/// Whether a bracket or a `"""` is open at the end of the lines so far, or the last one ends in an operator, told line by line without reading any line twice.
///
/// A cheap first answer to "is this entry complete?": where something is open, more must come, or something is wrong that can
/// wait. Where nothing is, only the parser knows.
package struct EntryScan: Sendable {
    private var open: [Symbol: Int] = [:]
    /// The lines of a text that is not closed yet, from its first one on.
    private var unclosed = ""
    /// The last line that is more than a comment ends in a sign that no expression ends in.
    private var endsInOperator = false

    package init() {}

    package var isOpen: Bool { endsInOperator || !unclosed.isEmpty || open.values.contains { $0 > 0 } }

    /// Takes the next line, without its end.
    package mutating func take(_ line: String) {
        var text = line
        if !unclosed.isEmpty {
            unclosed += "\n" + line
            // Only a line with the quotes can close it.
            guard line.contains("\"\"\"") else { return }
            text = unclosed
        }
        var lexer = Lexer(Source(name: "", text: text))
        lexer.run()
        if lexer.endsInsideText {
            unclosed = text
            return
        }
        unclosed = ""
        for token in lexer.tokens {
            guard case .symbol(let symbol) = token.kind else {
                if ![.newline, .comment, .documentation, .end].contains(token.kind) { endsInOperator = false }
                continue
            }
            endsInOperator = !symbol.canEndExpression
            if let closer = symbol.closer {
                open[closer, default: 0] += 1
            } else if let count = open[symbol], count > 0 {
                open[symbol] = count - 1
            }
        }
    }
}
