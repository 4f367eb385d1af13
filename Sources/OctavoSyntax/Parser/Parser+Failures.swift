import OctavoSource

/// Nothing here is inlined: making a diagnostic takes much of the stack, and the functions that read are on it at every level.
extension Parser {
    func place(_ range: ByteRange) -> SourceRange { SourceRange(source, range) }

    func edit(_ start: Int, _ end: Int, _ text: String) -> Fix.Edit { Fix.Edit(place(ByteRange(start, end)), text) }

    func insertion(at offset: Int, _ text: String) -> Fix.Edit { edit(offset, offset, text) }

    /// Says what is wrong with something that was read, after which reading goes on.
    @inline(never) mutating func report(
        _ code: DiagnosticCode, _ message: String, at range: ByteRange, label: String = "", secondary: [Diagnostic.Label] = [],
        help: [String] = [], fix: Fix? = nil
    ) {
        failedElsewhere = true
        append(Diagnostic(code, message, at: place(range), label: label, secondary: secondary, help: help, fix: fix))
    }

    /// Says why reading cannot go on at the current token, unless something was said about it already.
    @inline(never) mutating func fail(
        _ code: DiagnosticCode, _ message: String, at range: ByteRange? = nil, secondary: [Diagnostic.Label] = [],
        help: [String] = [], fix: Fix? = nil
    ) {
        let token = current
        guard token.range.start != lastFailure else { return }
        lastFailure = token.range.start
        // The lexer has said what is wrong with any other unknown token.
        if token.kind == .unknown && foreignOperator(token) == nil { return }
        let isAtEnd = token.kind == .end && token.range.start == source.bytes.count
        if isAtEnd { failedAtEnd = true } else { failedElsewhere = true }
        if isAtEnd, let opener = context.opener, closer == nil {
            append(unclosed(opener))
        } else {
            let diagnostic = Diagnostic(
                code, message, at: place(range ?? shown(token)), secondary: secondary, help: help, fix: fix)
            append(diagnostic)
        }
    }

    private mutating func append(_ diagnostic: Diagnostic) {
        if diagnostics.count <= Self.maximumDiagnostics { diagnostics.append(diagnostic) }
    }

    /// Where to point for `token`: a newline's or the end's own place shows nothing, the last token does.
    private func shown(_ token: Token) -> ByteRange {
        guard token.kind == .newline || token.kind == .end, !lastConsumed.isEmpty else { return token.range }
        return ByteRange(lastConsumed.end, lastConsumed.end)
    }

    func describe(_ token: Token) -> String {
        switch token.kind {
        case .end: return "the end"
        case .newline: return "the end of the line"
        default:
            let text = text(token)
            return text.count > 30 ? "`\(text.prefix(29))…`" : "`\(text)`"
        }
    }

    /// Whether reading failed at the current token, so that it was left there.
    var hasFailedHere: Bool { current.range.start == lastFailure }

    // MARK: - Kinds of failure

    @inline(never) mutating func failExpression(_ what: String = "an expression", help: [String] = []) {
        let token = current
        if let habit = foreignOperator(token) { return failForeign(token, habit) }
        if case .symbol(let symbol) = token.kind, symbol.isCloser, closer != currentIndex { return failUnexpected() }
        if case .keyword(let keyword) = token.kind {
            return fail("expected-expression", "expected \(what), found the keyword `\(keyword.rawValue)`", help: help)
        }
        fail("expected-expression", "expected \(what), found \(describe(token))", help: help)
    }

    /// For a token that cannot follow what was read.
    @inline(never) mutating func failUnexpected() {
        let token = current
        if let habit = foreignOperator(token) {
            // Behind an operand `not` would be as wrong.
            return text(token) == "!" ? fail(habit.code, habit.message) : failForeign(token, habit)
        }
        if case .symbol(let symbol) = token.kind, symbol.isCloser, closer != currentIndex {
            return fail("unopened-bracket", "nothing is open here that `\(symbol.rawValue)` could close")
        }
        switch token.kind {
        case .columnDot:
            fail(
                "missing-comma", "two expressions stand side by side",
                help: ["in a call and a list they are separated by commas: `select(.a, .b)`"])
        case .symbol(.assign):
            fail(
                "assignment-in-expression", "`=` binds a name at the start of a statement; `==` compares",
                fix: .replace(place(token.range), with: "==", .maybe))
        case .symbol(.comma): failComma()
        case .symbol(.colon): failColon()
        case .symbol(.arrow):
            fail(
                "unexpected-token", "the expression cannot go on with `->`",
                help: ["a function is written `x -> x + 1`; a name is bound by `name = value`"])
        case .keyword(.as):
            fail(
                "unexpected-token", "the expression cannot go on with `as`",
                help: [
                    "a column's name stands in front: `name: \(source.text(in: lastConsumed).count > 20 ? "…" : "expression")`"
                ])
        case .keyword(.for): failFor()
        case .keyword(.if):
            fail("unexpected-token", "`if` cannot follow an expression", help: ["a choice is written `if a then b else c`"])
        case _ where token.startsOperand:
            if reportUnescapedQuote() || reportSpacedUnit() { return }
            let isStatement = stream.tokens[currentIndex + 1].kind == .symbol(.assign)
            fail(
                "missing-operator", "nothing joins the expression before to \(describe(token))",
                help: isStatement ? ["statements stand on lines of their own, or `;` parts them"] : [],
                fix: isStatement ? Fix("insert `;`", [insertion(at: lastConsumed.end, ";")]) : nil)
        default: fail("unexpected-token", "the expression cannot go on with \(describe(token))")
        }
    }

