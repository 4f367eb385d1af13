import CLibedit

extension LineEditor {
    /// Longer entries stay plain: colouring them at every key would be felt.
    private static let longestHighlighted = 16_384

    /// Brings the screen up to date.
    func paint() {
        guard let buffer else { return }
        Console.standard.paint(painter.show(search.map(frame(of:)) ?? frame(of: buffer.text, cursor: buffer.cursor)))
    }

    private func frame(of text: [Unicode.Scalar], cursor: Int) -> Painter.Frame {
        frame(of: text, cursor: cursor, margin: margin, below: menu.map { $0.pages.pages[$0.page] } ?? [])
    }

    /// The entry that was found under a prompt that tells what was looked for.
    private func frame(of search: IncrementalSearch) -> Painter.Frame {
        let note = search.failed ? "no older entry with" : "search"
        // A typed line end or tab would break the prompt's row.
        let query = search.query.unicodeScalars.map { $0.value < 0x20 ? " " : String($0) }.joined()
        let prompt = DisplayWidth.fit("(\(note) `\(query)`) ", columns: max(size.columns - 8, 4))
        let text = search.match.map { Array($0.entry.text.unicodeScalars) } ?? []
        let margin = EntryLayout.Margin(prompt: prompt, continuation: self.margin.continuation)
        return frame(of: text, cursor: search.match?.offset ?? 0, margin: margin, below: [])
    }

    private func frame(
        of text: [Unicode.Scalar], cursor: Int, margin: EntryLayout.Margin, below: [String]
    ) -> Painter.Frame {
        let layout = EntryLayout(text, cursor: cursor, margin: margin, columns: size.columns)
        // The list gives way to the entry: at least one row of it stays.
        let below = below.prefix(max(size.rows - 1, 0))
        let height = max(size.rows - below.count, 1)
        // The window on a tall entry moves only as far as the cursor makes it.
        firstRow = max(0, min(firstRow, layout.rows.count - height))
        firstRow = min(max(firstRow, layout.cursorRow - height + 1), layout.cursorRow)
        let styles = hasColours ? self.styles(of: text) : []
        let shown = firstRow..<min(firstRow + height, layout.rows.count)
        var frame = Painter.Frame()
        frame.rows = shown.map { layout.line($0, styles: styles, marginStyle: hasColours ? .prompt : nil) }
        frame.rows += below.map { line in
            PaintedRow(Style.faint.apply(line, colours: hasColours), width: DisplayWidth.columns(of: line))
        }
        frame.cursorRow = layout.cursorRow - firstRow
        frame.cursorColumn = layout.cursorColumn
        return frame
    }

    /// One look a scalar, from the language's ranges of bytes.
    private func styles(of text: [Unicode.Scalar]) -> [Style?] {
        guard text.count <= Self.longestHighlighted, !isAnswer else { return [] }
        let ranges = language.highlight(String(String.UnicodeScalarView(text)))
        guard !ranges.isEmpty else { return [] }
        var byteStyles = [Style?](repeating: nil, count: text.reduce(0) { $0 + UTF8.width($1) })
        for range in ranges {
            for byte in range.bytes.clamped(to: 0..<byteStyles.count) { byteStyles[byte] = range.style }
        }
        var byte = 0
        return text.map { scalar in
            defer { byte += UTF8.width(scalar) }
            return byteStyles[byte]
        }
    }
}
