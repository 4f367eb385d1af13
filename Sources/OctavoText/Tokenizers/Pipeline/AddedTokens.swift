import CKernels

/// Tokens beside those of the model, which a text is searched for before the model sees it.
package struct AddedTokens: Sendable {
    package struct Token: Sendable {
        package let id: Int32
        package let content: [UInt8]
        /// One of the marks that models are given by programs, such as the end of a text. Where its name is written in a text it is
        /// text like any other, so that nobody can give a model such a mark through data.
        package let isSpecial: Bool
        /// Only where no letter or digit stands beside it.
        package let isWord: Bool
        /// Takes the white space before it, or behind it.
        package let stripsLeft: Bool
        package let stripsRight: Bool
        /// Searched for in the normalized text.
        package let isNormalized: Bool

        package init(
            id: Int32, content: [UInt8], isSpecial: Bool, isWord: Bool = false, stripsLeft: Bool = false,
            stripsRight: Bool = false, isNormalized: Bool = false
        ) {
            self.id = id
            self.content = content
            self.isSpecial = isSpecial
            self.isWord = isWord
            self.stripsLeft = stripsLeft
            self.stripsRight = stripsRight
            self.isNormalized = isNormalized
        }
    }

    package let tokens: [Token]
    /// What they say in a decoded text.
    private let names: [Int32: [UInt8]]
    /// Those that are searched for in the text as it is, and in the normalized one.
    let plain: TokenSearch
    let normalized: TokenSearch

    /// None.
    package init() {
        tokens = []
        names = [:]
        plain = TokenSearch([])
        normalized = TokenSearch([])
    }

    package init(_ tokens: [Token], _ normalizers: [TokenNormalizer]) throws(TokenizingError) {
        self.tokens = tokens
        var names = Dictionary(tokens.map { ($0.id, $0.content) }, uniquingKeysWith: { $1 })
        plain = TokenSearch(tokens.filter { !$0.isNormalized }.map { ($0, $0.content) })
        var changed: [(Token, [UInt8])] = []
        for token in tokens where token.isNormalized {
            var content = token.content
            for normalizer in normalizers { content = try normalizer.apply(to: content) }
            changed.append((token, content))
            names[token.id] = content
        }
        normalized = TokenSearch(changed)
        self.names = names
    }

    package func name(of id: Int32) -> [UInt8]? { names[id] }

    /// Whether no token is ever found in a text.
    var areAllSpecial: Bool { tokens.allSatisfy(\.isSpecial) }
}

/// Finds some texts, at each place the longest that stands there.
struct TokenSearch: Sendable {
    private let tokens: [AddedTokens.Token]
    private let root = 0
    /// By node and byte the node behind it.
    private var edges: [Int: Int] = [:]
    /// The token that ends at a node; -1 for none.
    private var ends: [Int] = [-1]
    private var starts = [Bool](repeating: false, count: 256)

    init(_ tokens: [(token: AddedTokens.Token, content: [UInt8])]) {
        self.tokens = tokens.map(\.token)
        // What is special is looked for only where something else may be found: it hides what lies within it.
        if tokens.allSatisfy(\.token.isSpecial) { return }
        for (number, (_, content)) in tokens.enumerated() {
            guard let first = content.first else { continue }
            starts[Int(first)] = true
            var node = root
            for byte in content {
                if let next = edges[node << 8 | Int(byte)] {
                    node = next
                } else {
                    edges[node << 8 | Int(byte)] = ends.count
                    node = ends.count
                    ends.append(-1)
                }
            }
            if ends[node] < 0 { ends[node] = number }
        }
    }

    /// The parts of a text in order: tokens that are found, and what lies between them.
    func parts(of text: Span<UInt8>) -> [(range: Range<Int>, id: Int32?)] {
        var parts: [(range: Range<Int>, id: Int32?)] = []
        var end = 0
        var at = 0
        while !edges.isEmpty, at < text.count {
            guard let match = longest(text, at) else {
                at += 1
                continue
            }
            let token = tokens[match.number]
            var (start, stop) = (at, match.end)
            at = match.end
            if token.isSpecial || token.isWord && (Self.isWord(text, before: start) || Self.isWord(text, at: stop)) { continue }
            if token.stripsLeft { start = max(Self.space(text, before: start), end) }
            if token.stripsRight { stop = Self.space(text, from: stop) }
            if end < start { parts.append((end..<start, nil)) }
            // The white space that the token before took may itself be this one.
            parts.append((min(start, stop)..<stop, token.id))
            end = stop
        }
        if end < text.count { parts.append((end..<text.count, nil)) }
        return parts
    }

    private func longest(_ text: Span<UInt8>, _ start: Int) -> (number: Int, end: Int)? {
        guard starts[Int(text[start])] else { return nil }
        var found: (number: Int, end: Int)?
        var node = root
        var at = start
        while at < text.count, let next = edges[node << 8 | Int(text[at])] {
            node = next
            at += 1
            if ends[node] >= 0 { found = (ends[node], at) }
        }
        return found
    }

    private static func isWord(_ text: Span<UInt8>, at place: Int) -> Bool {
        place < text.count && LetterClasses.flags(of: CodePoint.decode(text, at: place).scalar) & UInt8(OCTAVO_PIECE_WORD) != 0
    }

    private static func isWord(_ text: Span<UInt8>, before place: Int) -> Bool {
        place > 0 && isWord(text, at: CodePoint.start(text, before: place))
    }

    private static func space(_ text: Span<UInt8>, before place: Int) -> Int {
        var place = place
        while place > 0 {
            let start = CodePoint.start(text, before: place)
            guard CodePoint.isWhiteSpace(CodePoint.decode(text, at: start).scalar) else { break }
            place = start
        }
        return place
    }

    private static func space(_ text: Span<UInt8>, from place: Int) -> Int {
        var place = place
        while place < text.count {
            let (code, length) = CodePoint.decode(text, at: place)
            guard CodePoint.isWhiteSpace(code) else { break }
            place += length
        }
        return place
    }
}

extension CodePoint {
    /// Where the code point that ends at `place` begins; `place` is above 0.
    static func start(_ text: Span<UInt8>, before place: Int) -> Int {
        var start = place - 1
        while start > 0, place - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }
}