    /// A colon where nothing is named.
    private mutating func failColon() {
        let colon = current.range
        let isNumber = lastConsumed.end > 0 && Characters.isDigit(source.bytes[lastConsumed.end - 1])
        if context.kind == .index || isNumber {
            return fail(
                "foreign-operator", "a range is written `from..to`, `to` not included",
                fix: .replace(place(colon), with: "..", .maybe))
        }
        fail(
            "unexpected-token", "the expression cannot go on with `:`",
            help: context.kind == .sequence ? ["what is named has no dot and is one word or text: `name: value`"] : [])
    }

    /// `for` where no list is built.
    @inline(never) mutating func failFor() {
        let help =
            switch context.kind {
            case .sequence: "a list is built by one `for`: `[f(x) for x in xs]`; `flatten` joins lists of lists"
            default: "a list is built in brackets: `[f(x) for x in xs]`"
            }
        fail("unexpected-token", "the expression cannot go on with \(describe(current))", help: [help])
        skipToEndOfContext()
    }

    /// A comma outside brackets.
    private mutating func failComma() {
        let comma = current.range
        let next = stream.tokens[currentIndex + 1]
        let isGrouping =
            next.kind == .integer && next.range.start == comma.end && next.range.count == 3 && lastConsumed.end == comma.start
            && comma.start > 0 && Characters.isDigit(source.bytes[comma.start - 1])
        if isGrouping {
            return fail(
                "unexpected-token", "a number takes no `,`", fix: .replace(place(comma), with: "_"))
        }
        fail(
            "unexpected-token", "the expression cannot go on with `,`",
            help: context.kind == .program || context.kind == .block
                ? ["a list stands in brackets, `[a, b]`; several names are bound by `{a, b} = record`"] : [])
    }

    @inline(never) mutating func failUnclosed() {
        guard let opener = context.opener else { return failUnexpected() }
        let diagnostic = unclosed(opener)
        fail(diagnostic.code, diagnostic.message, at: diagnostic.primary?.range.bytes, secondary: diagnostic.secondary)
    }

    @inline(never) private func unclosed(_ opener: Int) -> Diagnostic {
        let token = stream.tokens[opener]
        guard case .symbol(let symbol) = token.kind, let closer = symbol.closer else {
            preconditionFailure("a bracket opens a context")
        }
        var secondary: [Diagnostic.Label] = []
        if case .symbol(let other) = current.kind, other.isCloser {
            secondary.append(Diagnostic.Label(place(current.range), "this closes something else"))
        }
        return Diagnostic(
            "unclosed-bracket", "`\(symbol.rawValue)` is never closed: no `\(closer.rawValue)` answers it",
            at: place(token.range),
            secondary: secondary)
    }

    // MARK: - Going on after a failure

    /// Moves past the token at `index` and, for a bracket that is closed, past what it holds.
    private func next(after index: Int) -> Int {
        let partner = stream.partner(of: index) ?? index
        return max(partner, index) + 1
    }

    /// Skips forward until `stops` says so, over whole brackets, at most to the end of the innermost bracket that has one.
    @inline(never) mutating func skip(until stops: (Token) -> Bool) {
        let end = min(context.limit ?? .max, stream.tokens.count - 1)
        var index = currentIndex
        while index < end, !stops(stream.tokens[index]) {
            lastConsumed = stream.tokens[index].range
            index = next(after: index)
        }
        stream.position = min(index, stream.tokens.count - 1)
        recoveredAt = stream.position
    }

    /// To the innermost bracket's end, or the line's where no bracket is open.
    @inline(never) mutating func skipToEndOfContext() {
        if let closer {
            stream.position = max(closer, stream.position)
        } else {
            skip { $0.kind == .newline || $0.kind == .symbol(.semicolon) }
        }
    }

    /// Where a failure left the cursor in the middle of a pipeline: on to the next stage, or to what ends the pipeline.
    @inline(never) mutating func recoverInPipeline() {
        guard hasFailedHere else { return }
        let (ignoresNewlines, isInChoices) = (context.ignoresNewlines, context.kind == .choices)
        skip { token in
            switch token.kind {
            case .symbol(.pipe), .symbol(.comma), .symbol(.semicolon), .keyword(.then), .keyword(.else), .keyword(.for): true
            case .symbol(.arrow): isInChoices
            case .symbol(let symbol): symbol.isCloser
            case .newline: !ignoresNewlines
            default: false
            }
        }
        lastFailure = current.range.start
    }
}
