import OctavoSource

extension Parser {
    /// A statement's content while it is read.
    struct StatementNode {
        let kind: StatementSyntax.Kind
        let height: Int
        /// `##` lines above belong to it.
        var isDefinition = false

        static func expression(_ node: Node) -> StatementNode {
            StatementNode(kind: .expression(node.expression), height: node.height)
        }
    }

    mutating func parseProgram() -> [StatementSyntax] {
        var statements: [StatementSyntax] = []
        while true {
            skipTerminators()
            if current.kind == .end { break }
            statements.append(parseStatement(isFirst: statements.isEmpty, inBlock: false).statement)
        }
        return statements
    }

    private mutating func skipTerminators() {
        while isAt(.semicolon) || current.kind == .newline { advance() }
    }

    /// A statement and what ends it.
    private mutating func parseStatement(isFirst: Bool, inBlock: Bool) -> (statement: StatementSyntax, height: Int) {
        let start = current.range.start
        let content = parseStatementContent(isFirst: isFirst, inBlock: inBlock)
        endStatement(from: start)
        let range = ByteRange(start, max(lastConsumed.end, start))
        let isSilent = isAt(.semicolon)
        if isSilent || current.kind == .newline { advance() }
        let documentation = content.isDefinition ? documentation[start] : nil
        return (StatementSyntax(content.kind, range, documentation: documentation, isSilent: isSilent), content.height)
    }

    /// Says what stands between the statement and its end, and skips it.
    @inline(never) private mutating func endStatement(from start: Int) {
        func isOver(_ parser: Parser) -> Bool {
            parser.isAt(.semicolon) || parser.current.kind == .newline || parser.current.kind == .end || parser.isAtCloser
        }
        guard !isOver(self) else { return }
        failUnexpected()
        let end = lastConsumed
        skip { $0.kind == .newline || $0.kind == .symbol(.semicolon) }
        // A statement that began with something unreadable still moves on.
        if lastConsumed == end && lastConsumed.end <= start && !isOver(self) { advance() }
    }

    private mutating func parseStatementContent(isFirst: Bool, inBlock: Bool) -> StatementNode {
        let count = diagnostics.count
        guard dropForeignKeyword() else { return parsePlainStatement(isFirst: isFirst, inBlock: inBlock) }
        let content = parsePlainStatement(isFirst: isFirst, inBlock: inBlock)
        joinHabits(since: count)
        return content
    }

    private mutating func parsePlainStatement(isFirst: Bool, inBlock: Bool) -> StatementNode {
        if let content = parseForeignStatement() ?? parseForeignBinding() { return content }
        let index = currentIndex
        let token = current
        let next = stream.tokens[min(index + 1, stream.tokens.count - 1)]
        switch token.kind {
        case .keyword(.import): return parseImport(inBlock: inBlock)
        case .name where next.kind == .symbol(.assign): return parseBinding()
        case .keyword(let keyword) where next.kind == .symbol(.assign):
            report(
                "keyword-as-name", "`\(keyword.rawValue)` is a keyword and cannot name a value", at: token.range,
                fix: .replace(place(token.range), with: "\(keyword.rawValue)_", .maybe))
            return parseBinding()
        case .name where next.kind == .symbol(.openParenthesis) && isDefinition(afterBracketAt: index + 1):
            return parseDefinition()
        case .name where isChange(at: index): return parseChange()
        case .keyword(.for): return parseLoop()
        case .symbol(.openBrace) where isAssign(afterBracketAt: index): return parseDestructuring()
        default: return .expression(parseShownExpression(isFirst: isFirst, inBlock: inBlock))
        }
    }

    /// `f(…) =`, or with a sign that other languages put there.
    private func isDefinition(afterBracketAt index: Int) -> Bool {
        guard let partner = stream.partner(of: index), partner > index else { return false }
        let token = stream.tokens[partner + 1]
        switch token.kind {
        case .symbol(.assign), .symbol(.colon), .symbol(.arrow), .symbol(.openBrace): return true
        default: return token.kind == .unknown && ["=>", ":="].contains(text(token))
        }
    }

    private func isAssign(afterBracketAt index: Int) -> Bool {
        guard let partner = stream.partner(of: index), partner > index else { return false }
        return stream.tokens[partner + 1].kind == .symbol(.assign)
    }

    // MARK: - Expressions as statements

    private mutating func parseShownExpression(isFirst: Bool, inBlock: Bool) -> Node {
        let token = current
        if isAtPipe { return parseContinuation(isFirst: isFirst && !inBlock) }
        if isOperatorAtLineStart(token, isFirst: isFirst) {
            reportOperatorAtLineStart(token)
            advance()
            return missing(parseExpression().range)
        }
        guard token.kind == .columnDot, !inBlock else { return parseExpression() }
        let count = diagnostics.count
        let range = parseExpression().range
        // The statement is wrong as a whole; what else is wrong in it may follow from that.
        diagnostics.removeSubrange(count...)
        reportColumnWithoutTable(range)
        if hasFailedHere { skipToEndOfContext() }
        return missing(range)
    }

