import OctavoSource
import OctavoTable

/// A table as a pipe table: what is stored below a cell, and what a program that reads the output gets.
enum PipeTableText {
    /// Tables up to this many rows are written whole before the stored text is cut, so the digest covers every row. Of a longer
    /// one only the rows that will be stored are written and the others count as empty lines: they are covered by the number of
    /// rows alone, and a table of millions is shown in the time of a small one.
    static let wholeRows = 100_000

    /// Writes the lines of `table`, each with its line end. `head` and `tail`: how many lines from both ends will be stored.
    /// `hide` gets what is cut off in the cells of the next line.
    static func write(
        _ table: Table, head: Int, tail: Int, to append: ([UInt8]) -> Void, hide: ([UInt8]) -> Void = { _ in }
    ) {
        guard table.schema.count > 0 else {
            append(Array("a table without columns, \(Quantity.of(table.count, "row"))\n".utf8))
            return
        }
        let headRows = table.count <= wholeRows ? table.count : max(head - 2, 0)
        let tailStart = max(table.count <= wholeRows ? table.count : table.count - tail, headRows)
        let first = table.slice(0..<min(headRows, table.count))
        let last = table.slice(min(tailStart, table.count)..<table.count)
        let names = table.schema.names.map { TableCell.escaped($0, isPiped: true) }
        let isNumber = table.schema.fields.map(\.type.isShownRight)
        var widths = names.map { max(TextWidth.columns(of: $0), 3) }
        for part in [first, last] {
            forEachRow(part) { row in
                for (index, cell) in row.enumerated() { widths[index] = max(widths[index], TextWidth.columns(of: cell)) }
            }
        }
        append(line(names, widths, isNumber))
        append(
            line(
                zip(widths, isNumber).map { width, isNumber in
                    String(repeating: "-", count: isNumber ? width - 1 : width) + (isNumber ? ":" : "")
                }, widths, isNumber))
        forEachRow(first, hide: hide) { append(line($0, widths, isNumber)) }
        var hidden = tailStart - headRows
        while hidden > 0 {
            let count = min(hidden, 10_000)
            append([UInt8](repeating: 0x0A, count: count))
            hidden -= count
        }
        forEachRow(last, hide: hide) { append(line($0, widths, isNumber)) }
    }

    /// All rows in one text, the last line without its end.
    static func text(_ table: Table) -> String {
        var bytes: [UInt8] = []
        write(table, head: .max, tail: 0) { bytes += $0 }
        if bytes.last == 0x0A { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func forEachRow(_ table: Table, hide: ([UInt8]) -> Void = { _ in }, _ body: ([String]) -> Void) {
        for chunk in table.chunks {
            for row in 0..<chunk.count { body(chunk.columns.map { TableCell.piped($0[row]) { hide(Array($0.utf8)) } }) }
        }
    }

    private static func line(_ cells: [String], _ widths: [Int], _ isNumber: [Bool]) -> [UInt8] {
        var text = "|"
        for (index, cell) in cells.enumerated() {
            text += " " + TextWidth.pad(cell, widths[index], right: isNumber[index]) + " |"
        }
        return Array((text + "\n").utf8)
    }
}

extension DataType {
    /// Numbers stand at the right of a column, so that their digits line up.
    var isShownRight: Bool {
        switch self {
        case .int, .float, .duration: true
        default: false
        }
    }
}
