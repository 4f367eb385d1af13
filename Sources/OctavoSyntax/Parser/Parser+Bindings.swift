import OctavoSource

extension Parser {
    /// `import "path" as name`
    mutating func parseImport(inBlock: Bool) -> StatementNode {
        let start = advance().range
        if inBlock {
            report("import-in-block", "`import` stands at the top level, not in a block", at: start)
        }
        var path = ""
        var pathRange = ByteRange(start.end, start.end)
        if current.kind == .text {
            pathRange = current.range
            path = parsePlainText()
        } else {
            failExpression("a file in quotes after `import`", help: ["an import is written `import \"tools.octavo\" as tools`"])
            return .expression(missing(start))
        }
        var alias: NameSyntax?
        if take(.as) {
            alias = parseName("a name after `as`")
        }
        return StatementNode(kind: .importModule(path: path, pathRange: pathRange, alias: alias), height: 1)
    }

    /// A name; `nil` after saying that there is none.
    @inline(never) mutating func parseName(_ what: String) -> NameSyntax? {
        guard current.kind == .name else {
            if case .keyword(let keyword) = current.kind {
                fail("keyword-as-name", "`\(keyword.rawValue)` is a keyword and cannot name a value")
            } else {
                fail("expected-name", "expected \(what), found \(describe(current))")
            }
            return nil
        }
        let token = advance()
        return NameSyntax(text(token), token.range)
    }

    /// `name = body`
    mutating func parseBinding() -> StatementNode {
        let name = advance()
        advance()
        let body = parseBody()
        return StatementNode(
            kind: .binding(name: NameSyntax(text(name), name.range), value: body.expression), height: body.height,
            isDefinition: true)
    }

    /// `{a, b} = body`
    mutating func parseDestructuring() -> StatementNode {
        let count = diagnostics.count
        var names: [NameSyntax] = []
        var seen = SeenNames()
        parseSequence { parser in
            guard let name = parser.parseName("a name to bind") else { return }
            parser.checkDuplicate(name, in: &seen, code: "duplicate-name") { "\($0) is bound twice here" }
            names.append(name)
            if parser.isAt(.colon) {
                parser.fail(
                    "expected-name", "a name to bind cannot be followed by `:`",
                    help: ["`{a, b} = r` binds the fields `a` and `b` of a record"])
            }
        }
        if names.isEmpty, diagnostics.count == count {
            report(
                "expected-name", "there is no name between the braces to bind", at: lastConsumed,
                help: ["`{a, b} = r` binds the fields `a` and `b` of a record"])
        }
        _ = take(.assign)
        let body = parseBody()
        return StatementNode(
            kind: .destructuring(names: names, value: body.expression), height: body.height, isDefinition: true)
    }

    /// `f(a, b: 2) = body`
    mutating func parseDefinition() -> StatementNode {
        let name = advance()
        var parameters: [ParameterSyntax] = []
        var height = 0
        var seen = SeenNames()
        let list = parseSequence { parser in
            guard let (parameter, defaultHeight) = parser.parseParameter() else { return }
            parser.checkDuplicate(parameter.name, in: &seen, code: "duplicate-parameter") { "two parameters are named \($0)" }
            parameters.append(parameter)
            height = max(height, defaultHeight)
        }
        let unreadable = take(.assign) ? nil : parseDefinitionSign(after: list, from: name.range.start)
        let body = unreadable ?? parseBody()
        let kind = StatementSyntax.Kind.definition(
            name: NameSyntax(text(name), name.range), parameters: parameters, body: body.expression)
        return StatementNode(kind: kind, height: max(height, body.height), isDefinition: true)
    }

    private mutating func parseParameter() -> (ParameterSyntax, height: Int)? {
        guard let name = parseName("a parameter's name") else { return nil }
        if isAt(.assign) { reportEquals("a default follows `:`, not `=`") }
        guard take(.colon) || take(.assign) else { return (ParameterSyntax(name), 0) }
        let value = parseExpression()
        return (ParameterSyntax(name, defaultValue: value.expression), value.height)
    }

    /// `=` where `:` belongs.
    @inline(never) mutating func reportEquals(_ message: String) {
        let range = current.range
        let isSpaced = range.start > lastConsumed.end
        report(
            "equals-for-colon", message, at: range,
            fix: Fix("replace `=` with `:`", [edit(isSpaced ? lastConsumed.end : range.start, range.end, isSpaced ? ":" : ": ")]))
    }

    // MARK: - Bodies

    /// What follows `=` or `->`.
    mutating func parseBody() -> Node {
        _ = current.kind == .name && dropForeignKeyword()
        guard isAt(.openBrace), !isRecord(at: currentIndex) else { return parseExpression() }
        return nested { $0.parseBlock() }
    }

    /// Whether the brace at `index` opens a record where a block could stand too.
    private func isRecord(at index: Int) -> Bool {
        let (first, firstIndex) = significant(after: index)
        switch first.kind {
        case .symbol(.closeBrace), .symbol(.spread): return true
        case .name, .keyword, .text:
            let (second, _) = significant(after: firstIndex)
            if second.kind == .symbol(.colon) { return true }
            return first.kind == .name && (second.kind == .symbol(.comma) || second.kind == .symbol(.closeBrace))
        default: return false
        }
    }

    private func significant(after index: Int) -> (Token, Int) {
        var next = min(index + 1, stream.tokens.count - 1)
        if stream.tokens[next].kind == .newline { next += 1 }
        return (stream.tokens[next], next)
    }
}
