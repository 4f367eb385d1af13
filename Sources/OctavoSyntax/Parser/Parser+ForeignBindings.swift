import OctavoSource

/// Bindings and definitions as other languages write them. Each is reported once and read as what it means, so that the names it
/// binds are known below.
extension Parser {
    /// The statement at the current token, if it is one of these.
    @inline(never) mutating func parseForeignBinding() -> StatementNode? {
        let index = currentIndex
        let tokens = stream.tokens
        func kind(_ offset: Int) -> Token.Kind { tokens[min(index + offset, tokens.count - 1)].kind }
        switch tokens[index].kind {
        case .symbol(.openBracket), .symbol(.openParenthesis):
            guard let partner = stream.partner(of: index), partner > index, tokens[partner + 1].kind == .symbol(.assign) else {
                return nil
            }
            return parseListBinding(signAt: partner + 1)
        case .name where kind(1) == .symbol(.comma): return parseBareListBinding()
        case .name where kind(1) == .symbol(.less) && kind(2) == .symbol(.minus): return parseArrowBinding()
        case .name where kind(1) == .symbol(.colon): return parseColonBinding()
        case .name where kind(1) == .name: return parseCurriedDefinition()
        default: return nil
        }
    }

    // MARK: - Several names

    /// `[a, b] = xs` and `(a, b) = xs`
    private mutating func parseListBinding(signAt sign: Int) -> StatementNode {
        let names = stream.tokens[currentIndex..<sign].filter { $0.kind == .name }
        return parseListBinding(of: names, signAt: sign)
    }

    /// `a, b = 1, 2`
    private mutating func parseBareListBinding() -> StatementNode? {
        let tokens = stream.tokens
        var (index, names) = (currentIndex, [tokens[currentIndex]])
        while index + 2 < tokens.count, tokens[index + 1].kind == .symbol(.comma), tokens[index + 2].kind == .name {
            index += 2
            names.append(tokens[index])
        }
        guard tokens[min(index + 1, tokens.count - 1)].kind == .symbol(.assign) else { return nil }
        return parseListBinding(of: names, signAt: index + 1)
    }

    private mutating func parseListBinding(of names: [Token], signAt sign: Int) -> StatementNode {
        let start = current.range
        report(
            "foreign-operator", "`=` binds one name, or the fields of a record: `{a, b} = r`",
            at: start.joined(with: stream.tokens[sign - 1].range),
            help: ["the items of a list are bound one by one: `a = xs[0]`"])
        stream.position = sign
        lastConsumed = stream.tokens[sign].range
        skipToEndOfContext()
        var seen: Set<String> = []
        let bound = names.filter { seen.insert(text($0)).inserted }.map { NameSyntax(text($0), $0.range) }
        return StatementNode(
            kind: .destructuring(names: bound, value: missing(start.joined(with: lastConsumed)).expression), height: 1,
            isDefinition: true)
    }

    // MARK: - Other signs

    /// `x <- 5`; `nil` for the comparison `x <-5`.
    private mutating func parseArrowBinding() -> StatementNode? {
        let tokens = stream.tokens
        let index = currentIndex
        let (less, minus) = (tokens[index + 1].range, tokens[index + 2].range)
        guard minus.start == less.end, index + 3 < tokens.count, tokens[index + 3].range.start > minus.end else { return nil }
        return parseBinding(signs: less.joined(with: minus), endingAt: index + 3)
    }

    /// `x: int = 5` and `f: x -> x + 1`
    private mutating func parseColonBinding() -> StatementNode? {
        let tokens = stream.tokens
        let index = currentIndex
        let colon = tokens[index + 1].range
        var next = index + 2
        while next < tokens.count - 1, next < index + 12,
            ![.newline, .symbol(.semicolon), .symbol(.assign)].contains(tokens[next].kind)
        {
            next += 1
        }
        guard tokens[next].kind == .symbol(.assign) else { return parseBinding(signs: colon, endingAt: index + 2) }
        let name = advance()
        let type = ByteRange(colon.start, tokens[next - 1].range.end)
        report(
            "foreign-operator", "a name has no declared type: its value says what it is", at: type,
            fix: Fix("remove the type", [edit(type.start, type.end, "")]))
        stream.position = next + 1
        lastConsumed = tokens[next].range
        return binding(of: name)
    }

    /// `name SIGN body`, with another sign than `=`.
    private mutating func parseBinding(signs: ByteRange, endingAt next: Int) -> StatementNode {
        let name = advance()
        report(
            "foreign-operator", "`\(source.text(in: signs))` is written `=`", at: signs,
            fix: .replace(place(signs), with: signs.start == name.range.end ? " =" : "="))
        stream.position = next
        lastConsumed = signs
        return binding(of: name)
    }

    private mutating func binding(of name: Token) -> StatementNode {
        let body = parseBody()
        return StatementNode(
            kind: .binding(name: NameSyntax(text(name), name.range), value: body.expression), height: body.height,
            isDefinition: true)
    }

    // MARK: - Definitions

