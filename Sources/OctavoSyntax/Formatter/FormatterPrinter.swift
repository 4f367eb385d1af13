import OctavoSource

/// Prints items one after the other; what goes between two of them depends on the innermost bracket.
struct FormatterPrinter {
    struct Result {
        let text: String
        /// The line, from 0, on which each item starts.
        let lineOfToken: [Int]
        /// Whether each item stands where statements have lines of their own.
        let startsLines: [Bool]
        /// Lines over the greatest width.
        let longLines: Set<Int>
    }

    private struct Frame {
        enum Kind { case lines, sequence, group }

        let kind: Kind
        let isExpanded: Bool
        /// The column of what begins a line inside.
        let base: Int
        /// The column of the closing bracket on a line of its own.
        let closing: Int
    }

    private enum Gap {
        case none, space, trailingComment
        case line(indentation: Int, isBlank: Bool = false)
    }

    private let layout: FormatterLayout
    private let broken: Set<Int>
    private let wraps: Bool
    private var frames = [Frame(kind: .lines, isExpanded: true, base: 0, closing: 0)]
    private var output = ""
    private var column = 0
    private var line = 0
    private var lineIndentation = 0
    private var lineOfToken: [Int] = []
    private var startsLines: [Bool] = []
    private var longLines: Set<Int> = []

    private init(_ layout: FormatterLayout, _ broken: Set<Int>, _ wraps: Bool) {
        self.layout = layout
        self.broken = broken
        self.wraps = wraps
    }

    static func print(_ layout: FormatterLayout, broken: Set<Int>, wraps: Bool) -> Result {
        var printer = FormatterPrinter(layout, broken, wraps)
        for index in layout.items.indices { printer.printItem(index) }
        if !layout.items.isEmpty { printer.output += "\n" }
        return Result(
            text: printer.output, lineOfToken: printer.lineOfToken, startsLines: printer.startsLines, longLines: printer.longLines
        )
    }

    private var frame: Frame { frames[frames.count - 1] }

    private mutating func printItem(_ index: Int) {
        let item = layout.items[index]
        switch index == 0 ? .none : gap(before: index) {
        case .none: break
        case .space: write(" ", width: 1)
        case .trailingComment: write("  ", width: 2)
        case .line(let indentation, let isBlank):
            output += isBlank ? "\n\n" : "\n"
            line += isBlank ? 2 : 1
            output += String(repeating: " ", count: indentation)
            column = indentation
            lineIndentation = indentation
        }
        lineOfToken.append(line)
        startsLines.append(frame.kind == .lines && frame.isExpanded)
        if case .symbol(let symbol) = item.token.kind, symbol.isCloser, frames.count > 1 { frames.removeLast() }
        write(item.text, width: item.width)
        if let width = item.lastLineWidth {
            line += item.text.utf8.count { $0 == Characters.lineFeed }
            column = width
        }
        if case .symbol(let symbol) = item.token.kind, symbol.closer != nil { open(index) }
    }

    private mutating func write(_ text: String, width: Int) {
        output += text
        column += width
        // A comment may be long: breaking a pipeline would not shorten it.
        if column > Formatter.maximumColumns && !text.hasPrefix("#") && text != "  " { longLines.insert(line) }
    }

    private mutating func open(_ index: Int) {
        let start = layout.items[index].token.range.start
        let isExpanded = layout.isExpanded(index)
        let isLines = layout.outline.lineBraces.contains(start)
        let inner = isExpanded ? lineIndentation + 2 : isLines ? lineIndentation : column
        frames.append(
            Frame(
                kind: isLines ? .lines : layout.outline.groups.contains(start) ? .group : .sequence, isExpanded: isExpanded,
                base: inner, closing: isExpanded ? lineIndentation : inner))
    }

    // MARK: - Between two items

    private func gap(before index: Int) -> Gap {
        let item = layout.items[index]
        let isBlank = item.newlinesBefore > 1 && frame.kind == .lines && !isOpener(index - 1)
        if item.isComment {
            guard item.isLineBroken || layout.items[index - 1].isComment else { return .trailingComment }
            return .line(indentation: indentation(ofCommentAt: index), isBlank: isBlank && !isInStatement(index))
        }
        if layout.items[index - 1].isComment {
            return .line(indentation: indentation(ofLineAt: index), isBlank: isBlank && !isCloser(index) && !isInStatement(index))
        }
        if isCloser(index) {
            if frame.isExpanded { return .line(indentation: frame.closing) }
            return FormatterSpacing.needsSpace(layout, before: index) ? .space : .none
        }
        if isOpener(index - 1) {
            if frame.isExpanded { return .line(indentation: frame.base) }
            return FormatterSpacing.needsSpace(layout, before: index) ? .space : .none
        }
        return breaksLine(before: index)
            ? .line(indentation: indentation(ofLineAt: index), isBlank: isBlank && !isInStatement(index))
            : FormatterSpacing.needsSpace(layout, before: index) ? .space : .none
    }

    /// Whether the line ends between two tokens that no comment or bracket parts.
    private func breaksLine(before index: Int) -> Bool {
        let item = layout.items[index]
        if let id = item.pipeline { return broken.contains(id) }
        if layout.items[index - 1].pipeline != nil { return false }
        if item.token.kind == .symbol(.comma) { return false }
        if item.isLineBroken { return true }
        guard wraps, frame.kind == .sequence, layout.items[index - 1].token.kind == .symbol(.comma) else { return false }
        return column + 1 + layout.elementWidth(from: index, broken: broken) > Formatter.maximumColumns
    }

    /// The column at which the token at `index` stands when a line begins with it.
    private func indentation(ofLineAt index: Int) -> Int {
        if isCloser(index) { return frame.closing }
        return isInStatement(index) ? frame.base + 2 : frame.base
    }

    /// A comment stands with what it is about: what comes next, or in front of a closing bracket what came before.
    private func indentation(ofCommentAt index: Int) -> Int {
        guard let next = nextToken(from: index), !isCloser(next) else { return frame.base }
        return indentation(ofLineAt: next)
    }

    /// Whether the token at `index` goes on with something: a line that begins with it is indented.
    private func isInStatement(_ index: Int) -> Bool {
        guard let index = nextToken(from: index) else { return false }
        if layout.items[index].pipeline != nil { return true }
        switch frame.kind {
        case .lines:
            let start = layout.items[index].token.range.start
            return !layout.outline.statementStarts.contains(start) && !layout.outline.choiceStarts.contains(start)
                && layout.items[index].token.kind != .symbol(.semicolon) && !isCloser(index)
        case .group: return false
        case .sequence:
            guard let before = previousToken(index) else { return false }
            return layout.items[before].token.kind != .symbol(.comma) && !isOpener(before) && !isCloser(index)
        }
    }

    private func isCloser(_ index: Int) -> Bool {
        guard case .symbol(let symbol) = layout.items[index].token.kind else { return false }
        return symbol.isCloser
    }

    private func isOpener(_ index: Int) -> Bool {
        guard case .symbol(let symbol) = layout.items[index].token.kind else { return false }
        return symbol.closer != nil
    }

    private func nextToken(from index: Int) -> Int? { layout.items[index...].firstIndex { !$0.isComment } }

    private func previousToken(_ index: Int) -> Int? { layout.items[..<index].lastIndex { !$0.isComment } }
}
