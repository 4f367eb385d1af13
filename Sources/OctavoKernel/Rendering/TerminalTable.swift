import OctavoSource
import OctavoTable

/// The first rows of a table for a terminal: names, types, rows; fitted to the width.
struct TerminalTable {
    /// A text column is not made narrower than this for others.
    private static let narrowest = 12

    private struct Shown {
        let name: String
        let type: String
        let cells: [String]
        let isNull: [Bool]
        let isRight: Bool
        let mayShrink: Bool
        var width: Int

        init(_ field: Field, _ values: [Datum]) {
            name = TextWidth.escaped(field.name)
            type = "\(field.type)"
            cells = values.map { TableCell.plain($0) }
            isNull = values.map(\.isNull)
            isRight = field.type.isShownRight
            switch field.type {
            case .text, .list, .record: mayShrink = true
            default: mayShrink = false
            }
            width = ([name] + cells).reduce(TextWidth.columns(of: Self.typeShown(type))) { max($0, TextWidth.columns(of: $1)) }
        }

        /// Types of records can be longer than any value.
        static func typeShown(_ type: String) -> String { TextWidth.fit(type, 24) }
    }

    /// Text without a line end after the last line. Columns of text shrink first; then columns in the middle are left out and
    /// named below.
    static func text(_ table: Table, width limit: Int, style: TextStyle) -> String {
        guard table.schema.count > 0 else { return "a table without columns, \(Quantity.of(table.count, "row"))" }
        var columns = table.schema.fields.enumerated().map { Shown($1, table.values($0)) }
        shrink(&columns, to: limit)
        let (left, right) = visible(columns, limit)
        let hidden = Array(columns[left..<right])
        let parts: [Shown?] = columns[..<left].map { $0 } + (hidden.isEmpty ? [] : [nil]) + columns[right...].map { $0 }
        var lines = [
            line(parts, { TextWidth.fit($0.name, $0.width) }, style, .message),
            line(parts, { TextWidth.fit(Shown.typeShown($0.type), $0.width) }, style, .faint),
        ]
        for row in 0..<table.count {
            var text = ""
            for (index, part) in parts.enumerated() {
                if index > 0 { text += "  " }
                guard let part else {
                    text += "…"
                    continue
                }
                let cell = TextWidth.pad(TextWidth.fit(part.cells[row], part.width), part.width, right: part.isRight)
                text += part.isNull[row] ? style.paint(cell, .faint) : cell
            }
            lines.append(trimmed(text))
        }
        if !hidden.isEmpty {
            let names = hidden.map { ".\(DatumText.label($0.name)) \($0.type)" }
            let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", and \(names.count - 8) more" : "")
            let note = "… \(Quantity.of(hidden.count, "column")) not shown: \(shown)"
            lines += TextWidth.wrapped(note, limit).map { style.paint($0, .faint) }
        }
        return lines.joined(separator: "\n")
    }

    private static func total(_ columns: [Shown]) -> Int { columns.reduce(0) { $0 + $1.width } + 2 * max(columns.count - 1, 0) }

    /// Takes columns from the widest texts, evenly.
    private static func shrink(_ columns: inout [Shown], to limit: Int) {
        var excess = total(columns) - limit
        while excess > 0 {
            let candidates = columns.indices.filter { columns[$0].mayShrink && columns[$0].width > narrowest }
            guard let widest = candidates.map({ columns[$0].width }).max() else { return }
            let next = candidates.map { columns[$0].width }.filter { $0 < widest }.max() ?? narrowest
            let group = candidates.filter { columns[$0].width == widest }
            let step = min(widest - max(next, narrowest), (excess + group.count - 1) / group.count)
            for index in group { columns[index].width -= step }
            excess -= step * group.count
        }
    }

    /// The end of the columns shown at the left and the start of those at the right.
    private static func visible(_ columns: [Shown], _ limit: Int) -> (Int, Int) {
        if total(columns) <= limit || columns.count <= 1 { return (columns.count, columns.count) }
        var left = 0
        var right = columns.count
        var room = limit - 1
        var takesLeft = true
        while left < right {
            let width = columns[takesLeft ? left : right - 1].width + 2
            if width > room { break }
            room -= width
            if takesLeft { left += 1 } else { right -= 1 }
            takesLeft.toggle()
        }
        // One column is always shown, cut by the terminal if need be.
        return left == 0 ? (1, columns.count) : (left, right)
    }

    private static func line(
        _ parts: [Shown?], _ text: (Shown) -> String, _ style: TextStyle, _ role: TextStyle.Role
    ) -> String {
        let joined = parts.map { part in part.map { TextWidth.pad(text($0), $0.width, right: $0.isRight) } ?? "…" }
            .joined(separator: "  ")
        return style.paint(trimmed(joined), role)
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}