    @inline(never) private mutating func reportColumnWithoutTable(_ range: ByteRange) {
        let end = firstLabelEnd(from: range.start)
        let name = describe(Token(.name, ByteRange(range.start, end)))
        // `.f(…)` below a value is a call in other languages.
        let isCall = source.bytes.indices.contains(end) && source.bytes[end] == UInt8(ascii: "(")
        let title = isCall ? "write `|` for `.`" : "continue the line above"
        report(
            "column-without-table", "no table is at hand for \(name)", at: range,
            help: ["a column is taken from what stands before `|`: `table | \(source.text(in: ByteRange(range.start, end)))`"],
            fix: lineAbove(range.start)
                ? Fix(title, [edit(range.start, range.start + (isCall ? 1 : 0), "| ")], .maybe) : nil)
    }

    /// The end of the column that starts at `start`: its dot and first label.
    private func firstLabelEnd(from start: Int) -> Int {
        let label = stream.tokens[min(stream.index(from: start) + 1, stream.tokens.count - 1)]
        return label.range.start == start + 1 && label.kind != .newline ? label.range.end : start + 1
    }

    private func lineAbove(_ offset: Int) -> Bool { stream.tokens[0].range.start < offset && stream.tokens[0].kind != .newline }

    /// `| f` where nothing stands before.
    private mutating func parseContinuation(isFirst: Bool) -> Node {
        let token = current
        let here = ByteRange(token.range.start, token.range.start)
        if mode == .entry && isFirst {
            return parsePipeline(from: node(.name("_"), here, height: 0))
        }
        report(
            "pipe-at-start", "nothing stands before `|` that could flow into it", at: token.range,
            help: isFirst
                ? ["a cell starts with a value: `table | …`"] : ["`;` ended the statement above"])
        return parsePipeline(from: missing(here))
    }

    private func isOperatorAtLineStart(_ token: Token, isFirst: Bool) -> Bool {
        switch token.kind {
        case .symbol(.minus): !isFirst && stream.tokens[currentIndex + 1].range.start > token.range.end
        case .symbol(.assign), .symbol(.arrow), .symbol(.dot): !isFirst
        default: token.isBinaryOperator
        }
    }

    @inline(never) private mutating func reportOperatorAtLineStart(_ token: Token) {
        let sign = text(token)
        let index = currentIndex
        var fix: Fix?
        if index >= 2, stream.tokens[index - 1].kind == .newline {
            let before = stream.tokens[index - 2].range.end
            let after = stream.tokens[index + 1].range.start
            fix = Fix(
                "move `\(sign)` to the end of the line above",
                [insertion(at: before, " \(sign)"), edit(token.range.start, after, "")],
                token.kind == .symbol(.minus) ? .maybe : .certain)
        }
        report(
            "operator-at-line-start", "a statement cannot start with `\(sign)`", at: token.range,
            help: fix == nil ? [] : ["the line above is a statement of its own; it goes on where it ends in an operator"],
            fix: fix)
    }

    // MARK: - Blocks

    /// `{ statements }` as a body.
    mutating func parseBlock() -> Node {
        let start = current.range
        let outer = enter(.block)
        defer { context = outer }
        var statements: [StatementSyntax] = []
        var height = 0
        while true {
            skipTerminators()
            if isAtCloser || current.kind == .end { break }
            let (statement, statementHeight) = parseStatement(isFirst: statements.isEmpty, inBlock: true)
            statements.append(statement)
            height = max(height, statementHeight)
        }
        let close = current.range
        let isClosed = currentIndex == closer
        if isClosed { advance() } else { failUnclosed() }
        let range = ByteRange(start.start, lastConsumed.end)
        if case .expression(let value)? = statements.last?.kind {
            return node(.block(Array(statements.dropLast()), value: value), range, height: height)
        }
        if isClosed && !hasBroken(statements) {
            report(
                "block-without-value", "a block ends in an expression, which is its value", at: close,
                secondary: [Diagnostic.Label(place(start), "this block")])
        }
        return node(.block(statements, value: missing(close).expression), range, height: height)
    }

    private func hasBroken(_ statements: [StatementSyntax]) -> Bool {
        guard let last = statements.last else { return false }
        return diagnostics.contains { ($0.primary?.range.bytes.end ?? 0) >= last.range.start && $0.firstByte <= last.range.end }
    }
}
