import OctavoSource

/// What to write instead of an operator of another language.
struct ForeignOperator {
    let code: DiagnosticCode
    let message: String
    /// `nil` where the change is more than one word.
    let replacement: String?
}

extension Parser {
    @inline(never) func foreignOperator(_ token: Token) -> ForeignOperator? {
        guard token.kind == .unknown, token.range.count <= 4 else { return nil }
        let text = text(token)
        switch text {
        case "&", "&&":
            return ForeignOperator(code: "and-operator", message: "`\(text)` is written `and`", replacement: "and")
        case "||":
            return ForeignOperator(code: "or-operator", message: "`||` is written `or`", replacement: "or")
        case "!":
            return ForeignOperator(code: "not-operator", message: "`!` is written `not`", replacement: "not")
        case "|>", "%>%", "%<>%":
            return ForeignOperator(code: "pipe-operator", message: "`\(text)` is written `|`", replacement: "|")
        case "%", "%%":
            return ForeignOperator(
                code: "percent-operator", message: "`\(text)` is no operator: the remainder is `mod(a, b)`", replacement: nil)
        case "%/%":
            return ForeignOperator(
                code: "foreign-operator", message: "`%/%` is no operator: the whole quotient is `div(a, b)`", replacement: nil)
        case "%in%": return foreign(text, "in")
        case "//":
            return ForeignOperator(
                code: "foreign-operator", message: "`//` has no meaning: a comment starts with `#`", replacement: nil)
        case "===": return foreign(text, "==")
        case "!==", "<>": return foreign(text, "!=")
        case "**": return foreign(text, "^")
        case ":=": return foreign(text, "=")
        case "=>": return foreign(text, "->")
        default: return nil
        }
    }

    private func foreign(_ text: String, _ replacement: String) -> ForeignOperator {
        ForeignOperator(code: "foreign-operator", message: "`\(text)` is written `\(replacement)`", replacement: replacement)
    }

    private func fix(_ token: Token, _ habit: ForeignOperator, _ applicability: Fix.Applicability) -> Fix? {
        guard let replacement = habit.replacement else { return nil }
        var padded = replacement
        if replacement.utf8.allSatisfy(Characters.isASCIILetter) {
            // A word needs a space where the sign needed none.
            if isWord(at: token.range.start - 1) { padded = " " + padded }
            if isWord(at: token.range.end) { padded += " " }
        }
        return Fix(
            "replace `\(text(token))` with `\(replacement)`", [edit(token.range.start, token.range.end, padded)], applicability)
    }

    private func isWord(at offset: Int) -> Bool {
        guard source.bytes.indices.contains(offset) else { return false }
        let byte = source.bytes[offset]
        return !Characters.isBlank(byte) && !Characters.isNewline(byte) && byte != UInt8(ascii: ")") && byte != UInt8(ascii: "(")
    }

    /// For a foreign operator that stands where its translation may stand.
    @inline(never) mutating func reportForeign(_ token: Token, _ habit: ForeignOperator) {
        report(habit.code, habit.message, at: token.range, fix: fix(token, habit, .certain))
    }

    /// For one that may not.
    @inline(never) mutating func failForeign(_ token: Token, _ habit: ForeignOperator) {
        fail(habit.code, habit.message, fix: fix(token, habit, .maybe))
    }

    // MARK: - Calls without parentheses

    /// `f x`, `filter .n > 3`: the call that was meant; `nil` where nothing of the kind stands here.
    @inline(never) mutating func parseCallWithoutParentheses(of callee: Node) -> Node? {
        if let text = parsePrefixedText(after: callee) { return text }
        guard context.kind != .sequence, current.startsOperand, !isAt(.openBrace), !isElseIf(current), !isAtForeignWord else {
            return nil
        }
        // In parentheses a newline is a space, but nobody writes the argument of such a call on the next line.
        guard stream.tokens[stream.position].kind != .newline else { return nil }
        return nested { $0.parseBareArguments(of: callee) }
    }

    private mutating func parseBareArguments(of callee: Node) -> Node {
        let start = current.range.start
        var arguments: [ArgumentSyntax] = []
        var edits = [edit(callee.range.end, start, "(")]
        var height = callee.height
        while arguments.isEmpty || current.startsOperand {
            let argumentStart = currentIndex
            let label = parseArgumentLabel()
            let value = parseDisjunction()
            arguments.append(ArgumentSyntax(label: label, value: value.expression))
            height = max(height, value.height)
            if context.kind != .choices && isAt(.comma) {
                advance()
                if !current.startsOperand { break }
            } else if current.startsOperand && currentIndex > argumentStart && !hasFailedHere && !isElseIf(current) {
                edits.append(edit(lastConsumed.end, current.range.start, ", "))
            } else {
                break
            }
        }
        edits.append(insertion(at: lastConsumed.end, ")"))
        let name = source.text(in: callee.range)
        report(
            "missing-call-parentheses", "a call of `\(name)` needs parentheses around its arguments",
            at: ByteRange(start, max(lastConsumed.end, start)),
            fix: Fix("write `\(name)(…)`", edits, .maybe))
        return node(.call(callee.expression, arguments), callee.range.joined(with: lastConsumed), height: height)
    }

    private func isElseIf(_ token: Token) -> Bool { token.kind == .name && ["elif", "elsif", "elseif"].contains(text(token)) }

    // MARK: - Methods

    /// `x.f(…)` where `x` cannot be a module: all of the chain's dots are reported as one mistake.
    @inline(never) mutating func reportMethodCalls(_ dots: [ByteRange], chain: Node, startsAfter before: Token?) {
        guard let first = dots.first else { return }
        var edits = dots.map { edit($0.start, $0.end, " | ") }
        if !standsAlone(before) {
            edits.insert(insertion(at: chain.range.start, "("), at: 0)
            edits.append(insertion(at: chain.range.end, ")"))
        }
        let name = text(stream.tokens[stream.index(from: first.end)])
        report(
            "method-call", "a value has no methods: `\(name)` is a function that the value flows into", at: first,
            help: ["`value | \(name)(…)` is `\(name)(value, …)`"], fix: Fix("write `|` for `.`", edits))
    }

    /// Whether a pipeline may stand between `before` and the current token without parentheses.
    private func standsAlone(_ before: Token?) -> Bool {
        let opens: Bool
        switch before?.kind {
        case nil, .newline, .symbol(.assign), .symbol(.openParenthesis), .symbol(.openBracket), .symbol(.comma), .symbol(.colon),
            .symbol(.semicolon), .symbol(.arrow), .symbol(.openBrace), .keyword(.then):
            opens = true
        default: opens = false
        }
        let token = current
        switch token.kind {
        case .newline, .end, .symbol(.pipe), .symbol(.comma), .symbol(.semicolon), .keyword(.else), .keyword(.then): return opens
        case .symbol(let symbol): return opens && symbol.isCloser
        default: return false
        }
    }
}
