import OctavoSource

/// Statements of other languages that have no counterpart of the same form: one message for all that belongs to them.
extension Parser {
    // MARK: - Statements that begin with a word

    /// What to say of a word that begins a statement elsewhere.
    private struct ForeignOpening {
        let message: String
        let help: [String]
    }

    /// `SELECT a FROM t`, `class A: …`, `/* … */` and their kind, up to their end; `nil` where none begins here.
    @inline(never) mutating func parseForeignStatement() -> StatementNode? {
        guard let opening = foreignOpening() else { return nil }
        let (start, isQuery) = (current.range, isQuery(at: currentIndex))
        report("foreign-keyword", opening.message, at: start, help: opening.help)
        skipBlock(from: start.start, isQuery: isQuery)
        return .expression(missing(start.joined(with: lastConsumed)))
    }

    private func foreignOpening() -> ForeignOpening? {
        let index = currentIndex
        let (token, next) = (stream.tokens[index], stream.tokens[min(index + 1, stream.tokens.count - 1)])
        if token.kind == .symbol(.slash), next.kind == .symbol(.star) || next.kind == .unknown && text(next) == "**" {
            return ForeignOpening(message: "`/*` has no meaning: a comment starts with `#`", help: [])
        }
        guard token.kind == .name else { return nil }
        if isQuery(at: index) {
            return ForeignOpening(
                message: "`\(text(token))` begins a statement of SQL, and a query is a pipeline here",
                help: ["`t | filter(.n > 3) | summarize(n: count(), by: .a) | sort(desc(.n)) | head(5)`"])
        }
        let isBesideOperand = next.startsOperand
        switch text(token) {
        case "from" where next.kind == .name:
            return ForeignOpening(
                message: "`from` begins no statement: every function is there without it",
                help: ["a file of one's own: `import \"tools.octavo\" as tools`"])
        case "class" where isBesideOperand, "struct" where isBesideOperand:
            return ForeignOpening(
                message: "there are no classes: a record holds fields, and functions take it", help: ["`r = {name: \"a\", n: 1}`"]
            )
        case "with" where isBesideOperand:
            return ForeignOpening(
                message: "there is no `with`: nothing is open that would have to be closed",
                help: ["`load(\"path\")` reads a file"])
        case "assert" where isBesideOperand:
            return ForeignOpening(
                message: "there is no `assert`: `expect` holds a value to conditions",
                help: ["`t | expect(.n > 0, count() >= 1)`"])
        case "raise" where isBesideOperand, "throw" where isBesideOperand:
            return ForeignOpening(
                message: "`\(text(token))` begins no statement: `expect` fails where a condition does not hold",
                help: ["`x | expect(. > 0)`"])
        case "del" where isBesideOperand:
            return ForeignOpening(message: "names are not removed: one that is bound again hides the earlier one", help: [])
        case "async" where isBesideOperand, "await" where isBesideOperand:
            return ForeignOpening(
                message: "`\(text(token))` is not needed: what does not depend on each other runs side by side by itself",
                help: [])
        case "match" where isBesideOperand, "switch" where isBesideOperand || opensBlock(afterBracketAt: index + 1):
            return ForeignOpening(
                message: "`\(text(token))` begins no statement: choices are conditions in a `case`",
                help: ["`case { x == 1 -> \"a\", x == 2 -> \"b\", else -> \"c\" }`"])
        case "while" where isBesideOperand || next.kind == .keyword(.not) || opensBlock(afterBracketAt: index + 1):
            return Self.loop("while")
        default: return nil
        }
    }

    /// `for x in xs …` up to its end.
    @inline(never) mutating func parseLoop() -> StatementNode {
        let (start, opening) = (current.range, Self.loop("for"))
        report("foreign-keyword", opening.message, at: start, help: opening.help)
        skipBlock(from: start.start)
        return .expression(missing(start.joined(with: lastConsumed)))
    }

    private static func loop(_ word: String) -> ForeignOpening {
        ForeignOpening(
            message: "there are no loops: `\(word)` begins no statement",
            help: ["a list is made from another by `[f(x) for x in xs]`, one value from a list by `fold`; verbs walk tables"])
    }

    /// Whether `(…) {` or `(…):` stands at `index`.
    private func opensBlock(afterBracketAt index: Int) -> Bool {
        guard index < stream.tokens.count, stream.tokens[index].kind == .symbol(.openParenthesis),
            let partner = stream.partner(of: index), partner > index
        else { return false }
        let next = stream.tokens[partner + 1].kind
        return next == .symbol(.openBrace) || next == .symbol(.colon)
    }

    // MARK: - Queries

    /// Whether a statement of SQL begins at `index`.
    private func isQuery(at index: Int) -> Bool {
        let next = stream.tokens[min(index + 1, stream.tokens.count - 1)]
        switch text(stream.tokens[index]).lowercased() {
        case "select":
            let isStar = next.kind == .symbol(.star)
            guard isStar || next.kind == .name || next.kind == .text || next.kind == .integer else { return false }
            return text(stream.tokens[index]) == "SELECT" || lineHolds("from", after: index)
        case "insert": return isWord("into", next)
        case "delete": return isWord("from", next)
        case "create": return isWord("table", next) || isWord("view", next)
        case "update": return next.kind == .name && lineHolds("set", after: index)
        case "from": return next.kind == .name && !lineHolds("import", after: index)
        case "with": return next.kind == .name && lineHolds("as", after: index) && lineHolds("select", after: index)
        default: return false
        }
    }