    /// `f x y = body`; `nil` where the names do not end in `=`.
    private mutating func parseCurriedDefinition() -> StatementNode? {
        let tokens = stream.tokens
        let start = currentIndex
        var end = start + 1
        while tokens[end].kind == .name { end += 1 }
        guard tokens[end].kind == .symbol(.assign) else { return nil }
        let names = tokens[start..<end].map { NameSyntax(text($0), $0.range) }
        let parameters = names.dropFirst().map(\.text)
        let (first, last) = (tokens[start].range, tokens[end - 1].range)
        let head = "\(names[0].text)(\(parameters.joined(separator: ", ")))"
        report(
            "missing-call-parentheses", "a function is defined by `\(head) = …`",
            at: ByteRange(tokens[start + 1].range.start, last.end),
            fix: Fix("write `\(head) = …`", [edit(first.end, last.end, head.dropFirst(names[0].text.count).description)]))
        stream.position = end + 1
        lastConsumed = tokens[end].range
        let body = parseBody()
        return StatementNode(
            kind: .definition(name: names[0], parameters: names.dropFirst().map { ParameterSyntax($0) }, body: body.expression),
            height: body.height, isDefinition: true)
    }

    /// The sign of `f(x): body`, `f(x) -> body` or `f(x) { body }`; gives the body where it is left out because it cannot be one.
    @inline(never) mutating func parseDefinitionSign(after list: ByteRange, from start: Int) -> Node? {
        if isAt(.openBrace) {
            report(
                "foreign-operator", "a function is defined with `=`", at: current.range,
                fix: Fix("insert `=`", [insertion(at: current.range.start, list.end < current.range.start ? "= " : " = ")]))
            return nil
        }
        let sign = advance()
        if sign.kind == .symbol(.colon), stream.tokens[stream.position].kind == .newline, hasSeveralLinesBelow(start) {
            report(
                "foreign-operator", "a function of several statements is written `f(x) = { … }`, the last being its value",
                at: sign.range)
            skipBlock(from: start)
            return missing(sign.range.joined(with: lastConsumed))
        }
        report(
            "foreign-operator", "a function is defined with `=`", at: sign.range,
            fix: .replace(place(sign.range), with: sign.range.start > list.end ? "=" : " ="))
        return current.kind == .end ? missing(sign.range) : nil
    }

    /// Whether two lines below the current newline are indented more than the statement at `start`.
    private func hasSeveralLinesBelow(_ start: Int) -> Bool {
        let indentation = indentation(at: start)
        let newlines = stream.tokens[stream.position...].indices.lazy.filter { self.stream.tokens[$0].kind == .newline }.prefix(2)
        return newlines.count == 2
            && newlines.allSatisfy { index in
                index + 1 < self.stream.tokens.count - 1
                    && self.indentation(at: self.stream.tokens[index + 1].range.start) > indentation
            }
    }

    // MARK: - Words in front

    private static let valueWords: Set<String> = ["let", "var", "const", "val"]
    private static let functionWords: Set<String> = ["def", "fn", "func", "function", "fun"]

    /// `let x = 1`, `def f(x) …` and `return x`: the word is reported and left out. Gives whether there was one.
    @inline(never) mutating func dropForeignKeyword() -> Bool {
        let token = current
        let next = stream.tokens[min(currentIndex + 1, stream.tokens.count - 1)]
        guard token.kind == .name else { return false }
        let word = text(token)
        let message: String
        if word == "return" {
            guard next.startsOperand || next.kind == .symbol(.openBracket) || next.kind == .symbol(.minus) else { return false }
            message = "`return` is not needed: a body's last expression is its value"
        } else {
            let opensPattern = next.kind == .symbol(.openBracket) || next.kind == .symbol(.openBrace)
            guard next.kind == .name || (opensPattern && Self.valueWords.contains(word)) else { return false }
            if Self.valueWords.contains(word) {
                message = "`\(word)` is not needed: a name is bound by `name = value`"
            } else if Self.functionWords.contains(word) {
                message = "`\(word)` is not needed: a function is defined by `name(a) = body`"
            } else {
                return false
            }
        }
        report(
            "foreign-keyword", message, at: token.range,
            fix: Fix("remove `\(word)`", [edit(token.range.start, next.range.start, "")]))
        advance()
        return true
    }

    /// Makes one message of what was said since the word in front was: its fix mends the other signs too. Where one of them takes
    /// more than a fix, that one's message is the one.
    @inline(never) mutating func joinHabits(since first: Int) {
        guard first < diagnostics.count, let fix = diagnostics[first].fix else { return }
        let habits: Set<DiagnosticCode> = ["foreign-keyword", "foreign-operator", "missing-call-parentheses"]
        let rest = diagnostics[(first + 1)...]
        if let larger = rest.first(where: { habits.contains($0.code) && $0.fix == nil }) {
            diagnostics.replaceSubrange(first..., with: [larger] + rest.filter { !habits.contains($0.code) })
            return
        }
        let joined = rest.filter { habits.contains($0.code) && $0.fix?.applicability == .certain }
        guard !joined.isEmpty else { return }
        let places = Set(joined.map(\.firstByte))
        diagnostics.removeSubrange((first + 1)...)
        diagnostics += rest.filter { !places.contains($0.firstByte) }
        diagnostics[first].fix = Fix(fix.title + " and what goes with it", fix.edits + joined.flatMap { $0.fix?.edits ?? [] })
    }
}
