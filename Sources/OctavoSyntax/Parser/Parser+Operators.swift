import OctavoSource

extension Parser {
    /// What joins two operands, and the foreign spelling that was used for it.
    @inline(never) private func isOperator(_ keyword: Keyword, foreign: [String]) -> Bool {
        switch current.kind {
        case .keyword(keyword): true
        case .unknown: foreign.contains(text(current))
        case .name: isWrittenLarge(keyword)
        default: false
        }
    }

    /// `AND`, `OR` and `NOT`, where a name has no place or would be called without parentheses.
    private func isWrittenLarge(_ keyword: Keyword) -> Bool {
        guard text(current) == keyword.rawValue.uppercased(), stream.tokens[stream.position].kind != .newline else {
            return false
        }
        let next = token(after: currentIndex)
        switch next.kind {
        case .keyword(.not), .symbol(.openParenthesis): return keyword != .not
        default: return next.startsOperand
        }
    }

    /// Consumes an operator, complaining if it is a foreign one.
    @inline(never) mutating func takeOperator() -> ByteRange {
        if let habit = foreignOperator(current) { reportForeign(current, habit) }
        if current.kind == .name {
            let (written, word) = (text(current), text(current).lowercased())
            report(
                DiagnosticCode("\(word)-operator"), "`\(written)` is written `\(word)`", at: current.range,
                fix: .replace(place(current.range), with: word))
        }
        return advance().range
    }

    @inline(never) mutating func binary(_ sign: BinaryOperatorSyntax, _ range: ByteRange, _ left: Node, _ right: Node)
        -> Node
    {
        node(
            .binary(sign, operatorRange: range, left.expression, right.expression), left.range.joined(with: right.range),
            over: left, right)
    }

    mutating func parseDisjunction() -> Node {
        var left = parseConjunction()
        while !hasFailedHere, isOperator(.or, foreign: ["||"]) {
            if let text = parseJoinedText(after: left) {
                left = text
                continue
            }
            let sign = takeOperator()
            left = binary(.or, sign, left, parseHalfComparison(after: left, sign) ?? parseConjunction())
        }
        return left
    }

    private mutating func parseConjunction() -> Node {
        var left = parseNegation()
        while !hasFailedHere, isOperator(.and, foreign: ["&&", "&"]) {
            if let text = parseJoinedText(after: left) {
                left = text
                continue
            }
            let sign = takeOperator()
            left = binary(.and, sign, left, parseHalfComparison(after: left, sign) ?? parseNegation())
        }
        return left
    }

    /// `"a" || b` and `"a" & b`, which join texts in other languages; `nil` where no text in quotes stands on either side.
    @inline(never) private mutating func parseJoinedText(after left: Node) -> Node? {
        guard current.kind == .unknown, text(current) != "&&",
            left.expression.isWrittenText || token(after: currentIndex).kind == .text
        else { return nil }
        let sign = advance()
        report(
            "foreign-operator", "`\(text(sign))` is written `+` where it joins texts", at: sign.range,
            fix: .replace(place(sign.range), with: "+"))
        return binary(.add, sign.range, left, parseSum())
    }

    mutating func parseNegation() -> Node {
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
        case "%in%": return (.isIn, 1)
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
}

extension ExpressionSyntax {
    /// A text in quotes, or a sum that begins with one.
    var isWrittenText: Bool {
        switch kind {
        case .text: true
        case .binary(.add, _, let left, _): left.isWrittenText
        default: false
        }
    }
}
