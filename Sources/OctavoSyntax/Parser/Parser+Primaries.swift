import OctavoSource

extension Parser {
    /// `primary { arguments | index | "." label }`
    mutating func parsePostfix() -> Node {
        let index = currentIndex
        let primary = parsePrimary()
        return parsePostfix(after: primary, startsAfter: index > 0 ? stream.tokens[index - 1] : nil)
    }

    mutating func parsePostfix(after primary: Node, startsAfter before: Token? = nil) -> Node {
        var value = primary
        var methods: [ByteRange] = []
        var lastDot: ByteRange?
        while !hasFailedHere {
            let isMethod = lastDot != nil && !value.expression.isPath
            if isAt(.openParenthesis) {
                if isMethod, let lastDot { methods.append(lastDot) }
                lastDot = nil
                value = parseCall(of: value)
            } else if isAt(.openBracket) {
                lastDot = nil
                value = parseIndex(of: value)
            } else if isAt(.dot) {
                lastDot = advance().range
                let label = parseLabel().name
                value = node(.member(value.expression, label), value.range.joined(with: label.range), over: value)
            } else {
                break
            }
        }
        if !methods.isEmpty {
            reportMethodCalls(methods, chain: value, startsAfter: before)
            return missing(value.range)
        }
        guard value.expression.isPath, !hasFailedHere else { return value }
        return parseCallWithoutParentheses(of: value) ?? value
    }

    private mutating func parsePrimary() -> Node {
        let token = current
        switch token.kind {
        case .name:
            advance()
            return node(.name(text(token)), token.range, height: 0)
        case .integer, .float, .percent, .duration, .size, .date, .instant: return parseNumber()
        case .text: return parseText()
        case .keyword(.true), .keyword(.false):
            advance()
            return node(.bool(token.kind == .keyword(.true)), token.range, height: 0)
        case .keyword(.null):
            advance()
            return node(.null, token.range, height: 0)
        case .columnDot: return parseColumn()
        case .symbol(.openParenthesis): return parseParenthesized()
        case .symbol(.openBracket): return parseList()
        case .symbol(.openBrace): return parseRecord()
        case .unknown where foreignOperator(token) == nil:
            // Reported by the lexer. It stands for the operand that was meant, and what follows may be part of it.
            advance()
            lastFailure = current.range.start
            return missing(token.range)
        case .keyword(.for):
            failExpression(help: ["a list is built from another by `[f(x) for x in xs]`"])
            if context.kind == .sequence { skipToEndOfContext() }
            return missingHere()
        case .symbol(.star) where context.kind == .sequence:
            failExpression(help: ["`*` stands for no columns: without `select` there are all of them"])
            return missingHere()
        default:
            failExpression()
            return missingHere()
        }
    }

    /// `.a`, or the row.
    mutating func parseColumn() -> Node {
        let dot = advance().range
        let next = stream.tokens[stream.position]
        guard next.range.start == dot.end else { return node(.row, dot, height: 0) }
        switch next.kind {
        case .name, .keyword, .text:
            let label = parseLabel().name
            return node(.column(label), dot.joined(with: label.range), height: 0)
        default: return node(.row, dot, height: 0)
        }
    }

    /// A name, keyword or text that stands for a name, known to be next.
    mutating func parseLabel() -> (name: NameSyntax, isText: Bool) {
        let token = current
        guard token.kind == .text else {
            advance()
            return (NameSyntax(text(token), token.range), false)
        }
        return (NameSyntax(parsePlainText(), token.range), true)
    }

    // MARK: - Numbers

    private mutating func parseNumber() -> Node {
        let token = advance()
        guard let kind = numberKind(token) else { return missing(token.range) }
        return node(kind, token.range, height: 0)
    }

    @inline(never) private mutating func numberKind(_ token: Token) -> ExpressionSyntax.Kind? {
        let text = text(token)
        switch token.kind {
        case .integer:
            if let value = NumberLiteral.integer(text) { return .integer(value) }
            reportTooLarge(token, "an int goes to 9223372036854775807", suffix: ".0")
        case .float, .percent:
            if let value = token.kind == .float ? NumberLiteral.float(text) : NumberLiteral.percent(text) { return .float(value) }
            reportTooLarge(token, "a float goes to about 1.8e308")
        case .duration:
            return measured(token, "microseconds") { text throws(NumberLiteral.Failure) in
                .duration(try NumberLiteral.duration(text))
            }
        case .size:
            return measured(token, "bytes") { text throws(NumberLiteral.Failure) in .integer(try NumberLiteral.size(text)) }
        case .date, .instant:
            switch CalendarLiteral.read(source.bytes, at: token.range.start).value {
            case .date(let days): return .date(days)
            case .instant(let microseconds): return .instant(microseconds)
            case .problem: return nil
            }
        default: return nil
        }
        return nil
    }

    private mutating func measured(
        _ token: Token, _ unit: String, _ value: (String) throws(NumberLiteral.Failure) -> ExpressionSyntax.Kind
    ) -> ExpressionSyntax.Kind? {
        do throws(NumberLiteral.Failure) {
            return try value(text(token))
        } catch {
            switch error {
            case .tooLarge: reportTooLarge(token, "it has more than 9223372036854775807 \(unit)")
            case .notWhole:
                report("fraction-of-unit", "`\(text(token))` is no whole number of \(unit)", at: token.range)
            }
            return nil
        }
    }

    private mutating func reportTooLarge(_ token: Token, _ why: String, suffix: String? = nil) {
        report(
            "number-too-large", "`\(text(token))` is too large: \(why)", at: token.range,
            fix: suffix.map { Fix("make it a float", [insertion(at: token.range.end, $0)], .maybe) })
    }
}

extension ExpressionSyntax {
    /// `a` or `a.b.c`: what may name a function in a module.
    var isPath: Bool {
        var expression = self
        while case .member(let inner, _) = expression.kind { expression = inner }
        if case .name = expression.kind { return true }
        return false
    }
}
