import OctavoSource

extension Parser {
    var isAtPipe: Bool {
        @inline(never) get { isAt(.pipe) || (current.kind == .unknown && foreignOperator(current)?.replacement == "|") }
    }

    /// `{ "|" stage }` after its first value.
    mutating func parsePipeline(from value: Node) -> Node {
        var left = value
        while isAtPipe {
            if let joined = parseOrWrittenAsPipe(left) {
                left = joined
            } else {
                if current.kind == .unknown, let habit = foreignOperator(current) { reportForeign(current, habit) }
                advance()
                left = parseStage(of: left)
            }
            recoverInPipeline()
        }
        return left
    }

    @inline(never) private mutating func parseStage(of input: Node) -> Node {
        let token = current
        var stage: Node
        switch token.kind {
        case .name where self.token(after: currentIndex).kind != .symbol(.arrow): stage = parseCallStage()
        case .columnDot: stage = parseColumnPath()
        default:
            stage = parseNoStage()
            return node(.pipe(input.expression, stage.expression), input.range.joined(with: stage.range), over: input, stage)
        }
        let pipe = node(.pipe(input.expression, stage.expression), input.range.joined(with: stage.range), over: input, stage)
        return parseAfterStage(pipe)
    }

    /// `path [ arguments ]`
    @inline(never) private mutating func parseCallStage() -> Node {
        let name = advance()
        var path = node(.name(text(name)), name.range, height: 0)
        while isAt(.dot) {
            advance()
            let label = parseLabel().name
            path = node(.member(path.expression, label), path.range.joined(with: label.range), over: path)
        }
        if isAt(.openParenthesis) { return parseCall(of: path) }
        return parseCallWithoutParentheses(of: path) ?? path
    }

    /// `.a.b`
    @inline(never) private mutating func parseColumnPath() -> Node {
        var column = parseColumn()
        while isAt(.dot) {
            advance()
            let label = parseLabel().name
            column = node(.member(column.expression, label), column.range.joined(with: label.range), over: column)
        }
        return column
    }

    /// Something else than a stage: read as an expression, so that mistakes in it are found too.
    @inline(never) private mutating func parseNoStage() -> Node {
        let token = current
        let message = "after `|` stands a function's name, a call or a column, not \(describe(token))"
        let isExpression: Bool
        switch token.kind {
        case .symbol(.openParenthesis), .symbol(.openBracket), .symbol(.minus), .keyword(.not), .keyword(.if), .keyword(.case),
            .keyword(.try):
            isExpression = true
        default: isExpression = token.startsOperand
        }
        guard isExpression else {
            fail("expected-stage", message)
            return missingHere()
        }
        report(
            "expected-stage", message, at: token.range,
            help: ["a value flows into a function: `table | filter(.n > 1)`, `texts | map(f)`"])
        if token.kind == .name {
            return missing(parseExpression().range)
        }
        return missing(parseConditional().range)
    }

    // MARK: - What people write after a stage

    /// `(x | f).y` and `(x | f) + 1` without their parentheses.
    @inline(never) private mutating func parseAfterStage(_ pipe: Node) -> Node {
        let token = current
        let isPostfix =
            token.kind == .symbol(.dot) || token.kind == .symbol(.openBracket) || token.kind == .symbol(.openParenthesis)
        if let next = parseMethodAfterStage(pipe) { return next }
        let isNotIn = token.kind == .keyword(.not) && self.token(after: currentIndex).kind == .keyword(.in)
        guard isPostfix || isNotIn || token.isBinaryOperator else { return pipe }
        if isArrowOfComprehension {
            failFor()
            return missing(pipe.range)
        }
        let sign = text(token)
        report(
            "operator-after-stage", "`\(sign)` cannot follow a stage of a pipeline", at: token.range,
            help: ["parentheses make the pipeline one value: `(x | f) \(isPostfix ? "" : "\(sign) ")…`"],
            fix: Fix(
                "put parentheses around the pipeline",
                [insertion(at: pipe.range.start, "("), insertion(at: pipe.range.end, ")")], .maybe))
        if isPostfix {
            return missing(parsePostfix(after: pipe).range)
        }
        advance()
        if isNotIn { advance() }
        return missing(pipe.range.joined(with: parseDisjunction().range))
    }

    /// Whether `<-` stands here, as in `[x | x <- xs]`.
    private var isArrowOfComprehension: Bool {
        let next = stream.tokens[min(currentIndex + 1, stream.tokens.count - 1)]
        return context.kind == .sequence && isAt(.less) && next.kind == .symbol(.minus) && next.range.start == current.range.end
    }

    /// `x | f(a).g(b)`, where `x | f(a) | g(b)` is meant; `nil` where no call stands behind a dot.
    @inline(never) private mutating func parseMethodAfterStage(_ pipe: Node) -> Node? {
        guard isAt(.dot) else { return nil }
        let index = currentIndex
        let name = stream.tokens[index + 1]
        guard name.kind == .name, stream.tokens[min(index + 2, stream.tokens.count - 1)].kind == .symbol(.openParenthesis) else {
            return nil
        }
        let dot = advance().range
        report(
            "method-call", "a value has no methods: `\(text(name))` is a function that the value flows into", at: dot,
            help: ["`value | \(text(name))(…)` is `\(text(name))(value, …)`"],
            fix: Fix("write `|` for `.`", [edit(dot.start, dot.end, " | ")]))
        return parseStage(of: pipe)
    }

    /// `.a > 1 | .b > 2`, where `|` was written for `or`.
    @inline(never) private mutating func parseOrWrittenAsPipe(_ left: Node) -> Node? {
        guard isAt(.pipe), left.expression.isCondition, !isTrying else { return nil }
        let next = token(after: currentIndex)
        guard next.kind == .columnDot || next.kind == .symbol(.openParenthesis) || next.kind == .keyword(.not) else { return nil }
        let before = self
        isTrying = true
        let sign = advance()
        let right = parseDisjunction()
        isTrying = false
        guard right.expression.isCondition else {
            // In what is too deep one attempt is enough: it reads everything up to the end.
            let isLastAttempt = isTooDeep
            self = before
            isTrying = isLastAttempt
            return nil
        }
        report(
            "pipe-as-or", "`|` sends a value into a function; two conditions are joined by `or`", at: sign.range,
            fix: .replace(place(sign.range), with: "or"))
        return node(
            .binary(.or, operatorRange: sign.range, left.expression, right.expression), left.range.joined(with: right.range),
            over: left, right)
    }
}

extension ExpressionSyntax {
    /// Whether its form alone says that it is true or false.
    fileprivate var isCondition: Bool {
        switch kind {
        case .bool: return true
        case .unary(let sign, _): return sign == .not
        case .binary(let sign, _, _, _):
            switch sign {
            case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn, .isNotIn: return true
            default: return false
            }
        case .parenthesized(let inner): return inner.isCondition
        default: return false
        }
    }
}
