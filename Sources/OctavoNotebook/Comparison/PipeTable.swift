/// A pipe table read back from a stored text.
package struct PipeTable: Hashable, Sendable {
    package let columns: [String]
    package let rows: [[String]]
    /// The number of each row in the whole table, from 1.
    package let rowNumbers: [Int]
    /// Rows that a cut text does not show.
    package let hiddenRows: Int

    /// `nil` unless the lines are a heading, a delimiter row with as many cells, and rows with as many cells.
    package init?(_ lines: [String]) {
        guard lines.count >= 2, let heading = Self.cells(lines[0]), let delimiters = Self.cells(lines[1]),
            heading.count == delimiters.count, delimiters.allSatisfy(Self.isDelimiter)
        else { return nil }
        var rows: [[String]] = []
        var numbers: [Int] = []
        var hidden = 0
        for line in lines[2...] {
            if let count = ResultText.hiddenLineCount(in: line) {
                hidden += count
                continue
            }
            guard let row = Self.cells(line), row.count == heading.count else { return nil }
            rows.append(row)
            numbers.append(rows.count + hidden)
        }
        columns = heading
        self.rows = rows
        rowNumbers = numbers
        hiddenRows = hidden
    }

    /// The cells of one line, without the white space around them and with `\|`, `\n`, `\r`, `\t` and `\\` read back.
    private static func cells(_ line: String) -> [String]? {
        let bytes = Array(line.utf8)
        guard bytes.first == Byte.pipe, bytes.count >= 2, bytes.last == Byte.pipe else { return nil }
        var cells: [String] = []
        var cell: [UInt8] = []
        var index = 1
        while index < bytes.count {
            let byte = bytes[index]
            if byte == Byte.backslash, index + 1 < bytes.count, let plain = escapes[bytes[index + 1]] {
                cell.append(plain)
                index += 2
                // The last pipe was escaped, so the line does not end a cell.
                if index == bytes.count { return nil }
                continue
            }
            if byte == Byte.pipe {
                cells.append(trimmed(cell))
                cell.removeAll(keepingCapacity: true)
            } else {
                cell.append(byte)
            }
            index += 1
        }
        return cells
    }

    private static let escapes: [UInt8: UInt8] = [
        Byte.pipe: Byte.pipe, Byte.backslash: Byte.backslash, 0x6E: Byte.lineFeed, 0x72: Byte.carriageReturn, 0x74: Byte.tab,
    ]

    private static func trimmed(_ cell: [UInt8]) -> String {
        let start = cell.firstIndex { $0 != Byte.space } ?? cell.endIndex
        let end = cell.lastIndex { $0 != Byte.space }.map { $0 + 1 } ?? start
        return String(decoding: cell[start..<end], as: UTF8.self)
    }

    /// `---`, `:--`, `--:`, `:-:`, of any length.
    private static func isDelimiter(_ cell: String) -> Bool {
        var bytes = Array(cell.utf8)[...]
        if bytes.first == Byte.colon { bytes = bytes.dropFirst() }
        if bytes.last == Byte.colon { bytes = bytes.dropLast() }
        return !bytes.isEmpty && bytes.allSatisfy { $0 == Byte.hyphen }
    }
}
