extension LineEditor {
    /// By so many characters, as far as the entry reaches.
    func move(by count: Int) {
        guard let buffer else { return }
        let (target, isTooFar) = buffer.cursor.addingReportingOverflow(count)
        buffer.cursor = isTooFar ? buffer.count : min(max(target, 0), buffer.count)
    }

    /// To the start (-1) or the end of the line that the cursor is in.
    func moveToLineEdge(_ direction: Int) {
        guard let buffer else { return }
        let range = EntryLines.line(at: buffer.cursor, in: buffer.text)
        buffer.cursor = direction < 0 ? range.lowerBound : range.upperBound
    }

    func moveByWord(_ direction: Int) {
        guard let buffer else { return }
        buffer.cursor = EntryLines.wordEdge(from: buffer.cursor, direction, in: buffer.text)
    }

    /// Inside an entry of several lines to the line above, from its first line to the entry before it.
    func moveUp() {
        if !moveToLine(-1) { recallOlder(matchingWhatIsTyped: true) }
    }

    func moveDown() {
        if !moveToLine(1) { recallNewer() }
    }

    private func moveToLine(_ direction: Int) -> Bool {
        guard let buffer else { return false }
        let text = buffer.text
        let here = EntryLines.line(at: buffer.cursor, in: text)
        let edge = direction < 0 ? here.lowerBound - 1 : here.upperBound + 1
        guard edge >= 0, edge <= text.count else { return false }
        let column = goal.flatMap { $0.cursor == buffer.cursor ? $0.column : nil } ?? buffer.cursor - here.lowerBound
        let there = EntryLines.line(at: edge, in: text)
        buffer.cursor = min(there.lowerBound + column, there.upperBound)
        goal = (column, buffer.cursor)
        return true
    }

    // MARK: - History

    func recallOlder(matchingWhatIsTyped: Bool = false) {
        guard let buffer, !isAnswer else { return beep() }
        let text = text
        // What was typed at the end of one line narrows the walk.
        let narrows = matchingWhatIsTyped && buffer.cursor == buffer.count && !text.contains("\n")
        if let older = walk.older(text, matching: narrows ? text : "", in: history) { recall(older) } else { beep() }
    }

    func recallNewer() {
        if !isAnswer, let newer = walk.newer(text, in: history) { recall(newer) } else { beep() }
    }

    private func recall(_ text: String) {
        guard let buffer else { return }
        buffer.replace(0..<buffer.count, with: text.unicodeScalars)
        goal = nil
    }

    // MARK: - Cutting

    func deleteForward() {
        guard let buffer, buffer.cursor < buffer.count else { return beep() }
        buffer.replace(buffer.cursor..<(buffer.cursor + 1), with: [])
    }

    func cutToLineEnd() {
        guard let buffer else { return }
        let end = EntryLines.line(at: buffer.cursor, in: buffer.text).upperBound
        // At the end of a line, the line end itself.
        cut(buffer.cursor..<(end == buffer.cursor ? min(end + 1, buffer.count) : end), before: false)
    }

    func cutToLineStart() {
        guard let buffer else { return }
        cut(EntryLines.line(at: buffer.cursor, in: buffer.text).lowerBound..<buffer.cursor, before: true)
    }

    func cutWordBefore(bySpaces: Bool) {
        guard let buffer else { return }
        let start = EntryLines.wordEdge(from: buffer.cursor, -1, in: buffer.text, bySpaces: bySpaces)
        cut(start..<buffer.cursor, before: true)
    }

    func cutWordAfter() {
        guard let buffer else { return }
        cut(buffer.cursor..<EntryLines.wordEdge(from: buffer.cursor, 1, in: buffer.text), before: false)
    }

    /// Removes `range` and keeps it for Ctrl-Y, joined with what was cut just before.
    private func cut(_ range: Range<Int>, before: Bool) {
        guard let buffer, !range.isEmpty else { return beep() }
        let follows = cut.cursor == buffer.cursor && cut.count == buffer.count
        let removed = Array(buffer.text[range])
        buffer.replace(range, with: [])
        let text = !follows ? removed : before ? removed + cut.text : cut.text + removed
        cut = (text, buffer.cursor, buffer.count)
    }

    func transpose() {
        guard let buffer, buffer.count > 1, buffer.cursor > 0 else { return beep() }
        let text = buffer.text
        let second = min(buffer.cursor, text.count - 1)
        guard text[second] != "\n", text[second - 1] != "\n" else { return beep() }
        buffer.replace((second - 1)..<(second + 1), with: [text[second], text[second - 1]])
    }

    func undoChange() {
        guard let buffer, let state = undo.undo() else { return beep() }
        buffer.replace(0..<buffer.count, with: state.text)
        buffer.cursor = state.cursor
    }
}
