import OctavoSource

/// Statements of languages in which values change and programs loop.
extension Parser {
    // MARK: - Changes

    /// Whether `x += 1`, `x++`, `r.a = 1` or `xs[0] = 1` begins at `index`, where a name stands.
    func isChange(at index: Int) -> Bool { changeSign(at: index) != nil }

    /// The indices of the first token of the sign that changes, and of the one after it.
    private func changeSign(at index: Int) -> (start: Int, end: Int)? {
        let tokens = stream.tokens
        func follows(_ index: Int) -> Bool { tokens[index].range.start == tokens[index - 1].range.end }
        var next = index + 1
        switch tokens[min(next, tokens.count - 1)].kind {
        case .symbol(.plus), .symbol(.minus), .symbol(.star), .symbol(.slash):
            guard follows(next + 1) else { return nil }
            if tokens[next + 1].kind == .symbol(.assign) { return (next, next + 2) }
            let isDoubled = tokens[next].kind == tokens[next + 1].kind && tokens[next].kind == .symbol(.plus)
            let isLast = tokens[min(next + 2, tokens.count - 1)].kind == .newline || next + 2 >= tokens.count - 1
            return isDoubled && isLast ? (next, next + 2) : nil
        default: break
        }
        // A member or an item.
        let first = next
        while next < tokens.count - 1 {
            if tokens[next].kind == .symbol(.dot) {
                next += 2
            } else if tokens[next].kind == .symbol(.openBracket), let partner = stream.partner(of: next), partner > next {
                next = partner + 1
            } else {
                break
            }
        }
        return next > first && next < tokens.count && tokens[next].kind == .symbol(.assign) ? (next, next + 1) : nil
    }

    @inline(never) mutating func parseChange() -> StatementNode {
        let name = current
        guard let (start, end) = changeSign(at: currentIndex) else { return .expression(parseExpression()) }
        let sign = stream.tokens[start].range.joined(with: stream.tokens[end - 1].range)
        let written = text(name)
        let isPart = end == start + 1
        if isPart {
            let label = stream.tokens[start - 1]
            report(
                "assignment-in-expression", "values never change, so a part of `\(written)` cannot be set", at: sign,
                help: partHelp(of: written, label, endingAt: start))
        } else {
            let operation = source.text(in: stream.tokens[start].range)
            let isDoubled = stream.tokens[start + 1].kind != .symbol(.assign)
            report(
                "foreign-operator", "`\(source.text(in: sign))` is no operator: a name is bound again with `=`", at: sign,
                fix: Fix(
                    "write `\(written) = \(written) \(operation) …`",
                    [edit(name.range.end, sign.end, " = \(written) \(operation)" + (isDoubled ? " 1" : ""))]))
        }
        stream.position = end
        lastConsumed = sign
        if !isPart, stream.tokens[end - 1].kind != .symbol(.assign) {
            // What stands below is a statement of its own, though the line ends in a sign.
            recoveredAt = end
            return .expression(missing(name.range.joined(with: sign)))
        }
        let value = parseExpression()
        return .expression(missing(name.range.joined(with: value.range)))
    }

    /// How a value with another part is made, for `r.a = …`, `t["a"] = …` and `xs[0] = …`.
    private func partHelp(of written: String, _ label: Token, endingAt start: Int) -> [String] {
        if stream.tokens[start - 2].kind == .symbol(.dot) {
            return ["a record with another value in one field: `\(written) = {...\(written), \(text(label)): …}`"]
        }
        guard stream.tokens[start - 2].kind == .text else {
            return ["a new list is made of parts of the old: `[...xs[0..1], 5, ...xs[2..]]`"]
        }
        let quoted = text(stream.tokens[start - 2])
        let name = String(quoted.dropFirst().dropLast())
        let column = WrittenForm.isName(name) ? name : quoted
        return [
            "a table with another column: `\(written) = \(written) | derive(\(column): …)`, "
                + "a record with another field: `{...\(written), \(column): …}`"
        ]
    }

    // MARK: - Functions and texts

