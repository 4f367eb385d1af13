import OctavoSource

extension BlockScanner {
    enum LeafContinuation {
        case matched
        case unmatched
        /// The line closed a fence; nothing of it is left.
        case closed
    }

    /// Counts in `matched` the open containers that the line continues. `false` for a second blank line in a list, with which
    /// the line is done.
    mutating func continueContainers() -> Bool {
        while matched < containers.count {
            cursor.findFirstNonspace()
            switch containers[matched].kind {
            case .document: break
            case .blockQuote:
                guard cursor.indent <= 3, cursor[cursor.firstNonspace] == Byte.greater else { return true }
                cursor.advance(to: cursor.firstNonspace + 1)
                if cursor[cursor.offset].isSpaceOrTab { cursor.advance(columns: 1) }
            case .list:
                if cursor.isBlank {
                    if containers[matched].isAfterBlank, cursor.indent == 0 { return false }
                    containers[matched].isAfterBlank = true
                } else {
                    containers[matched].isAfterBlank = false
                }
            case .item(let contentOffset):
                if cursor.indent >= contentOffset {
                    cursor.advance(columns: contentOffset)
                } else if cursor.isBlank, containers[matched].childCount > 0 {
                    cursor.advance(to: cursor.firstNonspace)
                } else {
                    return true
                }
            }
            matched += 1
        }
        return true
    }

    mutating func continueLeaf(next: Int) -> LeafContinuation {
        cursor.findFirstNonspace()
        switch leaf {
        case .none: return .unmatched
        case .paragraph: return cursor.isBlank ? .unmatched : .matched
        case .html(let condition): return condition <= 5 || !cursor.isBlank ? .matched : .unmatched
        case .indentedCode:
            if cursor.indent >= 4 {
                cursor.advance(columns: 4)
                return .matched
            }
            return cursor.isBlank ? .matched : .unmatched
        case .fence(let character, let length):
            let start = cursor.firstNonspace
            guard cursor.indent <= 3, cursor[start] == character,
                LeafRules.isClosingFence(cursor, at: start, character: character, length: length)
            else { return .matched }
            fence?.closer = ByteRange(lineStart, cursor.lineEnd)
            fence?.lastLine = line
            closeLeaf()
            return .closed
        }
    }

    /// Makes the line part of the open fence at document level.
    mutating func noteFenceContent(_ next: Int) {
        guard fence != nil else { return }
        fence?.content.end = next
        fence?.lastLine = line
        if cursor.indent <= 3, isCellOpening(at: cursor.firstNonspace) { fence?.cellLikeLines += 1 }
    }

    // MARK: - Lines that only look like cells

    mutating func noteParagraphCell() {
        if cursor.indent >= 4 { noteNonCell(.paragraph) }
    }

    mutating func noteNonCell(_ reason: NonCell.Reason) {
        let start = cursor.firstNonspace
        guard isCellOpening(at: start) else { return }
        scan.nonCells.append(NonCell(reason: reason, text: ByteRange(start, cursor.lineEnd), line: line, enclosingLine: leafLine))
    }

    /// A fence inside a container; its innermost quote or item is at fault.
    mutating func noteContainedFence() {
        guard let container = containers.last(where: { $0.kind != .document }) else { return }
        let start = cursor.firstNonspace
        guard isCellOpening(at: start) else { return }
        let reason: NonCell.Reason = container.kind == .blockQuote ? .blockQuote : .listItem
        scan.nonCells.append(
            NonCell(reason: reason, text: ByteRange(start, cursor.lineEnd), line: line, enclosingLine: container.line))
    }

    /// Whether the line would open a cell if it stood in no block.
    static func opensCell(_ bytes: [UInt8], lineStart: Int) -> Bool {
        var first = lineStart
        while first < bytes.count, bytes[first] == Byte.space { first += 1 }
        guard first - lineStart <= 3, first < bytes.count, bytes[first] == Byte.backtick || bytes[first] == Byte.tilde else {
            return false
        }
        var end = first
        while end < bytes.count, !bytes[end].isLineEnd { end += 1 }
        var scanner = BlockScanner(bytes: bytes, line: 0)
        scanner.cursor.startLine(lineStart, end)
        return scanner.isCellOpening(at: first)
    }

    private func isCellOpening(at start: Int) -> Bool {
        guard start < cursor.lineEnd, let length = LeafRules.openingFence(cursor, at: start) else { return false }
        return InfoString.tag(of: cursor.bytes, in: ByteRange(start + length, cursor.lineEnd)) == .cell
    }
}
