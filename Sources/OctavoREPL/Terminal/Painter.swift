/// Keeps a block of rows on the screen up to date with as little output as it can.
///
/// Relative movements only, so nothing above the block is touched. Every function returns what to write.
package struct Painter {
    /// What is to stand on the screen. Never without a row.
    package struct Frame: Equatable, Sendable {
        package var rows: [PaintedRow] = [PaintedRow("", width: 0)]
        package var cursorRow = 0
        package var cursorColumn = 0

        package init() {}
    }

    package private(set) var shown = Frame()
    private var columns: Int
    /// Where the terminal's cursor is; the column is unknown behind the last cell of a row, where terminals differ.
    private var row = 0
    private var column: Int? = 0

    package init(columns: Int) { self.columns = columns }

    /// Shows `frame` in place of what is shown.
    package mutating func show(_ frame: Frame) -> String {
        var out = ""
        for index in frame.rows.indices {
            let new = frame.rows[index]
            if index < shown.rows.count {
                let old = shown.rows[index]
                if old == new { continue }
                out += move(toRow: index)
                // Typing at the end of a row: only what is new.
                if old.width < columns, new.text.utf8.starts(with: old.text.utf8) {
                    out += move(toColumn: old.width)
                    out += String(decoding: new.text.utf8.dropFirst(old.text.utf8.count), as: UTF8.self)
                } else {
                    out += move(toColumn: 0) + "\u{1B}[K" + new.text
                }
            } else {
                out += move(toRow: index - 1) + "\r\n" + new.text
                row = index
            }
            column = new.width < columns ? new.width : nil
        }
        if frame.rows.count < shown.rows.count {
            out += move(toRow: frame.rows.count) + move(toColumn: 0) + "\u{1B}[J"
        }
        shown = frame
        return out + move(toRow: frame.cursorRow) + move(toColumn: frame.cursorColumn)
    }

    /// Leaves the block: the cursor goes to the start of the row below it.
    package mutating func leave() -> String {
        let out = move(toRow: shown.rows.count - 1) + "\r\n"
        reset(columns: columns)
        return out
    }

    /// Removes the block, to be shown again from its first row.
    package mutating func clear() -> String {
        let out = move(toRow: 0) + "\r\u{1B}[J"
        reset(columns: columns)
        return out
    }

    /// Removes the block after the terminal's width became `columns`. Where the terminal wraps anew, rows that are now too
    /// wide take more than one.
    package mutating func clearAfterResize(columns newColumns: Int, reflows: Bool) -> String {
        var above = row
        if reflows, newColumns > 0 {
            above = shown.rows.prefix(row).reduce(0) { $0 + max(($1.width + newColumns - 1) / newColumns, 1) }
            above += min(column ?? columns, columns) / newColumns
        }
        reset(columns: newColumns)
        return (above > 0 ? "\u{1B}[\(above)A" : "") + "\r\u{1B}[J"
    }

    /// Forgets what is shown: the cursor stands at the start of an empty row.
    package mutating func reset(columns: Int) {
        self.columns = columns
        shown = Frame()
        row = 0
        column = 0
    }

    private mutating func move(toRow target: Int) -> String {
        defer { row = target }
        if target < row { return "\u{1B}[\(row - target)A" }
        return target > row ? "\u{1B}[\(target - row)B" : ""
    }

    private mutating func move(toColumn target: Int) -> String {
        defer { column = target }
        if column == target { return "" }
        return target == 0 ? "\r" : "\r\u{1B}[\(target)C"
    }
}
