import OctavoSource

/// What of a program makes a difference: for keys that stay when only comments or layout change.
package enum CanonicalTokens {
    private enum Mark {
        static let statement: UInt8 = 1
        static let documentation: UInt8 = 2
        static let newline: UInt8 = 3
        static let holeStart: UInt8 = 4
        static let holeEnd: UInt8 = 5
        static let token: UInt8 = 8
    }

    /// The tokens with where statements begin. Comments, blanks, line ends and line breaks leave no trace; the documentation
    /// of a definition does, and so does every other token.
    package static func encode(_ tree: SyntaxTree) -> [UInt8] {
        var lexer = Lexer(tree.source)
        lexer.run()
        let outline = SyntaxOutline(tree, lexer)
        // What a newline did in a broken text is not known, so it counts.
        let keepsNewlines = tree.diagnostics.contains { $0.severity == .error }
        var output: [UInt8] = []
        var isAfterNewline = true
        for token in lexer.tokens {
            if token.kind == .newline {
                if keepsNewlines && !isAfterNewline { output.append(Mark.newline) }
                isAfterNewline = true
                continue
            }
            let start = token.range.start
            if outline.statementStarts.contains(start) || outline.choiceStarts.contains(start) { output.append(Mark.statement) }
            if let text = outline.documentation[start] { append(Mark.documentation, Array(text.utf8), to: &output) }
            append(token, lexer, to: &output)
            if token.kind != .comment && token.kind != .documentation { isAfterNewline = false }
        }
        return output
    }

    private static func append(_ tag: UInt8, _ bytes: [UInt8], to output: inout [UInt8]) {
        output.append(tag)
        var count = bytes.count
        while count >= 0x80 {
            output.append(UInt8(truncatingIfNeeded: count & 0x7F) | 0x80)
            count >>= 7
        }
        output.append(UInt8(truncatingIfNeeded: count))
        output.append(contentsOf: bytes)
    }

    private static func append(_ token: Token, _ lexer: Lexer, to output: inout [UInt8]) {
        let tag = Mark.token + code(token.kind)
        switch token.kind {
        case .comment, .documentation, .newline, .end: return
        case .text:
            var start = token.range.start
            for hole in lexer.holes[start] ?? [] {
                append(tag, normalized(lexer.bytes[start..<hole.range.start]), to: &output)
                output.append(Mark.holeStart)
                for inner in hole.tokens { append(inner, lexer, to: &output) }
                output.append(Mark.holeEnd)
                start = hole.range.end
            }
            append(tag, normalized(lexer.bytes[start..<token.range.end]), to: &output)
        default: append(tag, normalized(lexer.bytes[token.range.start..<token.range.end]), to: &output)
        }
    }

    /// Every line end as one line feed.
    private static func normalized(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard bytes.contains(Characters.carriageReturn) else { return Array(bytes) }
        var result: [UInt8] = []
        var isAfterReturn = false
        for byte in bytes {
            if byte == Characters.carriageReturn {
                result.append(Characters.lineFeed)
            } else if byte != Characters.lineFeed || !isAfterReturn {
                result.append(byte)
            }
            isAfterReturn = byte == Characters.carriageReturn
        }
        return result
    }

    /// Part of stored keys: numbers are added, never changed.
    private static func code(_ kind: Token.Kind) -> UInt8 {
        switch kind {
        case .name: 0
        case .keyword: 1
        case .integer: 2
        case .float: 3
        case .percent: 4
        case .duration: 5
        case .size: 6
        case .date: 7
        case .instant: 8
        case .text: 9
        case .symbol: 10
        case .columnDot: 11
        case .unknown: 12
        case .newline, .comment, .documentation, .end: 13
        }
    }
}
