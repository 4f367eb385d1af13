import OctavoSource

extension Parser {
    /// What joins two operands, and the foreign spelling that was used for it.
    @inline(never) private func isOperator(_ keyword: Keyword, foreign: [String]) -> Bool {
        isAt(keyword) || (current.kind == .unknown && foreign.contains(text(current)))
    }

    /// Consumes an operator, complaining if it is a foreign one.
    @inline(never) private mutating func takeOperator() -> ByteRange {
        if let habit = foreignOperator(current) { reportForeign(current, habit) }
        return advance().range
    }

    @inline(never) private mutating func binary(_ sign: BinaryOperatorSyntax, _ range: ByteRange, _ left: Node, _ right: Node)
        -> Node
    {
        node(
            .binary(sign, operatorRange: range, left.expression, right.expression), left.range.joined(with: right.range),
            over: left, right)
    }

    mutating func parseDisjunction() -> Node {
        var left = parseConjunction()
        while !hasFailedHere, isOperator(.or, foreign: ["||"]) {
            let sign = takeOperator()
            left = binary(.or, sign, left, parseHalfComparison(after: left, sign) ?? parseConjunction())
        }
        return left
    }

    private mutating func parseConjunction() -> Node {
        var left = parseNegation()
        while !hasFailedHere, isOperator(.and, foreign: ["&&", "&"]) {
            let sign = takeOperator()
            left = binary(.and, sign, left, parseHalfComparison(after: left, sign) ?? parseNegation())
        }
        return left
    }

    private mutating func parseNegation() -> Node {
        guard isOperator(.not, foreign: ["!"]) else { return parseComparison() }
        return nested { parser in
            let sign = parser.takeOperator()
            let operand = parser.parseNegation()
            return parser.node(.unary(.not, operand.expression), sign.joined(with: operand.range), over: operand)
        }
    }

    // MARK: - Comparisons

    /// The comparison at the current token, with the number of its tokens.
    @inline(never) private func comparisonHere() -> (sign: BinaryOperatorSyntax, tokens: Int)? {
        if isAt(.not), token(after: currentIndex).kind == .keyword(.in) { return (.isNotIn, 2) }
        if let sign = current.comparison { return (sign, 1) }
        guard current.kind == .unknown else { return isAt(.assign) ? (.equal, 1) : nil }
        switch text(current) {
        case "===": return (.equal, 1)
        case "!==", "<>": return (.notEqual, 1)
        default: return nil
        }
    }

    @inline(never) private mutating func takeComparison(_ tokens: Int) -> ByteRange {
        if isAt(.assign) {
            report(
                "assignment-in-expression", "`=` binds a name at the start of a statement; `==` compares", at: current.range,
                fix: .replace(place(current.range), with: "=="))
        }
        let first = takeOperator()
        return tokens == 2 ? first.joined(with: advance().range) : first
    }

    private mutating func parseComparison() -> Node {
        let left = parseCoalesce()
        if let word = parseForeignWord(after: left) { return word }
        guard !hasFailedHere, let (sign, tokens) = comparisonHere() else { return left }
        let range = takeComparison(tokens)
        let right = parseCoalesce()
        return parseChain(of: binary(sign, range, left, right), after: right)
    }

    /// `a < b < c`, which means nothing here.
    @inline(never) private mutating func parseChain(of comparison: Node, after right: Node) -> Node {
        var result = comparison
        while !hasFailedHere, let (_, tokens) = comparisonHere() {
            let start = current.range.start
            let shared = source.text(in: right.range)
            let range = takeComparison(tokens)
            report(
                "chained-comparison", "a comparison gives true or false, which cannot be compared again", at: range,
                help: ["two comparisons are joined by `and`: `a < b and b < c`"],
                fix: Fix("insert `and \(shared)`", [insertion(at: start, "and \(shared) ")], .maybe))
            result = missing(result.range.joined(with: parseCoalesce().range))
        }
        return result
    }

    mutating func parseCoalesce() -> Node {
        var left = parseRange()
        while isAt(.coalesce), !hasFailedHere {
            let sign = advance().range
            left = binary(.coalesce, sign, left, parseRange())
        }
        return left
    }

    @inline(never) private mutating func parseRange() -> Node {
        let left = parseSum()
        guard isAt(.range), !hasFailedHere, !isOpenEndOfSlice() else { return left }
        let sign = advance().range
        let range = binary(.range, sign, left, parseSum())
        return isAt(.range) ? parseChain(ofRange: range) : range
    }

    @inline(never) private mutating func parseChain(ofRange range: Node) -> Node {
        var result = range
        while isAt(.range), !hasFailedHere {
            report("chained-range", "a range has one beginning and one end", at: advance().range)
            result = missing(result.range.joined(with: parseSum().range))
        }
        return result
    }

