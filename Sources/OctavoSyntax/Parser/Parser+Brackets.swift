import OctavoSource

extension Parser {
    /// What a bracket at the current token holds, separated by commas; gives the place of it all, brackets included.
    @discardableResult
    mutating func parseSequence(_ element: (inout Parser) -> Void) -> ByteRange {
        let start = current.range.start
        let outer = enter(.sequence)
        defer { context = outer }
        let closer = closer
        while true {
            let index = currentIndex
            if isAtCloser {
                if index == closer { advance() }
                break
            }
            if closer == nil && (current.kind == .end || startsStatementBelow(index)) {
                failUnclosed()
                break
            }
            element(&self)
            if isAtCloser || take(.comma) { continue }
            if closer == nil {
                // The quote that ends a text too early may have hidden the closing bracket.
                if currentIndex == index || !current.startsOperand || !reportUnescapedQuote() { closeBracket() }
                break
            }
            goOn(inSequenceAfter: index)
        }
        return ByteRange(start, lastConsumed.end)
    }

    /// Neither a comma nor the closing bracket follows the element that began at `index`.
    @inline(never) private mutating func goOn(inSequenceAfter index: Int) {
        if currentIndex > index, current.startsOperand, !hasFailedHere {
            if reportUnescapedQuote() || reportSpacedUnit() { return }
            // `by .lang`: the colon may be what is missing.
            let isLabel = currentIndex == index + 1 && stream.tokens[index].kind == .name && current.kind != .name
            let (label, sign) = (text(stream.tokens[index]), isLabel ? ":" : ",")
            report(
                "missing-comma", "two values stand side by side", at: current.range,
                help: isLabel ? ["an option is written `\(label): …`"] : [],
                fix: Fix("insert `\(sign)`", [insertion(at: lastConsumed.end, sign)], .maybe))
            return
        }
        failUnexpected()
        skip { $0.kind == .symbol(.comma) }
        _ = take(.comma)
    }

    /// In a bracket that is never closed: a line that binds a name belongs to the program again.
    @inline(never) private func startsStatementBelow(_ index: Int) -> Bool {
        index > 0 && stream.tokens[index - 1].kind == .newline && current.kind == .name
            && stream.tokens[index + 1].kind == .symbol(.assign)
    }

    // MARK: - Arguments

    /// `callee(…)`
    mutating func parseCall(of callee: Node) -> Node {
        var arguments: [ArgumentSyntax] = []
        var height = callee.height
        var seen = SeenNames()
        var takesPath = false
        if case .name(let name) = callee.expression.kind { takesPath = Self.takingPaths.contains(name) }
        let range = parseSequence { [takesPath] parser in
            let (argument, argumentHeight) = parser.parseArgument(takesPath: takesPath)
            if let label = argument.label {
                // A label in quotes is a new column and never an option.
                parser.checkDuplicate(label.name, in: &seen, kind: label.isText ? "text " : "", code: "duplicate-argument") {
                    "\($0) is given twice"
                }
            }
            arguments.append(argument)
            height = max(height, argumentHeight)
        }
        return node(.call(callee.expression, arguments), callee.range.joined(with: range), height: height)
    }

    private mutating func parseArgument(takesPath: Bool) -> (ArgumentSyntax, height: Int) {
        if take(.spread) {
            let value = parseExpression()
            return (ArgumentSyntax(value: value.expression, isSpread: true), value.height)
        }
        var label = parseArgumentLabel()
        if label == nil, current.kind == .name, token(after: currentIndex).kind == .symbol(.assign) {
            label = parseLabel()
            reportEquals("an argument is named with `:`; `==` compares")
            advance()
        }
        let value = (takesPath ? parseBarePath() : nil) ?? parseComparisonOfElement() ?? parseExpression()
        return (ArgumentSyntax(label: label, value: value.expression), value.height)
    }

