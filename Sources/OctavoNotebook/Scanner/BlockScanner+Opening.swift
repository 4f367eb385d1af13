import OctavoSource

extension BlockScanner {
    /// Opens the blocks that the rest of the line starts.
    mutating func openBlocks(next: Int) {
        var isAfterParagraph = leaf == .paragraph
        var isInParagraph = isLeafMatched && leaf == .paragraph
        if isLeafMatched, !isInParagraph { return }
        var noBreakBefore = 0
        while true {
            cursor.findFirstNonspace()
            let start = cursor.firstNonspace
            let isIndented = cursor.indent >= 4
            if isIndented {
                guard !isAfterParagraph, !cursor.isBlank else { return }
                cursor.advance(columns: 4)
                openLeaf(.indentedCode)
                return
            }
            if cursor.isBlank { return }
            if cursor[start] == Byte.greater {
                cursor.advance(to: start + 1)
                if cursor[cursor.offset].isSpaceOrTab { cursor.advance(columns: 1) }
                openContainer(.blockQuote)
            } else if openLeafBlock(at: start, next: next, isInParagraph: isInParagraph, isAfterParagraph: isAfterParagraph) {
                return
            } else if isInParagraph, LeafRules.isSetextUnderline(cursor, at: start) {
                closeParagraphAsHeading()
                return
            } else {
                if noBreakBefore <= start {
                    switch LeafRules.thematicBreak(cursor, at: start) {
                    case .found:
                        openLeaf(.none)
                        isConsumed = true
                        return
                    case .noneBefore(let offset): noBreakBefore = offset
                    }
                }
                guard let marker = ListMarker(cursor, at: start, interruptsParagraph: isInParagraph) else { return }
                openItem(marker)
            }
            isAfterParagraph = false
            isInParagraph = false
        }
    }

    /// Opens a heading, a fence or an HTML block, none of which holds other blocks.
    private mutating func openLeafBlock(at start: Int, next: Int, isInParagraph: Bool, isAfterParagraph: Bool) -> Bool {
        if LeafRules.isATXHeading(cursor, at: start) {
            openLeaf(.none)
            isConsumed = true
            return true
        }
        if let length = LeafRules.openingFence(cursor, at: start) {
            openFence(at: start, length: length, next: next)
            return true
        }
        guard cursor[start] == Byte.less else { return false }
        var condition = HTMLBlockRules.startCondition(cursor, at: start)
        if condition == nil, !isInParagraph, !isAfterParagraph, HTMLBlockRules.isLoneTag(cursor, at: start) { condition = 7 }
        guard let condition else { return false }
        openLeaf(.html(condition: condition))
        return true
    }

    private mutating func openLeaf(_ opened: Leaf) {
        addChild()
        isLeafMatched = true
        leaf = opened
        leafLine = line
    }

    private mutating func openFence(at start: Int, length: Int, next: Int) {
        let character = cursor[start]
        openLeaf(.fence(character: character, length: length))
        // The opening line itself is no content.
        isConsumed = true
        guard containers.count == 1 else {
            noteContainedFence()
            return
        }
        var infoStart = start + length
        var infoEnd = cursor.lineEnd
        while infoStart < infoEnd, cursor[infoStart].isSpaceOrTab { infoStart += 1 }
        while infoEnd > infoStart, cursor[infoEnd - 1].isSpaceOrTab { infoEnd -= 1 }
        fence = CodeFence(
            character: character, length: length, indent: start - lineStart, opener: ByteRange(lineStart, cursor.lineEnd),
            info: ByteRange(infoStart, infoEnd), firstLine: line, content: ByteRange(next, next), closer: nil, lastLine: line)
    }

    /// A setext underline; under a paragraph of nothing but definitions it is text instead.
    private mutating func closeParagraphAsHeading() {
        if !definitions.isEmpty, !LinkReferenceDefinitions.drop(from: &definitions) { return }
        definitions.removeAll(keepingCapacity: true)
        imageLine = nil
        leaf = .none
        isConsumed = true
    }

    // MARK: - Containers

    private mutating func openContainer(_ kind: Container.Kind) {
        addChild()
        containers.append(Container(kind: kind, line: line))
        matched = containers.count
        leaf = .none
    }

    private mutating func openItem(_ marker: ListMarker) {
        let indent = cursor.indent
        cursor.advance(to: cursor.firstNonspace + marker.length)
        let offset = cursor.offset
        let column = cursor.column
        while cursor.column - column <= 5, cursor[cursor.offset].isSpaceOrTab { cursor.advance(columns: 1) }
        var padding = cursor.column - column
        if padding >= 5 || padding < 1 || cursor.offset >= cursor.lineEnd {
            cursor.restore(offset: offset, column: column)
            if padding > 0 { cursor.advance(columns: 1) }
            padding = 1
        }
        closeUnmatched()
        closeLeaf()
        if containers[containers.count - 1].kind != .list(marker: marker.character) {
            openContainer(.list(marker: marker.character))
        }
        containers[containers.count - 1].childCount += 1
        containers.append(Container(kind: .item(contentOffset: indent + marker.length + padding), line: line))
        matched = containers.count
    }
}

/// A bullet or a number at the start of a list item.
private struct ListMarker {
    /// The bullet, or `.` or `)`: markers of one list agree in it.
    let character: UInt8
    let length: Int

    /// In a paragraph only an item with content starts a list, and only one with the number 1.
    init?(_ line: LineCursor, at start: Int, interruptsParagraph: Bool) {
        var index = start
        switch line[index] {
        case 0x2A, 0x2B, Byte.hyphen:
            character = line[index]
        case 0x30...0x39:
            var number = 0
            // Nine digits at most, so that every reader can hold the number.
            while line[index].isDigit, index - start < 9 {
                number = number * 10 + Int(line[index] - 0x30)
                index += 1
            }
            if interruptsParagraph, number != 1 { return nil }
            guard line[index] == 0x2E || line[index] == Byte.closeParenthesis else { return nil }
            character = line[index]
        default: return nil
        }
        index += 1
        guard line[index].isMarkdownSpace else { return nil }
        length = index - start
        if interruptsParagraph {
            while line[index].isSpaceOrTab { index += 1 }
            if index >= line.lineEnd { return nil }
        }
    }
}