    /// The `..` in `x[2..]`.
    private func isOpenEndOfSlice() -> Bool {
        context.kind == .index && token(after: currentIndex).kind == .symbol(.closeBracket)
    }

    // MARK: - Arithmetic

    mutating func parseSum() -> Node {
        var left = parseProduct()
        while !hasFailedHere, let sign: BinaryOperatorSyntax = isAt(.plus) ? .add : isAt(.minus) ? .subtract : nil {
            let range = advance().range
            left = binary(sign, range, left, parseProduct())
        }
        return left
    }

    private mutating func parseProduct() -> Node {
        var left = parseUnary()
        while !hasFailedHere {
            if isAt(.star) || isAt(.slash) {
                let sign: BinaryOperatorSyntax = isAt(.star) ? .multiply : .divide
                let range = advance().range
                left = binary(sign, range, left, parseUnary())
            } else if isForeign("%", "//") {
                left = parseRemainder(of: left)
            } else {
                break
            }
        }
        return left
    }

    /// `80 % 3` and `7 // 2`, which are calls here.
    @inline(never) private mutating func parseRemainder(of left: Node) -> Node {
        let sign = advance()
        let right = parseUnary()
        let (name, what) = text(sign) == "%" ? ("mod", "the remainder") : ("div", "the whole quotient")
        let help = name == "div" ? ["a comment starts with `#`"] : ["a percentage has no space: `80%`"]
        report(
            text(sign) == "%" ? "percent-operator" : "foreign-operator",
            "`\(text(sign))` is no operator: \(what) is `\(name)(a, b)`", at: sign.range, help: help,
            fix: Fix(
                "write `\(name)(…)`",
                [
                    insertion(at: left.range.start, "\(name)("), edit(left.range.end, right.range.start, ", "),
                    insertion(at: right.range.end, ")"),
                ]))
        let callee = node(.name(name), sign.range, height: 0)
        let arguments = [ArgumentSyntax(value: left.expression), ArgumentSyntax(value: right.expression)]
        return node(.call(callee.expression, arguments), left.range.joined(with: right.range), over: left, right)
    }

    private mutating func parseUnary() -> Node {
        switch current.kind {
        case .symbol(.minus): return parseNegative()
        case .symbol(.plus): return parsePositive()
        case .keyword(.not), .keyword(.if), .keyword(.case), .keyword(.try): return parseLowOperand()
        case .unknown where isForeign("!"): return parseLowOperand()
        default: return parsePower()
        }
    }

    @inline(never) private mutating func parseNegative() -> Node {
        nested { parser in
            let sign = parser.advance().range
            if let least = parser.parseLeastInteger(after: sign) { return least }
            let operand = parser.parseUnary()
            return parser.node(.unary(.negate, operand.expression), sign.joined(with: operand.range), over: operand)
        }
    }

    @inline(never) private mutating func parsePositive() -> Node {
        report("unary-plus", "a number takes no `+` in front", at: current.range, fix: .replace(place(current.range), with: ""))
        return nested { parser in
            parser.advance()
            return parser.parseUnary()
        }
    }

    /// Whether one of these foreign operators is next.
    @inline(never) private func isForeign(_ signs: String...) -> Bool {
        current.kind == .unknown && signs.contains(text(current))
    }

    /// `-9223372036854775808`, whose digits alone do not fit.
    @inline(never) private mutating func parseLeastInteger(after sign: ByteRange) -> Node? {
        guard current.kind == .integer, source.text(in: current.range).filter({ $0 != "_" }) == "9223372036854775808" else {
            return nil
        }
        switch token(after: currentIndex).kind {
        case .symbol(.caret), .symbol(.openBracket), .symbol(.openParenthesis): return nil
        default: return node(.integer(Int64.min), sign.joined(with: advance().range), height: 0)
        }
    }

    /// `not`, `if`, `case` and `try` bind more loosely than operators, so as an operand they need parentheses.
    @inline(never) private mutating func parseLowOperand() -> Node {
        let token = current
        let operand = token.kind == .keyword(.not) || token.kind == .unknown ? parseNegation() : parseConditional()
        report(
            "missing-parentheses", "`\(text(token))` needs parentheses as an operand", at: token.range,
            fix: Fix(
                "put parentheses around it", [insertion(at: operand.range.start, "("), insertion(at: operand.range.end, ")")]))
        return operand
    }

    private mutating func parsePower() -> Node {
        let base = parsePostfix()
        guard !hasFailedHere, isAt(.caret) || isForeign("**") else { return base }
        let sign = takeOperator()
        let exponent = nested { $0.parseUnary() }
        return binary(.power, sign, base, exponent)
    }
}
