import OctavoSource

/// The block phase of CommonMark 0.31.2: open containers, one open leaf, lines one after the other.
///
/// It follows the reference implementation, cmark, step by step, because fences in lists, quotes and HTML blocks cannot be told
/// from cells by less. No recursion; time is linear in the text, also for a line of a million markers.
package struct BlockScanner {
    struct Container {
        enum Kind: Equatable {
            case document
            case blockQuote
            /// `marker` is the bullet, or `.` or `)` for an ordered list.
            case list(marker: UInt8)
            /// Columns from the item's own start to its content.
            case item(contentOffset: Int)
        }

        let kind: Kind
        let line: Int
        var childCount = 0
        /// For a list: the line before, as far as the list saw it, was blank.
        var isAfterBlank = false
    }

    enum Leaf: Equatable {
        case none
        case paragraph
        case fence(character: UInt8, length: Int)
        case html(condition: Int)
        case indentedCode
    }

    var cursor: LineCursor
    var line: Int
    var lineStart: Int
    /// From the document to the innermost open container. Never empty.
    var containers: [Container]
    var leaf = Leaf.none
    var leafLine = 0
    /// The open fence, if it is at document level.
    var fence: CodeFence?
    /// The open paragraph's text while it may consist of link reference definitions; empty for any other paragraph.
    var definitions: [UInt8] = []
    /// The open paragraph's only line, while it is at document level and begins with `![`.
    var imageLine: ImageLine?
    var scan = BlockScan()

    // State of one line.

    /// Containers that the line continues.
    var matched = 1
    var isLeafMatched = false
    /// Whether blocks that the line does not continue are still open.
    var hasUnmatched = false
    /// Whether nothing of the line is left for a paragraph.
    var isConsumed = false

    init(bytes: [UInt8], line: Int) {
        cursor = LineCursor(bytes: bytes)
        self.line = line
        lineStart = 0
        containers = [Container(kind: .document, line: line)]
    }

    /// Scans `bytes` from `start`, which is the first byte of line `firstLine`. O(n).
    package static func scan(_ bytes: [UInt8], from start: Int = 0, firstLine: Int = 0) -> BlockScan {
        var scanner = BlockScanner(bytes: bytes, line: firstLine)
        var offset = start
        if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        while offset < bytes.count {
            var end = offset
            while end < bytes.count, !bytes[end].isLineEnd { end += 1 }
            var next = end
            if next < bytes.count {
                next += bytes[next] == Byte.carriageReturn && next + 1 < bytes.count && bytes[next + 1] == Byte.lineFeed ? 2 : 1
            }
            scanner.lineStart = offset
            scanner.cursor.startLine(offset, end)
            scanner.processLine(next: next)
            scanner.line += 1
            offset = next
        }
        scanner.closeLeaf()
        return scanner.scan
    }

    private mutating func processLine(next: Int) {
        matched = 1
        isLeafMatched = false
        isConsumed = false
        guard continueContainers() else { return }
        if matched == containers.count, leaf != .none {
            switch continueLeaf(next: next) {
            case .matched: isLeafMatched = true
            case .closed: return
            case .unmatched: break
            }
        }
        hasUnmatched = matched < containers.count || (leaf != .none && !isLeafMatched)
        openBlocks(next: next)
        addText(next: next)
    }

    // MARK: - What is left of a line

    private mutating func addText(next: Int) {
        cursor.findFirstNonspace()
        if leaf == .paragraph, hasUnmatched, !cursor.isBlank, !isConsumed {
            noteParagraphCell()
            appendToParagraph(from: cursor.offset)
            return
        }
        closeUnmatched()
        switch leaf {
        case .fence:
            if !isConsumed { noteFenceContent(next) }
        case .indentedCode: noteNonCell(.indentedCode)
        case .html(let condition):
            noteNonCell(.htmlBlock(condition: condition))
            if HTMLBlockRules.isEnd(cursor, from: cursor.firstNonspace, condition: condition) { leaf = .none }
        case .paragraph:
            if isConsumed { break }
            noteParagraphCell()
            appendToParagraph(from: cursor.firstNonspace)
        case .none:
            if !cursor.isBlank, !isConsumed { openParagraph() }
        }
    }

    private mutating func openParagraph() {
        addChild()
        leaf = .paragraph
        leafLine = line
        let start = cursor.firstNonspace
        if cursor[start] == Byte.openBracket { appendDefinitionText(from: start) }
        if containers.count == 1, cursor[start] == 0x21, cursor[start + 1] == Byte.openBracket {
            imageLine = ImageLine(text: ByteRange(start, cursor.lineEnd), line: line)
        }
    }

    private mutating func appendToParagraph(from start: Int) {
        imageLine = nil
        if !definitions.isEmpty { appendDefinitionText(from: start) }
    }

    private mutating func appendDefinitionText(from start: Int) {
        definitions += cursor.bytes[start..<cursor.lineEnd]
        definitions.append(Byte.lineFeed)
    }

    // MARK: - Opening and closing

    /// Counts a new block in the innermost container, which is its parent.
    mutating func addChild() {
        closeUnmatched()
        closeLeaf()
        if case .list = containers[containers.count - 1].kind { containers.removeLast() }
        containers[containers.count - 1].childCount += 1
    }

    mutating func closeUnmatched() {
        guard hasUnmatched else { return }
        hasUnmatched = false
        if !isLeafMatched { closeLeaf() }
        if matched < containers.count { containers.removeLast(containers.count - matched) }
    }

    mutating func closeLeaf() {
        switch leaf {
        case .paragraph:
            if let imageLine { scan.imageLines.append(imageLine) }
            imageLine = nil
            if !definitions.isEmpty, !LinkReferenceDefinitions.drop(from: &definitions) {
                containers[containers.count - 1].childCount -= 1
            }
            definitions.removeAll(keepingCapacity: true)
        case .fence:
            if let fence { scan.fences.append(fence) }
            fence = nil
        case .html, .indentedCode, .none: break
        }
        leaf = .none
    }
}
