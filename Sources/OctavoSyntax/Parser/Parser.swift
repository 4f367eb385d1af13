package import OctavoSource

/// Tokens to a tree by recursive descent, one function a rule of the grammar. Never fails: what cannot be read becomes
/// `.missing` with a diagnostic, and reading goes on at the next `|`, separator, closing bracket or line.
package struct Parser {
    package enum Mode: Sendable {
        /// A file or a notebook's cell.
        case cell
        /// What was typed at a prompt: a `|` at the start continues the last value, `_`.
        case entry
    }

    /// More messages than this help nobody.
    package static let maximumDiagnostics = 20
    /// Brackets, `not`, `-`, `^`, `if` and bodies inside each other; keeps the parser's own calls off the stack's end.
    package static let maximumDepth = 200
    /// Levels of the tree, long chains of operators and stages included; keeps whoever walks it off the stack's end.
    package static let maximumHeight = 500

    let source: Source
    let mode: Mode
    let holes: [Int: [Lexer.Hole]]
    /// The text of the `##` lines that stand directly above a token, by that token's first byte.
    let documentation: [Int: String]
    var stream: TokenStream
    var context = Context(.program)
    var depth = 0
    var diagnostics: [Diagnostic] = []
    /// Of the token consumed last.
    var lastConsumed = ByteRange(0, 0)
    /// The first byte of the token where reading last failed; nothing more is said there.
    var lastFailure = -1
    /// Where skipping stopped last: a newline there ends the line whatever was skipped.
    var recoveredAt = -1
    var failedAtEnd = false
    var failedElsewhere = false
    var isTooDeep = false
    /// Where a text ended too early, so that what its last quote opens says nothing new.
    var linesWithStrayQuotes: Set<Int> = []
    /// Inside an attempt that may be undone; attempts within attempts would take exponential time.
    var isTrying = false

    /// The tree of `source`, with at most `maximumDiagnostics` diagnostics in the order of their places.
    package static func parse(_ source: Source, mode: Mode) -> SyntaxTree {
        var lexer = Lexer(source)
        lexer.run()
        var parser = Parser(source, lexer, mode)
        let statements = parser.parseProgram()
        let stray = parser.linesWithStrayQuotes
        let lexical = lexer.diagnostics.filter { $0.code != "unclosed-text" || !stray.contains(source.line(at: $0.firstByte)) }
        let (all, limit) = (lexical + parser.diagnostics, maximumDiagnostics)
        let sorted = all.enumerated().sorted { ($0.element.firstByte, $0.offset) < ($1.element.firstByte, $1.offset) }
        // The open `"""` is reported by the lexer and is the only thing more text can repair there.
        let failedEarlier = parser.failedElsewhere || lexer.diagnostics.count > (lexer.endsInsideText ? 1 : 0)
        return SyntaxTree(
            source: source, statements: statements, tokens: lexer.tokens, diagnostics: sorted.prefix(limit).map(\.element),
            isIncomplete: (parser.failedAtEnd || lexer.endsInsideText) && !failedEarlier)
    }

    private init(_ source: Source, _ lexer: Lexer, _ mode: Mode) {
        self.source = source
        self.mode = mode
        holes = lexer.holes
        documentation = Self.findDocumentation(source, lexer.tokens)
        stream = TokenStream(lexer.tokens)
    }

    /// Lines of documentation and the token below them with no blank line between.
    private static func findDocumentation(_ source: Source, _ tokens: [Token]) -> [Int: String] {
        var found: [Int: String] = [:]
        var lines: [String] = []
        var newlines = 0
        for token in tokens {
            switch token.kind {
            case .newline: newlines += 1
            case .documentation:
                if newlines > 1 { lines = [] }
                newlines = 0
                let line = ByteRange(token.range.start + 2, token.range.end)
                let text = source.text(in: Characters.trimmingBlanks(line, in: source.bytes))
                lines.append(text.hasPrefix(" ") ? String(text.dropFirst()) : text)
            default:
                if !lines.isEmpty && newlines == 1 && token.kind != .comment {
                    found[token.range.start] = lines.joined(separator: "\n")
                }
                lines = []
                newlines = 0
            }
        }
        return found
    }

    // MARK: - Contexts

    /// What the innermost open bracket means for newlines and commas.
    struct Context {
        enum Kind { case program, block, choices, parentheses, sequence, index, hole }

        let kind: Kind
        /// The index of the opening bracket.
        let opener: Int?
        /// The index of the first bracket that closes this context or, where this one is never closed, one around it. Going on after
        /// a failure stops there.
        let limit: Int?
        /// `if` and `try` whose `else` has not come yet.
        var openConditions = 0

        init(_ kind: Kind, opener: Int? = nil, limit: Int? = nil) {
            self.kind = kind
            self.opener = opener
            self.limit = limit
        }

        var ignoresNewlines: Bool {
            switch kind {
            case .program, .block, .choices: false
            case .parentheses, .sequence, .index, .hole: true
            }
        }
    }

    /// Goes inside the bracket at `opener`, which was not consumed yet; gives the context to go back to.
    mutating func enter(_ kind: Context.Kind) -> Context {
        let outer = context
        let opener = currentIndex
        advance()
        context = Context(kind, opener: opener, limit: stream.partner(of: opener) ?? outer.limit)
        return outer
    }

    /// The bracket that closes the innermost open one; `nil` where none does, and in a program.
    var closer: Int? { context.opener.flatMap { stream.partner(of: $0) } }

    /// Whether nothing of the innermost bracket is left.
    var isAtCloser: Bool { closer.map { currentIndex >= $0 } ?? false }

    // MARK: - Cursor

    var currentIndex: Int {
        let index = stream.position
        guard stream.tokens[index].kind == .newline, isSpace(newlineAt: index) else { return index }
        return index + 1
    }

    var current: Token { stream.tokens[currentIndex] }

    /// The token after `index`, newlines skipped where they are spaces anyway.
    func token(after index: Int) -> Token {
        let next = min(index + 1, stream.tokens.count - 1)
        guard context.ignoresNewlines, stream.tokens[next].kind == .newline else { return stream.tokens[next] }
        return stream.tokens[next + 1]
    }

    @discardableResult mutating func advance() -> Token {
        let index = currentIndex
        let token = stream.tokens[index]
        if token.kind == .end {
            stream.position = index
        } else {
            stream.position = index + 1
            lastConsumed = token.range
        }
        return token
    }

    func isAt(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) }

    func isAt(_ keyword: Keyword) -> Bool { current.kind == .keyword(keyword) }

    /// Consumes `symbol` if it is next.
    mutating func take(_ symbol: Symbol) -> Bool {
        guard isAt(symbol) else { return false }
        advance()
        return true
    }

    mutating func take(_ keyword: Keyword) -> Bool {
        guard isAt(keyword) else { return false }
        advance()
        return true
    }

    func text(_ token: Token) -> String { source.text(in: token.range) }

    /// LANGUAGE.md section 3, "Newlines".
    private func isSpace(newlineAt index: Int) -> Bool {
        if context.ignoresNewlines || index == 0 { return true }
        if index != recoveredAt && !canEndExpression(index - 1) { return true }
        let next = stream.tokens[index + 1]
        switch next.kind {
        case .symbol(.pipe), .symbol(.coalesce), .keyword(.and), .keyword(.or), .keyword(.then): return true
        case .keyword(.else): return context.openConditions > 0
        case .unknown: return ["|>", "%>%", "||", "&&", "&"].contains(text(next))
        default: return false
        }
    }

    private func canEndExpression(_ index: Int) -> Bool {
        let token = stream.tokens[index]
        switch token.kind {
        case .symbol(let symbol): return symbol.canEndExpression
        case .keyword(let keyword): return keyword.canEndExpression || isLabel(index)
        case .unknown: return foreignOperator(token) == nil
        default: return true
        }
    }

    /// Whether the keyword at `index` is the name after a dot.
    private func isLabel(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        let before = stream.tokens[index - 1]
        return before.range.end == stream.tokens[index].range.start && (before.kind == .columnDot || before.kind == .symbol(.dot))
    }
}

extension Diagnostic {
    /// Where the primary label starts.
    var firstByte: Int { primary?.range.bytes.start ?? 0 }
}
