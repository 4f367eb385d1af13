import OctavoSource

extension Parser {
    /// `expression`, at the current token.
    mutating func parseExpression() -> Node {
        nested { parser in
            if let lambda = parser.parseLambda() { return lambda }
            let first = parser.current
            let value = parser.parseConditional()
            parser.recoverInPipeline()
            if parser.isAtPipe, first.kind == .keyword(.if) || first.kind == .keyword(.try) {
                parser.reportPipeAfterElse(first, value)
            }
            return parser.parsePipeline(from: value)
        }
    }

    @inline(never) private mutating func reportPipeAfterElse(_ first: Token, _ value: Node) {
        let word = text(first)
        report(
            "pipe-after-else", "it is not clear what flows into `|` after `\(word)`: all of it, or the `else` branch alone",
            at: current.range, secondary: [Diagnostic.Label(place(first.range), "this `\(word)`")],
            help: ["parentheses say it: `(\(word) …) | …`, or `… else (… | …)`"],
            fix: Fix(
                "put parentheses around the whole `\(word)`",
                [insertion(at: value.range.start, "("), insertion(at: value.range.end, ")")], .maybe))
    }

    // MARK: - Lambdas

    /// `x -> body` or `(x, y) -> body`; `nil` where neither begins here.
    @inline(never) private mutating func parseLambda() -> Node? {
        if let lambda = parseWrittenLambda() { return lambda }
        let index = currentIndex
        let start = current.range.start
        var names: [NameSyntax] = []
        if current.kind == .name, isArrow(token(after: index)) {
            let name = advance()
            names = [NameSyntax(text(name), name.range)]
        } else if isAt(.openParenthesis), let partner = stream.partner(of: index), isArrow(token(after: partner)) {
            var seen = SeenNames()
            parseSequence { parser in
                guard let name = parser.parseName("a parameter's name") else { return }
                parser.checkDuplicate(name, in: &seen, code: "duplicate-parameter") { "two parameters are named \($0)" }
                names.append(name)
            }
        } else {
            return nil
        }
        if !take(.arrow) {
            if let habit = foreignOperator(current) { reportForeign(current, habit) }
            advance()
        }
        let body = parseBody()
        return node(.lambda(parameters: names, body: body.expression), ByteRange(start, body.range.end), over: body)
    }

    /// `->`, or `=>` as other languages write it.
    private func isArrow(_ token: Token) -> Bool {
        token.kind == .symbol(.arrow) || (token.kind == .unknown && text(token) == "=>")
    }

    // MARK: - Conditionals

    /// `conditional`
    mutating func parseConditional() -> Node {
        switch current.kind {
        case .keyword(.if): nested { $0.parseIf() }
        case .keyword(.try): nested { $0.parseTry() }
        case .keyword(.case): nested { $0.parseCase() }
        default: parseDisjunction()
        }
    }

    @inline(never) private mutating func parseIf() -> Node {
        let start = advance().range
        context.openConditions += 1
        let condition = parseExpression()
        if isAt(.openBrace), !hasFailedHere { return parseIfWithBraces(start, condition) }
        if let block = parseIfWithColon(start, condition) {
            context.openConditions -= 1
            return block
        }
        if !take(.then) {
            let here = lastConsumed.end
            fail(
                "missing-then", "`if` needs `then`: expected it here, found \(describe(current))",
                secondary: [Diagnostic.Label(place(start), "this `if`")],
                help: ["a choice is written `if a then b else c`"],
                fix: current.startsOperand ? Fix("insert `then`", [insertion(at: here, " then")], .maybe) : nil)
            recoverInPipeline()
            if !take(.then) && !isAt(.else) {
                context.openConditions -= 1
                let nothing = missingHere()
                return node(
                    .conditional(condition: condition.expression, then: nothing.expression, otherwise: nothing.expression),
                    ByteRange(start.start, nothing.range.end), over: condition)
            }
        }
        let then = hasFailedHere ? missingHere() : parseExpression()
        let otherwise = parseElse(start, "if")
        return node(
            .conditional(condition: condition.expression, then: then.expression, otherwise: otherwise.expression),
            ByteRange(start.start, otherwise.range.end), over: condition, then, otherwise)
    }

    /// `if a { b } else { c }`
    private mutating func parseIfWithBraces(_ start: ByteRange, _ condition: Node) -> Node {
        report(
            "missing-then", "a choice is written `if a then b else c`, without braces", at: current.range,
            secondary: [Diagnostic.Label(place(start), "this `if`")])
        let then = parseBody()
        let otherwise = parseElse(start, "if", takesBody: true)
        return node(
            .conditional(condition: condition.expression, then: then.expression, otherwise: otherwise.expression),
            ByteRange(start.start, otherwise.range.end), over: condition, then, otherwise)
    }

