import OctavoSource

/// Nests the tags of a foreign template.
struct ForeignParser {
    /// Blocks within blocks.
    static let deepest = 100

    private let dialect: ForeignDialect
    private var pieces: ArraySlice<ForeignPiece>
    private(set) var problems: [Diagnostic]

    private init(_ pieces: [ForeignPiece], _ problems: [Diagnostic], _ dialect: ForeignDialect) {
        self.pieces = pieces[...]
        self.problems = problems
        self.dialect = dialect
    }

    static func parse(
        _ source: Source, from start: Int, _ dialect: ForeignDialect
    ) -> (nodes: [ForeignNode], problems: [Diagnostic]) {
        let scanned = ForeignScanner.scan(source, from: start, dialect)
        var parser = ForeignParser(scanned.pieces, scanned.problems, dialect)
        var nodes: [ForeignNode] = []
        while true {
            nodes += parser.nodes(depth: 0)
            guard case .tag(let stray)? = parser.pieces.popFirst() else { break }
            parser.problems.append(
                Diagnostic("stray-directive", "`\(stray.range.text)` belongs to no block", at: stray.range))
        }
        return (nodes, parser.problems)
    }

    /// Up to the end or the tag that closes or parts the block, which stays.
    private mutating func nodes(depth: Int) -> [ForeignNode] {
        var nodes: [ForeignNode] = []
        while let piece = pieces.first {
            switch piece {
            case .text(let range): nodes.append(.text(range))
            case .tag(let tag):
                switch tag.sign {
                case .close, .otherwise: return nodes
                case .value: nodes.append(.value(tag))
                case .partial: nodes.append(.partial(tag))
                case .comment, .delimiters: break
                case .other(let sign): problems.append(noCounterpart("`\(sign)`", tag.range, dialect))
                case .open, .inverted:
                    pieces.removeFirst()
                    nodes.append(.block(block(tag, depth: depth + 1)))
                    continue
                }
            }
            pieces.removeFirst()
        }
        return nodes
    }

    private mutating func block(_ tag: ForeignTag, depth: Int) -> ForeignBlock {
        if depth > Self.deepest {
            problems.append(Diagnostic("too-deep", "blocks nest too deep here", at: tag.range))
            pieces.removeAll()
            return ForeignBlock(tag: tag, body: [], otherwise: [])
        }
        let body = nodes(depth: depth)
        let otherwise = rest(of: tag, depth: depth)
        guard case .tag(let end)? = pieces.popFirst() else {
            problems.append(
                Diagnostic("unclosed-block", "the block `\(tag.range.text)` is never closed", at: tag.range))
            return ForeignBlock(tag: tag, body: body, otherwise: otherwise)
        }
        let (name, closed) = (name(of: tag), end.content.text)
        if name != closed {
            problems.append(
                Diagnostic(
                    "stray-directive", "`\(end.range.text)` closes another block than the one that is open", at: end.range,
                    secondary: [.init(tag.range, "this one is open")]))
        }
        return ForeignBlock(tag: tag, body: body, otherwise: otherwise)
    }

    /// What stands behind `else`, up to the closing tag, which stays.
    private mutating func rest(of tag: ForeignTag, depth: Int) -> [ForeignNode] {
        guard case .tag(let part)? = pieces.first, case .otherwise = part.sign else { return [] }
        pieces.removeFirst()
        let words = part.content.text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard words.count == 2 else {
            let nodes = nodes(depth: depth)
            if case .tag(let second)? = pieces.first, case .otherwise = second.sign {
                problems.append(Diagnostic("stray-directive", "`else` stands twice in one block", at: second.range))
                pieces.removeFirst()
                return nodes + self.nodes(depth: depth)
            }
            return nodes
        }
        // `else if x` is a block of its own that the same tag closes.
        let end = part.content.bytes.end
        let inner = ForeignTag(
            sign: .open, content: SourceRange(part.range.source, ByteRange(end - words[1].utf8.count, end)), range: part.range)
        let body = nodes(depth: depth)
        return [.block(ForeignBlock(tag: inner, body: body, otherwise: rest(of: tag, depth: depth)))]
    }

    private func name(of tag: ForeignTag) -> String {
        guard dialect == .dotprompt else { return tag.content.text }
        return tag.content.text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    }
}
