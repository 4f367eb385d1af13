import OctavoSource

/// A word that stands between or behind operands in other languages.
enum ForeignWord {
    case comparison(String, BinaryOperatorSyntax)
    case function(String)
    case between, like, descending, ascending
    /// `AND` and `OR`, which stand where the words themselves stand.
    case logic

    init?(_ text: String) {
        if text == "AND" || text == "OR" {
            self = .logic
            return
        }
        switch text.lowercased() {
        case "in" where text == "IN": self = .comparison("in", .isIn)
        case "is", "equals", "eq": self = .comparison("==", .equal)
        case "ne": self = .comparison("!=", .notEqual)
        case "lt": self = .comparison("<", .less)
        case "le": self = .comparison("<=", .lessOrEqual)
        case "gt": self = .comparison(">", .greater)
        case "ge": self = .comparison(">=", .greaterOrEqual)
        case "contains", "matches", "starts_with", "ends_with", "has", "mod", "div": self = .function(text.lowercased())
        case "startswith": self = .function("starts_with")
        case "endswith": self = .function("ends_with")
        case "between": self = .between
        case "like", "ilike", "rlike": self = .like
        case "desc", "descending": self = .descending
        case "asc", "ascending": self = .ascending
        default: return nil
        }
    }
}

extension Parser {
    /// Whether the name at the current token is one of these words in its place, on the line of what stands before it.
    var isAtForeignWord: Bool { foreignWordHere() != nil }

    private func foreignWordHere() -> ForeignWord? {
        guard current.kind == .name, stream.tokens[stream.position].kind != .newline, let word = ForeignWord(text(current)) else {
            return nil
        }
        let next = token(after: currentIndex)
        switch word {
        case .descending, .ascending: return next.startsOperand ? nil : word
        case .comparison:
            return next.startsOperand || next.kind == .keyword(.not) || isBracket(next) && text(current) == "IN" ? word : nil
        case .logic:
            return next.startsOperand || next.kind == .keyword(.not) || next.kind == .symbol(.openParenthesis) ? word : nil
        default: return next.startsOperand || next.kind == .symbol(.minus) ? word : nil
        }
    }

    /// `a is b`, `a contains b`, `a between b and c`, `a desc`: what was meant, reported; `nil` where no such word stands here.
    @inline(never) mutating func parseForeignWord(after left: Node) -> Node? {
        guard !hasFailedHere, let word = foreignWordHere() else { return nil }
        if case .logic = word { return nil }
        let token = advance()
        switch word {
        case .logic: return nil
        case .comparison(let sign, let meaning): return parseComparisonWord(sign, meaning, token, left)
        case .function(let name): return parseFunctionWord(name, token, left)
        case .between: return parseBetween(token, left)
        case .like:
            let right = parseCoalesce()
            report(
                "foreign-operator", "`\(text(token))` is no operator", at: token.range,
                help: ["`contains(x, \"part\")` looks for a part of a text, `matches(x, 'pattern')` for a pattern"])
            return missing(left.range.joined(with: right.range))
        case .ascending:
            report(
                "foreign-keyword", "`\(text(token))` is not needed: sorting goes upwards", at: token.range,
                fix: Fix("remove `\(text(token))`", [edit(left.range.end, token.range.end, "")]))
            return left
        case .descending:
            report(
                "foreign-keyword", "`\(text(token))` stands around what is sorted, not behind it", at: token.range,
                fix: Fix(
                    "write `desc(…)`",
                    [insertion(at: left.range.start, "desc("), edit(left.range.end, token.range.end, ")")]))
            return call("desc", token, [left])
        }
    }

    private func isBracket(_ token: Token) -> Bool {
        token.kind == .symbol(.openParenthesis) || token.kind == .symbol(.openBracket)
    }

    private mutating func call(_ name: String, _ token: Token, _ arguments: [Node]) -> Node {
        let callee = ExpressionSyntax(.name(name), token.range)
        return node(
            .call(callee, arguments.map { ArgumentSyntax(value: $0.expression) }),
            arguments.reduce(token.range) { $0.joined(with: $1.range) }, height: arguments.reduce(1) { max($0, $1.height) })
    }

