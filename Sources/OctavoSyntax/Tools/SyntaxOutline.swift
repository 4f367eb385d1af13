import OctavoSource

/// Facts about a tree that its tokens alone do not show, by byte offset.
struct SyntaxOutline {
    /// The first bytes of all statements, those of blocks included.
    private(set) var statementStarts: Set<Int> = []
    /// The first bytes of the choices of `case`.
    private(set) var choiceStarts: Set<Int> = []
    private(set) var documentation: [Int: String] = [:]
    /// The `{` of blocks and of `case`.
    private(set) var lineBraces: Set<Int> = []
    /// The `(` of `(e)`.
    private(set) var groups: Set<Int> = []
    /// The `-` that has no left side.
    private(set) var negations: Set<Int> = []
    /// The pipelines' `|`, first to last; `isMain` where the pipeline is the whole value of a statement.
    private(set) var pipelines: [(pipes: [Int], isMain: Bool)] = []

    /// The tokens in the order of their places, those in holes included, without comments and newlines.
    private let tokens: [Token]
    private let bytes: [UInt8]

    init(_ tree: SyntaxTree, _ lexer: Lexer) {
        bytes = tree.source.bytes
        tokens = Self.flatten(lexer.tokens, lexer.holes)
        for statement in tree.statements { visit(statement) }
    }

    private static func flatten(_ tokens: [Token], _ holes: [Int: [Lexer.Hole]]) -> [Token] {
        var result: [Token] = []
        for token in tokens {
            switch token.kind {
            case .newline, .comment, .documentation: continue
            case .text:
                result.append(token)
                for hole in holes[token.range.start] ?? [] { result += flatten(hole.tokens, holes) }
            default: result.append(token)
            }
        }
        return result
    }

    /// The index of the first token at or after `offset`.
    private func firstToken(from offset: Int) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].range.start < offset { low = middle + 1 } else { high = middle }
        }
        return min(low, tokens.count - 1)
    }

    private mutating func visit(_ statement: StatementSyntax) {
        statementStarts.insert(statement.range.start)
        documentation[statement.range.start] = statement.documentation
        switch statement.kind {
        case .importModule: break
        case .definition(_, let parameters, let body):
            for value in parameters.compactMap(\.defaultValue) { visit(value) }
            visit(body, isMain: true)
        case .binding(_, let value), .destructuring(_, let value), .expression(let value): visit(value, isMain: true)
        }
    }

    private mutating func visit(_ expression: ExpressionSyntax, isMain: Bool = false) {
        let start = expression.range.start
        switch expression.kind {
        case .pipe: return visitPipeline(expression, isMain: isMain)
        case .parenthesized: groups.insert(start)
        case .unary(.negate, _): negations.insert(start)
        case .integer where start < bytes.count && bytes[start] == UInt8(ascii: "-"): negations.insert(start)
        case .block(let statements, let value):
            lineBraces.insert(start)
            for statement in statements { visit(statement) }
            statementStarts.insert(value.range.start)
            return visit(value, isMain: true)
        case .choice(let choices, let otherwise):
            lineBraces.insert(tokens[min(firstToken(from: start) + 1, tokens.count - 1)].range.start)
            for choice in choices { choiceStarts.insert(choice.condition.range.start) }
            if let otherwise, let start = startOfElse(before: otherwise) { choiceStarts.insert(start) }
        default: break
        }
        var children: [ExpressionSyntax] = []
        expression.forEachChild { children.append($0) }
        for child in children { visit(child) }
    }

    /// The `else` of the choice `else -> value`.
    private func startOfElse(before value: ExpressionSyntax) -> Int? {
        let index = firstToken(from: value.range.start)
        return index >= 2 ? tokens[index - 2].range.start : nil
    }

    private mutating func visitPipeline(_ last: ExpressionSyntax, isMain: Bool) {
        var pipes: [Int] = []
        var expression = last
        while case .pipe(let input, let stage) = expression.kind {
            pipes.append(tokens[firstToken(from: input.range.end)].range.start)
            visit(stage)
            expression = input
        }
        visit(expression)
        pipelines.append((pipes.reversed(), isMain))
    }
}
