import OctavoSource

/// The tokens a parser looks at: no comments, no two newlines in a row, and every bracket with its partner.
struct TokenStream {
    let tokens: [Token]
    /// For each bracket the index of the one that answers it, -1 for every other token and where none does.
    private let partners: [Int]
    /// The next token that was not consumed; a newline there may or may not mean something.
    var position = 0

    /// `all` ends in `end`.
    init(_ all: [Token]) {
        var tokens: [Token] = []
        tokens.reserveCapacity(all.count)
        for token in all {
            switch token.kind {
            case .comment, .documentation: continue
            case .newline where tokens.last?.kind == .newline: continue
            default: tokens.append(token)
            }
        }
        self.tokens = tokens
        partners = Self.findPartners(tokens)
    }

    /// The index of the first token that starts at `offset` or after it. O(log tokens).
    func index(from offset: Int) -> Int {
        var low = 0
        var high = tokens.count - 1
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].range.start < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func partner(of index: Int) -> Int? { partners[index] >= 0 ? partners[index] : nil }

    /// A closing bracket answers the nearest open one of its kind; those opened since then stay open.
    private static func findPartners(_ tokens: [Token]) -> [Int] {
        var partners = [Int](repeating: -1, count: tokens.count)
        var open: [(index: Int, closer: Symbol)] = []
        var openCount: [Symbol: Int] = [:]
        for (index, token) in tokens.enumerated() {
            guard case .symbol(let symbol) = token.kind else { continue }
            if let closer = symbol.closer {
                open.append((index, closer))
                openCount[closer, default: 0] += 1
            } else if symbol.isCloser, openCount[symbol, default: 0] > 0 {
                while let last = open.popLast() {
                    openCount[last.closer, default: 0] -= 1
                    guard last.closer == symbol else { continue }
                    partners[last.index] = index
                    partners[index] = last.index
                    break
                }
            }
        }
        return partners
    }
}

extension Symbol {
    /// The bracket that answers this one.
    var closer: Symbol? {
        switch self {
        case .openParenthesis: .closeParenthesis
        case .openBracket: .closeBracket
        case .openBrace: .closeBrace
        default: nil
        }
    }

    var isCloser: Bool { self == .closeParenthesis || self == .closeBracket || self == .closeBrace }

    /// Whether an expression can end with this token. A newline after any other is a space.
    var canEndExpression: Bool { isCloser || self == .semicolon }
}

extension Keyword {
    var canEndExpression: Bool { self == .true || self == .false || self == .null }
}

extension Token {
    /// Whether an expression that stands beside another one begins here: what may not follow an expression unseparated.
    var startsOperand: Bool {
        switch kind {
        case .name, .integer, .float, .percent, .duration, .size, .date, .instant, .text, .columnDot,
            .keyword(.true), .keyword(.false), .keyword(.null), .symbol(.openBrace):
            true
        default: false
        }
    }

    var comparison: BinaryOperatorSyntax? {
        switch kind {
        case .symbol(.equal): .equal
        case .symbol(.notEqual): .notEqual
        case .symbol(.less): .less
        case .symbol(.lessOrEqual): .lessOrEqual
        case .symbol(.greater): .greater
        case .symbol(.greaterOrEqual): .greaterOrEqual
        case .keyword(.in): .isIn
        default: nil
        }
    }

    /// Whether this token joins two expressions, `|` and `not in` aside.
    var isBinaryOperator: Bool {
        switch kind {
        case .symbol(.plus), .symbol(.minus), .symbol(.star), .symbol(.slash), .symbol(.caret), .symbol(.coalesce),
            .symbol(.range),
            .keyword(.and), .keyword(.or):
            true
        default: comparison != nil
        }
    }
}