    private mutating func parseComparisonWord(
        _ sign: String, _ meaning: BinaryOperatorSyntax, _ token: Token, _ left: Node
    ) -> Node {
        var (sign, meaning, range) = (sign, meaning, token.range)
        if meaning == .equal, isAt(.not) || (current.kind == .name && text(current) == "NOT") {
            range = range.joined(with: advance().range)
            (sign, meaning) = ("!=", .notEqual)
        }
        let right: Node
        if current.kind == .name, ["null", "none", "nil", "na"].contains(text(current).lowercased()) {
            right = node(.null, advance().range, height: 0)
            let whole = range.joined(with: right.range)
            report(
                "foreign-operator", "`\(source.text(in: whole))` is written `\(sign) null`", at: whole,
                fix: .replace(place(whole), with: "\(sign) null"))
        } else {
            report(
                "foreign-operator", "`\(source.text(in: range))` is written `\(sign)`", at: range,
                fix: .replace(place(range), with: sign))
            right = parseCoalesce()
        }
        return node(
            .binary(meaning, operatorRange: range, left.expression, right.expression), left.range.joined(with: right.range),
            over: left, right)
    }

    private mutating func parseFunctionWord(_ name: String, _ token: Token, _ left: Node) -> Node {
        let right = parseCoalesce()
        report(
            "foreign-operator", "`\(text(token))` is no operator but a function: `\(name)(a, b)`", at: token.range,
            fix: Fix(
                "write `\(name)(…)`",
                [
                    insertion(at: left.range.start, "\(name)("), edit(left.range.end, right.range.start, ", "),
                    insertion(at: right.range.end, ")"),
                ]))
        return call(name, token, [left, right])
    }

    private mutating func parseBetween(_ token: Token, _ left: Node) -> Node {
        let low = parseCoalesce()
        let item = source.text(in: left.range)
        guard isAt(.and) else {
            report(
                "foreign-operator", "`between` is no operator", at: token.range,
                help: ["two comparisons say it: `\(item) >= low and \(item) <= high`"])
            return missing(left.range.joined(with: low.range))
        }
        let and = advance().range
        let high = parseCoalesce()
        let whole = left.range.joined(with: high.range)
        let text = "(\(item) >= \(source.text(in: low.range)) and \(item) <= \(source.text(in: high.range)))"
        report(
            "foreign-operator", "`between` is no operator: two comparisons say it", at: token.range,
            fix: Fix("write `\(item) >= … and \(item) <= …`", [edit(whole.start, whole.end, text)]))
        let first = node(
            .binary(.greaterOrEqual, operatorRange: token.range, left.expression, low.expression), whole, over: left, low)
        let second = node(
            .binary(.lessOrEqual, operatorRange: token.range, left.expression, high.expression), whole, over: left, high)
        return node(.binary(.and, operatorRange: and, first.expression, second.expression), whole, over: first, second)
    }

    // MARK: - Half a comparison

    /// `< 5` behind `.n > 3 and`: the comparison with the left side that was left out; `nil` where none stands here.
    @inline(never) mutating func parseHalfComparison(after left: Node, _ word: ByteRange) -> Node? {
        guard !hasFailedHere, let sign = current.comparison, let subject = Self.subject(of: left.expression) else { return nil }
        let shared = source.text(in: subject.range)
        let token = advance()
        report(
            "expected-expression",
            "`\(source.text(in: word))` joins whole conditions, and this one has nothing before "
                + "`\(text(token))`", at: token.range,
            fix: Fix("insert `\(shared)`", [insertion(at: token.range.start, shared + " ")]))
        let right = parseCoalesce()
        return node(
            .binary(sign, operatorRange: token.range, subject, right.expression), token.range.joined(with: right.range),
            over: left, right)
    }

    /// What the last comparison of a condition compares.
    private static func subject(of condition: ExpressionSyntax) -> ExpressionSyntax? {
        guard case .binary(let sign, _, let left, let right) = condition.kind else { return nil }
        switch sign {
        case .and, .or: return subject(of: right)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn, .isNotIn: return left
        default: return nil
        }
    }

    /// `filter(> 1)`: the comparison of the element that was left out; `nil` where none stands here.
    @inline(never) mutating func parseComparisonOfElement() -> Node? {
        guard let sign = current.comparison, current.kind != .keyword(.in) else { return nil }
        let token = advance()
        report(
            "expected-expression", "nothing stands before `\(text(token))`; the element of a list is `.`", at: token.range,
            fix: Fix("insert `.`", [insertion(at: token.range.start, ". ")], .maybe))
        let right = parseDisjunction()
        let element = node(.row, ByteRange(token.range.start, token.range.start), height: 0)
        return node(
            .binary(sign, operatorRange: token.range, element.expression, right.expression),
            token.range.joined(with: right.range), over: element, right)
    }
}