    private func isWord(_ word: String, _ token: Token) -> Bool {
        (token.kind == .name || token.kind == .keyword(.import) || token.kind == .keyword(.as))
            && text(token).lowercased() == word
    }

    /// Whether `word` stands in the statement's first lines.
    private func lineHolds(_ word: String, after index: Int) -> Bool {
        stream.tokens[index...].prefix(60).prefix { $0.kind != .symbol(.semicolon) }.contains { isWord(word, $0) }
    }

    // MARK: - Blocks by indentation

    /// Words that go on with the statement above at its own indentation.
    private static let blockWords: Set<String> = ["else", "elif", "elsif", "elseif", "except", "catch", "finally", "end"]
    private static let queryWords: Set<String> = [
        "from", "where", "group", "order", "having", "limit", "join", "left", "inner", "union", "and", "or", "set", "values",
    ]

    private func goesOnAbove(_ index: Int, _ words: Set<String>) -> Bool {
        words.contains(text(stream.tokens[index]).lowercased()) && stream.tokens[index + 1].kind != .symbol(.assign)
    }

    /// Moves past the line, the lines below that are indented more than the one at `start`, and those that go on with it.
    @inline(never) mutating func skipBlock(from start: Int, isQuery: Bool = false) {
        let words = isQuery ? Self.queryWords : Self.blockWords
        let indentation = indentation(at: start)
        while true {
            skip { $0.kind == .newline || $0.kind == .symbol(.semicolon) }
            let position = stream.position
            guard stream.tokens[position].kind == .newline, position + 1 < stream.tokens.count - 1, position + 1 != closer else {
                return
            }
            let next = stream.tokens[position + 1]
            let below = self.indentation(at: next.range.start)
            // A line that begins with `|` would go on with this statement too.
            let isPart =
                below > indentation || currentIndex != position || (below == indentation && goesOnAbove(position + 1, words))
            guard isPart else { return }
            stream.position = position + 1
        }
    }

    /// How many blanks the line of `offset` begins with.
    func indentation(at offset: Int) -> Int {
        var start = offset
        while start > 0, !Characters.isNewline(source.bytes[start - 1]) { start -= 1 }
        var end = start
        while end < source.bytes.count, Characters.isBlank(source.bytes[end]) { end += 1 }
        return end - start
    }

    /// Whether statements stand here, so that the lines below may be taken as part of one.
    var isAmongStatements: Bool { context.kind == .program || context.kind == .block }

    /// `if a:` and the lines of its block; `nil` where that is not what stands here.
    @inline(never) mutating func parseIfWithColon(_ start: ByteRange, _ condition: Node) -> Node? {
        guard isAt(.colon), isAmongStatements, !hasFailedHere else { return nil }
        report(
            "missing-then", "a choice is written `if a then b else c`, without `:`", at: current.range,
            secondary: [Diagnostic.Label(place(start), "this `if`")])
        skipBlock(from: start.start)
        return missing(start.joined(with: lastConsumed))
    }

    /// `try: … except: …` and `try { … } catch (e) { … }`; `nil` where neither stands here.
    @inline(never) mutating func parseTryBlock(_ start: ByteRange) -> Node? {
        guard isAmongStatements else { return nil }
        if !isAt(.colon) {
            guard isAt(.openBrace), let partner = stream.partner(of: currentIndex), partner > currentIndex else { return nil }
            let after = stream.tokens[partner + 1].kind == .newline ? partner + 2 : partner + 1
            guard ["catch", "except", "finally"].contains(text(stream.tokens[after])) else { return nil }
        }
        report(
            "foreign-keyword", "`try` is an expression: `try a else b` gives `b` where `a` fails", at: start)
        skipBlock(from: start.start)
        return missing(start.joined(with: lastConsumed))
    }

    /// `case x { 1 -> … }`, where each choice is a condition of its own here; `nil` where no value stands here.
    @inline(never) mutating func parseCaseOfValue(_ start: ByteRange) -> Node? {
        guard current.startsOperand, !isTrying else { return nil }
        var brace = currentIndex
        while brace < stream.tokens.count - 1, stream.tokens[brace].kind != .symbol(.openBrace),
            stream.tokens[brace].kind != .newline
        {
            brace += 1
        }
        guard stream.tokens[brace].kind == .symbol(.openBrace), let partner = stream.partner(of: brace), partner > brace else {
            return nil
        }
        let value = source.text(in: ByteRange(current.range.start, stream.tokens[brace - 1].range.end))
        report(
            "expected-expression", "`case` takes no value: each of its choices is a condition", at: current.range,
            help: ["`case { \(value.count > 30 ? "x" : value) == 1 -> \"a\", else -> \"b\" }`"])
        lastConsumed = stream.tokens[partner].range
        stream.position = partner + 1
        return missing(start.joined(with: lastConsumed))
    }
}