    /// Functions whose arguments are paths and no quotients.
    private static let takingPaths: Set<String> = ["load", "write", "prompt", "save_data"]
    private static let fileEndings: Set<String> = [
        "csv", "tsv", "json", "jsonl", "ndjson", "txt", "md", "parquet", "arrow", "feather", "sqlite", "db", "eml", "mbox", "gz",
        "zst",
        "svg", "png", "octavo", "html", "yaml",
    ]

    /// `data/mail.jsonl` without its quotes: names joined by `/` without a blank, the ending of a file last; `nil` elsewhere.
    @inline(never) private mutating func parseBarePath() -> Node? {
        let tokens = stream.tokens
        let start = currentIndex
        guard tokens[start].kind == .name else { return nil }
        var (index, slashes) = (start, 0)
        while index + 2 < tokens.count, tokens[index + 1].range.start == tokens[index].range.end,
            tokens[index + 2].range.start == tokens[index + 1].range.end, tokens[index + 2].kind == .name
        {
            switch tokens[index + 1].kind {
            case .symbol(.slash): slashes += 1
            case .symbol(.dot), .symbol(.minus): break
            default: return nil
            }
            index += 2
        }
        guard slashes > 0, tokens[index - 1].kind == .symbol(.dot), Self.fileEndings.contains(text(tokens[index])) else {
            return nil
        }
        let range = tokens[start].range.joined(with: tokens[index].range)
        report(
            "unquoted-path", "a path is a text, and this one has no quotes", at: range,
            fix: .replace(place(range), with: "\"\(source.text(in: range))\""))
        stream.position = index + 1
        lastConsumed = tokens[index].range
        return missing(range)
    }

    /// `label :`, if it is next.
    mutating func parseArgumentLabel() -> (name: NameSyntax, isText: Bool)? {
        switch current.kind {
        case .name, .keyword, .text: break
        default: return nil
        }
        guard token(after: currentIndex).kind == .symbol(.colon) else { return nil }
        let label = parseLabel()
        advance()
        return label
    }

    // MARK: - Index

    /// `value[i]` or `value[from..to]`
    mutating func parseIndex(of value: Node) -> Node {
        let start = value.range.start
        let outer = enter(.index)
        defer { context = outer }
        if take(.range) {
            let to = currentIndex == closer ? nil : parseSum()
            closeBracket()
            let range = ByteRange(start, lastConsumed.end)
            return node(
                .slice(value.expression, from: nil, to: to?.expression), range, height: max(value.height, to?.height ?? 0))
        }
        let index = parseExpression()
        if isAt(.range), !hasFailedHere {
            advance()
            closeBracket()
            let range = ByteRange(start, lastConsumed.end)
            return node(.slice(value.expression, from: index.expression, to: nil), range, over: value, index)
        }
        closeBracket()
        let range = ByteRange(start, lastConsumed.end)
        if case .binary(.range, _, let from, let to) = index.expression.kind {
            return node(.slice(value.expression, from: from, to: to), range, over: value, index)
        }
        return node(.index(value.expression, index.expression), range, over: value, index)
    }

    /// The end of a bracket that holds one thing.
    @inline(never) private mutating func closeBracket() {
        if let closer {
            if currentIndex < closer {
                failUnexpected()
                stream.position = closer
            }
            if currentIndex == closer { advance() }
        } else {
            failUnclosed()
            if case .symbol(let symbol) = current.kind, symbol.isCloser, stream.partner(of: currentIndex) == nil { advance() }
        }
    }

    mutating func parseParenthesized() -> Node {
        let start = current.range.start
        let outer = enter(.parentheses)
        defer { context = outer }
        let inner = parseExpression()
        if isAt(.comma), let list = parseRestOfTuple(from: start, inner) { return list }
        closeBracket()
        return node(.parenthesized(inner.expression), ByteRange(start, lastConsumed.end), over: inner)
    }

