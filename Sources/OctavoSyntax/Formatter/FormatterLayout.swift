import OctavoSource

/// The tokens that get printed and what is known about each before printing begins.
struct FormatterLayout {
    struct Item {
        let token: Token
        let text: String
        /// Columns; for a text over several lines those of its first line.
        let width: Int
        /// Columns after its last line break; `nil` where it has none.
        let lastLineWidth: Int?
        /// Line breaks between the token before and this one.
        let newlinesBefore: Int
        /// The pipeline whose `|` this is.
        var pipeline: Int?

        var isComment: Bool { token.kind == .comment || token.kind == .documentation }
        var isLineBroken: Bool { newlinesBefore > 0 }
    }

    struct Pipeline {
        let id: Int
        /// The items that are its `|`.
        let pipes: [Int]
    }

    private(set) var items: [Item] = []
    /// For each bracket the index of its partner.
    private(set) var partners: [Int: Int] = [:]
    /// Pipelines that are the whole value of a statement, in the order of their places.
    private(set) var mainPipelines: [Pipeline] = []
    private var pipelines: [Pipeline] = []
    private var expanded: [Bool] = []
    let outline: SyntaxOutline

    init(_ tree: SyntaxTree, _ outline: SyntaxOutline) {
        self.outline = outline
        var newlines = 0
        for token in tree.tokens where token.kind != .end {
            if token.kind == .newline {
                newlines += 1
                continue
            }
            items.append(Self.makeItem(token, tree.source, newlines))
            newlines = 0
        }
        var indexes: [Int: Int] = [:]
        for (index, item) in items.enumerated() { indexes[item.token.range.start] = index }
        findPartners()
        for (id, pipeline) in outline.pipelines.enumerated() {
            let pipes = pipeline.pipes.compactMap { indexes[$0] }
            guard !pipes.isEmpty else { continue }
            for pipe in pipes { items[pipe].pipeline = id }
            pipelines.append(Pipeline(id: id, pipes: pipes))
            if pipeline.isMain { mainPipelines.append(Pipeline(id: id, pipes: pipes)) }
        }
        mainPipelines.sort { $0.pipes[0] < $1.pipes[0] }
        expanded = items.indices.map(findExpanded)
    }

    private static func makeItem(_ token: Token, _ source: Source, _ newlines: Int) -> Item {
        var text = source.text(in: token.range)
        if token.kind == .comment || token.kind == .documentation {
            text = source.text(in: Characters.trimmingBlanks(token.range, in: source.bytes))
            return Item(token: token, text: text, width: text.count, lastLineWidth: nil, newlinesBefore: newlines)
        }
        guard token.kind == .text, text.utf8.contains(where: Characters.isNewline) else {
            return Item(token: token, text: text, width: text.count, lastLineWidth: nil, newlinesBefore: newlines)
        }
        let lines = splitLines(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        text = lines.joined(separator: "\n")
        return Item(
            token: token, text: text, width: lines[0].count, lastLineWidth: lines[lines.count - 1].count, newlinesBefore: newlines
        )
    }

    private static func splitLines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard Characters.isNewline(byte) else { continue }
            lines.append(bytes[start..<index - 1])
            if byte == Characters.carriageReturn, index < bytes.count, bytes[index] == Characters.lineFeed { index += 1 }
            start = index
        }
        return lines + [bytes[start...]]
    }

    private mutating func findPartners() {
        var open: [Int] = []
        for (index, item) in items.enumerated() {
            guard case .symbol(let symbol) = item.token.kind else { continue }
            if symbol.closer != nil {
                open.append(index)
            } else if symbol.isCloser, let opener = open.popLast() {
                partners[opener] = index
                partners[index] = opener
            }
        }
    }

    /// The pipelines with a line break beside one of their `|`.
    func pipelinesBrokenByWriter() -> Set<Int> {
        var broken: Set<Int> = []
        for pipeline in pipelines {
            let isBroken = pipeline.pipes.contains { pipe in
                items[pipe].isLineBroken || (pipe + 1 < items.count && items[pipe + 1].isLineBroken)
            }
            if isBroken { broken.insert(pipeline.id) }
        }
        return broken
    }

    /// Whether the bracket at `opener` gets lines of its own for what it holds.
    func isExpanded(_ opener: Int) -> Bool { expanded[opener] }

    private func findExpanded(_ opener: Int) -> Bool {
        guard let closer = partners[opener], closer > opener + 1 else { return false }
        guard outline.lineBraces.contains(items[opener].token.range.start) else {
            return items[opener + 1].isLineBroken || items[opener + 1].isComment
        }
        var index = opener + 1
        while index <= closer {
            if items[index].isLineBroken || items[index].isComment { return true }
            index = index == closer ? index + 1 : max(partners[index] ?? index, index) + 1
            // Past a bracket stands its closer, whose own line break belongs to what it closes.
        }
        return false
    }

    /// The columns of the list element at `index` on one line, up to where a line ends in any case.
    func elementWidth(from index: Int, broken: Set<Int>) -> Int {
        var width = 0
        var depth = 0
        // What is longer than any line need not be measured to its end.
        for position in index..<items.count where width <= Formatter.maximumColumns {
            let item = items[position]
            if item.isComment { return width }
            if let id = item.pipeline, broken.contains(id) { return width }
            if case .symbol(let symbol) = item.token.kind {
                if depth == 0 && (symbol.isCloser || symbol == .comma) { return width + 1 }
                if symbol.isCloser { depth -= 1 }
                if symbol.closer != nil {
                    depth += 1
                    if isExpanded(position) { return width + 1 }
                }
            }
            if position > index {
                let isAfterPipe = items[position - 1].pipeline != nil
                if item.isLineBroken && !isAfterPipe && !losesLineBreak(item) { return width }
                width += FormatterSpacing.needsSpace(self, before: position) ? 1 : 0
            }
            width += item.width
            if item.lastLineWidth != nil { return width }
        }
        return width
    }

    /// Commas and, in brackets without lines of their own, closing brackets never begin a line.
    private func losesLineBreak(_ item: Item) -> Bool {
        guard case .symbol(let symbol) = item.token.kind else { return false }
        return symbol == .comma || symbol.isCloser
    }
}
