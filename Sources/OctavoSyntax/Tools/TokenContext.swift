package import OctavoSource

/// What stands around a cursor, as far as completion needs it. Works on broken text.
package struct TokenContext: Sendable {
    package enum Place: Sendable { case code, text, comment }

    package struct Call: Sendable {
        /// The function's name or path as it is written.
        package let callee: String
        package let calleeRange: ByteRange
        /// The label of the argument that the cursor is in, once its `:` stands there.
        package let label: NameSyntax?
        /// How many arguments stand before it.
        package let argument: Int
    }

    package let place: Place
    /// The last token, newlines and comments aside, that starts before the cursor.
    package let token: Token?
    /// The token before that one.
    package let previous: Token?
    /// The innermost call whose parentheses hold the cursor.
    package let call: Call?
    /// What flows into the innermost stage that holds the cursor.
    package let pipeInput: ExpressionSyntax?
}

extension SyntaxTree {
    /// What stands around the byte `offset`, where a cursor stands before that byte.
    package func tokenContext(at offset: Int) -> TokenContext {
        var lexer = Lexer(source)
        lexer.run()
        return CursorReader(tree: self, offset: offset).read(lexer)
    }
}

private struct CursorReader {
    let tree: SyntaxTree
    let offset: Int

    func read(_ lexer: Lexer) -> TokenContext {
        var tokens: [Token] = []
        var list = lexer.tokens
        var place = TokenContext.Place.code
        var isInHole = true
        // A hole that holds the cursor is read as a bracket after whatever stands before its text.
        while isInHole {
            isInHole = false
            for token in list where token.range.start < offset && token.kind != .end {
                let isBeforeEnd = token.range.end > offset
                switch token.kind {
                case .comment, .documentation:
                    if token.range.end >= offset { place = .comment }
                case .newline: break
                case .text:
                    guard isBeforeEnd else {
                        tokens.append(token)
                        continue
                    }
                    if let hole = lexer.holes[token.range.start]?.first(where: {
                        $0.range.start <= offset && offset <= $0.range.end
                    }) {
                        let edge = ByteRange(hole.range.start - 1, hole.range.start)
                        tokens.append(Token(.unknown, ByteRange(token.range.start, edge.start)))
                        tokens.append(Token(.symbol(.openParenthesis), edge))
                        list = hole.tokens
                        isInHole = true
                    } else {
                        place = .text
                    }
                case .unknown:
                    // A text that is not closed.
                    if token.range.end >= offset, Lexer.isQuote(tree.source.bytes[token.range.start]) { place = .text }
                    tokens.append(token)
                default: tokens.append(token)
                }
                if isInHole { break }
            }
        }
        let (call, pipe) = surroundings(tokens, SyntaxOutline(tree, lexer).statementStarts)
        return TokenContext(
            place: place, token: tokens.last, previous: tokens.dropLast().last, call: call,
            pipeInput: pipe.flatMap(input(ofPipeAt:)))
    }

    /// Reads backwards from the cursor, out of one open bracket after the other.
    private func surroundings(_ tokens: [Token], _ starts: Set<Int>) -> (TokenContext.Call?, pipe: Int?) {
        var call: TokenContext.Call?
        var depth = 0
        var commas = 0
        var labelEnd: Int?
        var isOtherExpression = false
        for index in tokens.indices.reversed() {
            let token = tokens[index]
            if case .symbol(let symbol) = token.kind {
                if symbol.isCloser {
                    depth += 1
                } else if symbol.closer != nil, depth > 0 {
                    depth -= 1
                } else if symbol.closer != nil {
                    if call == nil, symbol == .openParenthesis {
                        call = makeCall(tokens, opener: index, label: labelEnd, argument: commas)
                    }
                    (commas, labelEnd, isOtherExpression) = (0, nil, false)
                } else if depth == 0 {
                    switch symbol {
                    case .comma:
                        commas += 1
                        isOtherExpression = true
                    case .colon: if commas == 0 && labelEnd == nil { labelEnd = index }
                    case .arrow, .assign: isOtherExpression = true
                    case .pipe: if !isOtherExpression { return (call, token.range.start) }
                    default: break
                    }
                }
            } else if depth == 0, token.kind == .keyword(.then) || token.kind == .keyword(.else) {
                isOtherExpression = true
            }
            if depth == 0, starts.contains(token.range.start), isStatementBorder(tokens, index) { break }
        }
        return (call, nil)
    }

    /// A statement in a block ends the search for a pipe; the block's own call lies further out and does not matter here.
    private func isStatementBorder(_ tokens: [Token], _ index: Int) -> Bool {
        guard index > 0 else { return true }
        if case .symbol(let symbol) = tokens[index - 1].kind { return symbol != .pipe }
        return true
    }

    private func makeCall(_ tokens: [Token], opener: Int, label: Int?, argument: Int) -> TokenContext.Call? {
        var first = opener - 1
        guard first >= 0, tokens[first].kind == .name || isLabel(tokens, first) else { return nil }
        while first >= 2, tokens[first - 1].kind == .symbol(.dot), tokens[first - 2].kind == .name { first -= 2 }
        let range = tokens[first].range.joined(with: tokens[opener - 1].range)
        var name: NameSyntax?
        if let label, label > 0 {
            let token = tokens[label - 1]
            let text = tree.source.text(in: token.range)
            name = NameSyntax(token.kind == .text ? String(text.dropFirst().dropLast()) : text, token.range)
        }
        return TokenContext.Call(callee: tree.source.text(in: range), calleeRange: range, label: name, argument: argument)
    }

    private func isLabel(_ tokens: [Token], _ index: Int) -> Bool {
        guard index > 0, case .keyword = tokens[index].kind else { return false }
        return tokens[index - 1].kind == .symbol(.dot)
    }

    /// The left side of the pipe whose `|` starts at `pipe`.
    private func input(ofPipeAt pipe: Int) -> ExpressionSyntax? {
        var found: ExpressionSyntax?
        func search(_ expression: ExpressionSyntax) {
            guard found == nil, expression.range.start <= pipe else { return }
            if case .pipe(let input, let stage) = expression.kind, input.range.end <= pipe,
                pipe < max(stage.range.start, pipe + 1),
                stage.range.start >= pipe
            {
                found = input
                return
            }
            expression.forEachChild(search)
        }
        for statement in tree.statements { statement.forEachExpression(search) }
        return found
    }
}