    /// `(a, b)`, from the first comma on: the list that was meant.
    @inline(never) private mutating func parseRestOfTuple(from start: Int, _ first: Node) -> Node? {
        guard let closer else { return nil }
        let close = stream.tokens[closer].range
        report(
            "parenthesized-list", "parentheses hold one value; a list stands in brackets", at: current.range,
            fix: Fix(
                "replace the parentheses with brackets",
                [edit(start, start + 1, "["), edit(close.start, close.end, "]")]))
        var items = [ItemSyntax.value(first.expression)]
        var height = first.height
        while take(.comma), currentIndex != closer {
            let item = parseExpression()
            items.append(.value(item.expression))
            height = max(height, item.height)
        }
        closeBracket()
        return node(.list(items), ByteRange(start, lastConsumed.end), height: height)
    }

    // MARK: - Lists

    mutating func parseList() -> Node {
        var items: [ItemSyntax] = []
        var height = 0
        var comprehension: Node?
        let range = parseSequence { parser in
            if parser.take(.spread) {
                let value = parser.parseExpression()
                items.append(.spread(value.expression))
                height = max(height, value.height)
                return
            }
            let value = parser.parseExpression()
            height = max(height, value.height)
            if parser.isAt(.for), items.isEmpty {
                comprehension = parser.parseComprehension(of: value)
            } else {
                items.append(.value(value.expression))
            }
        }
        guard let comprehension else { return node(.list(items), range, height: height) }
        if !items.isEmpty {
            report("unexpected-token", "a list with `for` holds one expression", at: range)
        }
        return node(comprehension.expression.kind, range, height: comprehension.height)
    }

    /// `for name in sequence [if condition]`
    @inline(never) private mutating func parseComprehension(of body: Node) -> Node {
        advance()
        guard let name = parseName("a name after `for`") else { return missing(body.range) }
        guard take(.in) else {
            failExpression("`in` after `for \(name.text)`", help: ["a list is built by `[f(x) for x in xs]`"])
            return missing(body.range)
        }
        let sequence = parseExpression()
        let condition = take(.if) ? parseExpression() : nil
        return node(
            .comprehension(
                body: body.expression, name: name, sequence: sequence.expression, condition: condition?.expression), body.range,
            height: max(body.height, sequence.height, condition?.height ?? 0))
    }

    // MARK: - Records

    mutating func parseRecord() -> Node {
        var entries: [EntrySyntax] = []
        var height = 0
        var seen = SeenNames()
        let range = parseSequence { parser in
            guard let (entry, entryHeight) = parser.parseEntry() else { return }
            height = max(height, entryHeight)
            switch entry {
            case .field(let name, _), .shorthand(let name):
                parser.checkDuplicate(name, in: &seen, code: "duplicate-key") { "the record has two fields named \($0)" }
            case .spread: break
            }
            entries.append(entry)
        }
        return node(.record(entries), range, height: height)
    }

    private mutating func parseEntry() -> (EntrySyntax, height: Int)? {
        if take(.spread) {
            let value = parseExpression()
            return (.spread(value.expression), value.height)
        }
        if let label = parseArgumentLabel() {
            let value = parseExpression()
            return (.field(label.name, value.expression), value.height)
        }
        guard current.kind == .name else {
            failExpression("a field `name: value`", help: ["a block of statements stands only after `=` and `->`"])
            return nil
        }
        let name = parseLabel().name
        if isAt(.assign) {
            reportEquals("a field is named with `:`")
            advance()
            let value = parseExpression()
            return (.field(name, value.expression), value.height)
        }
        if current.startsOperand, current.kind != .name, stream.tokens[stream.position].kind != .newline {
            report(
                "missing-comma", "two values stand side by side", at: current.range,
                help: ["a field is written `\(name.text): …`"],
                fix: Fix("insert `:`", [insertion(at: name.range.end, ":")], .maybe))
            let value = parseExpression()
            return (.field(name, value.expression), value.height)
        }
        return (.shorthand(name), 0)
    }
}
