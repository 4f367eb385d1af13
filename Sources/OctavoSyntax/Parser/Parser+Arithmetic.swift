import OctavoSource

/// Sums, products, powers and signs.
extension Parser {
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
            } else if isForeign("%", "//", "%%", "%/%") {
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
        if let other = parsePercentOfAnotherKind(sign, left) { return other }
        let right = parseUnary()
        let isRemainder = text(sign) == "%" || text(sign) == "%%"
        let (name, what) = isRemainder ? ("mod", "the remainder") : ("div", "the whole quotient")
        let help = text(sign) == "//" ? ["a comment starts with `#`"] : isRemainder ? ["a percentage has no space: `80%`"] : []
        report(
            isRemainder ? "percent-operator" : "foreign-operator",
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

    /// `80 %` with nothing behind it, and `"%d" % n`.
    @inline(never) private mutating func parsePercentOfAnotherKind(_ sign: Token, _ left: Node) -> Node? {
        guard text(sign) == "%" else { return nil }
        if left.expression.isWrittenText {
            let right = parseUnary()
            report(
                "percent-operator", "`%` puts no values into a text", at: sign.range,
                help: ["a value is put into a text by interpolation: `\"n is \\(n)\"`"])
            return missing(left.range.joined(with: right.range))
        }
        let isNumber = left.range.end > 0 && Characters.isDigit(source.bytes[left.range.end - 1])
        switch current.kind {
        case .end where isNumber, .symbol(.comma) where isNumber, .symbol(.semicolon) where isNumber: break
        case .symbol(let symbol) where isNumber && symbol.isCloser: break
        default: return nil
        }
        report(
            "percent-operator", "a percentage has no space before its `%`", at: sign.range,
            fix: Fix("write `\(source.text(in: left.range))%`", [edit(left.range.end, sign.range.end, "%")]))
        return missing(left.range.joined(with: sign.range))
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
