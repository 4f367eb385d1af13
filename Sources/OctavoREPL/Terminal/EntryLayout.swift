/// An entry broken into the rows of a screen.
///
/// Linear in the length of the entry; only the rows that are shown are made into text.
package struct EntryLayout {
    /// What stands left of the entry's text.
    package struct Margin: Sendable {
        package var prompt: String
        package var continuation: String

        /// A prompt and, under it, dots that end where it ends.
        package init(prompt: String) {
            self.prompt = prompt
            let width = DisplayWidth.columns(of: prompt)
            continuation = width >= 4 ? String(repeating: " ", count: width - 4) + "... " : ""
        }

        package init(prompt: String, continuation: String) {
            self.prompt = prompt
            self.continuation = continuation
        }
    }

    /// What stands left of a row.
    package enum Lead: Sendable { case prompt, continuation, wrapped }

    package struct Row: Sendable {
        package var lead: Lead
        package var scalars: Range<Int>
        /// With the margin, in columns.
        package var width: Int
    }

    package private(set) var rows: [Row] = []
    package private(set) var cursorRow = 0
    package private(set) var cursorColumn = 0
    private let text: [Unicode.Scalar]
    private let margin: Margin
    private let columns: Int

    package init(_ text: [Unicode.Scalar], cursor: Int, margin: Margin, columns: Int) {
        self.text = text
        self.columns = max(columns, 2)
        // A margin that leaves hardly any room is left out.
        let fits = DisplayWidth.columns(of: margin.prompt) + 2 <= self.columns
        self.margin = fits ? margin : Margin(prompt: "", continuation: "")
        breakRows(cursor: cursor)
    }

    private mutating func breakRows(cursor: Int) {
        let continuationWidth = DisplayWidth.columns(of: margin.continuation)
        var row = Row(lead: .prompt, scalars: 0..<0, width: DisplayWidth.columns(of: margin.prompt))
        var start = 0
        func ended(at end: Int) -> Row { Row(lead: row.lead, scalars: start..<end, width: row.width) }
        for index in text.indices {
            let scalar = text[index]
            if scalar == "\n" {
                if index == cursor { setCursor(&row, ended(at: index), &start, index) }
                rows.append(ended(at: index))
                start = index + 1
                row = Row(lead: .continuation, scalars: 0..<0, width: continuationWidth)
                continue
            }
            var width = DisplayWidth.columns(of: scalar, at: row.width)
            if row.width + width > columns || (row.width >= columns && width > 0) {
                if scalar == "\t", row.width < columns {
                    width = columns - row.width
                } else {
                    rows.append(ended(at: index))
                    start = index
                    row = Row(lead: .wrapped, scalars: 0..<0, width: 0)
                    width = DisplayWidth.columns(of: scalar, at: 0)
                    if scalar == "\t" { width = min(width, columns) }
                }
            }
            if index == cursor { (cursorRow, cursorColumn) = (rows.count, min(row.width, columns - 1)) }
            row.width += width
        }
        if cursor >= text.count { setCursor(&row, ended(at: text.count), &start, text.count) }
        rows.append(ended(at: text.count))
    }

    /// Places the cursor at the end of a row; behind a full one it stands at the start of the next, which is made for it.
    private mutating func setCursor(_ row: inout Row, _ full: Row, _ start: inout Int, _ index: Int) {
        if row.width >= columns {
            rows.append(full)
            start = index
            row = Row(lead: .wrapped, scalars: 0..<0, width: 0)
        }
        (cursorRow, cursorColumn) = (rows.count, row.width)
    }

    /// The text of a row with its margin. `styles` has one entry a scalar, or none at all.
    package func line(_ index: Int, styles: [Style?], marginStyle: Style?) -> PaintedRow {
        let row = rows[index]
        var line = ""
        var width = 0
        let lead = row.lead == .prompt ? margin.prompt : row.lead == .continuation ? margin.continuation : ""
        let look = row.lead == .prompt ? marginStyle : marginStyle.map { _ in Style.faint }
        line += look?.apply(lead) ?? lead
        width += DisplayWidth.columns(of: lead)
        var current: Style?
        for position in row.scalars {
            let style = position < styles.count ? styles[position] : nil
            if style != current {
                if current != nil { line += "\u{1B}[0m" }
                if let style { line += "\u{1B}[\(style.rawValue)m" }
                current = style
            }
            var glyph = DisplayWidth.glyph(text[position], at: width)
            if text[position] == "\t", width + glyph.width > columns {
                glyph = (String(repeating: " ", count: columns - width), columns - width)
            }
            line += glyph.text
            width += glyph.width
        }
        if current != nil { line += "\u{1B}[0m" }
        return PaintedRow(line, width: width)
    }
}

/// A row as it stands on the screen.
package struct PaintedRow: Equatable, Sendable {
    /// With its colours.
    package var text: String
    /// In columns.
    package var width: Int

    package init(_ text: String, width: Int) {
        self.text = text
        self.width = width
    }
}