    @inline(never) private mutating func parseTry() -> Node {
        let start = advance().range
        if let block = parseTryBlock(start) { return block }
        context.openConditions += 1
        let attempt = parseExpression()
        let otherwise = parseElse(start, "try")
        return node(
            .attempt(attempt.expression, otherwise: otherwise.expression), ByteRange(start.start, otherwise.range.end),
            over: attempt, otherwise)
    }

    /// `else conditional`, and one open condition less.
    @inline(never) private mutating func parseElse(_ start: ByteRange, _ word: String, takesBody: Bool = false) -> Node {
        if take(.else) {
            context.openConditions -= 1
            return takesBody && isAt(.openBrace) ? parseBody() : parseConditional()
        }
        let token = current
        if token.kind == .name, ["elif", "elsif", "elseif"].contains(text(token)) {
            report(
                "foreign-keyword", "`\(text(token))` is written `else if`", at: token.range,
                fix: .replace(place(token.range), with: "else if"))
            context.openConditions -= 1
            return nested { $0.parseIf() }
        }
        fail(
            "missing-else", "`\(word)` needs `else`: every expression has a value",
            secondary: [Diagnostic.Label(place(start), "this `\(word)`")],
            fix: Fix("insert `else null`", [insertion(at: lastConsumed.end, " else null")], .maybe))
        context.openConditions -= 1
        return missingHere()
    }

    // MARK: - Case

    /// `case { condition -> value, else -> value }`
    @inline(never) private mutating func parseCase() -> Node {
        let start = advance().range
        guard isAt(.openBrace) else {
            if let value = parseCaseOfValue(start) { return value }
            failExpression("`{` after `case`", help: ["choices are written `case { a -> 1, else -> 2 }`"])
            return missing(start)
        }
        let outer = enter(.choices)
        defer { context = outer }
        var parts = Choices()
        while true {
            while isAt(.comma) || current.kind == .newline { advance() }
            if isAtCloser || current.kind == .end { break }
            let index = currentIndex
            parseChoice(into: &parts)
            if isAtCloser || isAt(.comma) || current.kind == .newline { continue }
            if closer == nil { break }
            failUnexpected()
            skip { $0.kind == .newline || $0.kind == .symbol(.comma) }
            if currentIndex == index { advance() }
        }
        let isClosed = currentIndex == closer
        if isClosed { advance() } else { failUnclosed() }
        if isClosed && parts.otherwise == nil && !parts.isBroken {
            report(
                "case-without-else", "`case` needs a last choice `else -> …`: every expression has a value", at: lastConsumed,
                secondary: [Diagnostic.Label(place(start), "this `case`")])
        }
        return node(
            .choice(parts.choices, otherwise: parts.otherwise), ByteRange(start.start, lastConsumed.end), height: parts.height)
    }

    private struct Choices {
        var choices: [(condition: ExpressionSyntax, value: ExpressionSyntax)] = []
        var otherwise: ExpressionSyntax?
        var height = 0
        var isBroken = false
    }

    private mutating func parseChoice(into parts: inout Choices) {
        let first = current
        if parts.otherwise != nil {
            report("else-not-last", "no choice can stand after `else`: it is never reached", at: first.range)
        }
        var condition: Node?
        if !take(.else) {
            if first.isBinaryOperator
                || (first.kind == .symbol(.minus)) && token(after: currentIndex).range.start > first.range.end
            {
                fail("operator-at-line-start", "a choice cannot start with `\(text(first))`")
                parts.isBroken = true
                return
            }
            condition = parseDisjunction()
        }
        if current.kind == .newline, stream.tokens[stream.position + 1].kind == .symbol(.arrow) {
            let arrow = stream.tokens[stream.position + 1].range
            report(
                "missing-arrow", "the line ends the choice: `->` stands behind its condition", at: arrow,
                fix: Fix("move `->` up", [insertion(at: lastConsumed.end, " ->"), edit(arrow.start, arrow.end, "")]))
            advance()
        }
        guard take(.arrow) else {
            parts.isBroken = true
            fail(
                "missing-arrow", "expected `->` and the choice's value, found \(describe(current))",
                help: ["choices are written `case { a -> 1, else -> 2 }`"])
            return
        }
        let value = parseBody()
        parts.height = max(parts.height, value.height, condition?.height ?? 0)
        if let condition {
            parts.choices.append((condition.expression, value.expression))
        } else {
            parts.otherwise = value.expression
        }
    }
}