    /// `lambda x: x + 1`; `nil` where it does not begin here.
    @inline(never) mutating func parseWrittenLambda() -> Node? {
        let word = current
        guard word.kind == .name else { return nil }
        if text(word) == "function" { return parseWrittenFunction() }
        guard text(word) == "lambda", token(after: currentIndex).kind == .name else { return nil }
        advance()
        var names: [NameSyntax] = []
        while let name = parseName("a parameter's name") {
            names.append(name)
            if !take(.comma) { break }
        }
        let sign = current
        let list = names.map(\.text).joined(separator: ", ")
        let head = names.count == 1 ? list : "(\(list))"
        report(
            "foreign-keyword", "a function is written `\(head) -> …`", at: word.range,
            fix: isAt(.colon) ? Fix("write `\(head) -> …`", [edit(word.range.start, sign.range.end, "\(head) ->")]) : nil)
        guard take(.colon) || take(.arrow) else { return missing(word.range.joined(with: lastConsumed)) }
        let body = parseBody()
        return node(.lambda(parameters: names, body: body.expression), word.range.joined(with: body.range), over: body)
    }

    /// `function(x) x + 1` and `function(x) { return x + 1 }`; `nil` where no body stands behind the parentheses.
    private mutating func parseWrittenFunction() -> Node? {
        let index = currentIndex
        guard stream.tokens[index + 1].kind == .symbol(.openParenthesis), let partner = stream.partner(of: index + 1),
            partner > index,
            token(after: partner).startsOperand
        else { return nil }
        let word = advance()
        var names: [NameSyntax] = []
        parseSequence { parser in
            guard let name = parser.parseName("a parameter's name") else { return }
            names.append(name)
        }
        let list = names.map(\.text).joined(separator: ", ")
        let head = names.count == 1 ? list : "(\(list))"
        let count = diagnostics.count
        report(
            "foreign-keyword", "a function is written `\(head) -> …`", at: word.range,
            fix: Fix("write `\(head) -> …`", [edit(word.range.start, lastConsumed.end, "\(head) ->")]))
        let body = parseBody()
        joinHabits(since: count)
        return node(.lambda(parameters: names, body: body.expression), word.range.joined(with: body.range), over: body)
    }

    /// `f"…{x}…"`; `nil` where no text stands right behind one letter.
    @inline(never) mutating func parsePrefixedText(after callee: Node) -> Node? {
        let token = current
        guard token.kind == .text, token.range.start == callee.range.end, callee.range.count == 1 else { return nil }
        let letter = source.text(in: callee.range)
        guard ["f", "r", "b", "u", "s"].contains(letter) else { return nil }
        var edits = [edit(callee.range.start, callee.range.end, "")]
        if letter == "f" || letter == "s" {
            for offset in token.range.start..<token.range.end {
                switch source.bytes[offset] {
                case UInt8(ascii: "{"): edits.append(edit(offset, offset + 1, "\\("))
                case UInt8(ascii: "}"): edits.append(edit(offset, offset + 1, ")"))
                default: break
                }
            }
        }
        report(
            "foreign-operator", "a text takes no letter in front", at: callee.range,
            help: letter == "r"
                ? ["between single quotes a backslash is a backslash: `'\\d'`"] : ["a value is put into a text by `\\(…)`"],
            fix: Fix("write a text of this language", edits, .maybe))
        let text = parseText()
        return missing(callee.range.joined(with: text.range))
    }

    // MARK: - Neighbours

    /// `"He said "hi""` and `'it''s'`: a text ends where a quote was meant to be part of it.
    @inline(never) mutating func reportUnescapedQuote() -> Bool {
        let token = current
        guard token.range.start == lastConsumed.end, let quote = source.bytes[..<token.range.start].last,
            quote == Characters.doubleQuote || quote == Characters.singleQuote
        else { return false }
        let isDoubled = token.kind == .text && source.bytes[token.range.start] == quote
        guard token.kind == .name || isDoubled else { return false }
        linesWithStrayQuotes.insert(source.line(at: token.range.start))
        let sign = quote == Characters.doubleQuote ? "\"" : "'"
        fail(
            "missing-operator", "the text ends at the `\(sign)` before \(describe(token))",
            help: [
                quote == Characters.doubleQuote
                    ? "a quote inside a text is written `\\\"`" : "a text with a `'` in it stands between double quotes"
            ])
        skip { $0.kind == .newline || $0.kind == .symbol(.semicolon) }
        return true
    }

    /// `5 days`: a unit that does not stand behind its number.
    @inline(never) mutating func reportSpacedUnit() -> Bool {
        let token = current
        guard token.kind == .name, let unit = NumberLiteral.unit(named: text(token)), lastConsumed.end > 0,
            Characters.isDigit(source.bytes[lastConsumed.end - 1]), stream.tokens[stream.position].kind != .newline
        else { return false }
        report(
            "unknown-unit", "a unit stands right behind its number", at: token.range,
            fix: Fix("write `\(source.text(in: lastConsumed))\(unit)`", [edit(lastConsumed.end, token.range.end, unit)]))
        advance()
        return true
    }
}
