/// A text that can be wrong in places: a cell, a script, a prompt entry, a file that is read as data or settings.
///
/// A class because a place in a text needs the text's identity: two cells with the same bytes are two sources. Immutable.
package final class Source: Sendable {
    /// What a reader would call it: a path relative to the project root, `<entry 3>`, `<standard input>`.
    package let name: String
    package let bytes: [UInt8]
    /// Where the text stands in a notebook, when it is a cell.
    package let cell: CellPlace?
    /// Byte offset of the first byte of each line. Never empty.
    package let lineStarts: [Int]

    package init(name: String, bytes: [UInt8], cell: CellPlace? = nil) {
        self.name = name
        self.bytes = bytes
        self.cell = cell
        self.lineStarts = Self.findLineStarts(in: bytes)
    }

    package convenience init(name: String, text: String, cell: CellPlace? = nil) {
        self.init(name: name, bytes: Array(text.utf8), cell: cell)
    }

    /// The whole text.
    package var range: SourceRange { SourceRange(self, ByteRange(0, bytes.count)) }

    /// The text of `range`, cut to the source's own bounds.
    package func text(in range: ByteRange) -> String {
        let start = min(max(range.start, 0), bytes.count)
        let end = min(max(range.end, start), bytes.count)
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    package func text(in range: Range<Int>) -> String { text(in: ByteRange(range.lowerBound, range.upperBound)) }

    /// The line (from 0) that holds `offset`. O(log lines).
    package func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// Line and column, both from 0; the column counts Unicode scalars.
    package func position(at offset: Int) -> SourcePosition {
        let clamped = min(max(offset, 0), bytes.count)
        let line = line(at: clamped)
        let before = bytes[lineStarts[line]..<clamped]
        let column = before.reduce(into: 0) { count, byte in if byte & 0xC0 != 0x80 { count += 1 } }
        return SourcePosition(line: line, column: column)
    }

    /// The bytes of a line (from 0) without its line end.
    package func lineText(_ line: Int) -> String {
        guard line >= 0, line < lineStarts.count else { return "" }
        var end = line + 1 < lineStarts.count ? lineStarts[line + 1] : bytes.count
        let start = lineStarts[line]
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private static func findLineStarts(in bytes: [UInt8]) -> [Int] {
        var starts = [0]
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A {
                starts.append(index)
            } else if byte == 0x0D {
                if index < bytes.count, bytes[index] == 0x0A { index += 1 }
                starts.append(index)
            }
        }
        return starts
    }
}

/// Where a cell stands in its notebook.
package struct CellPlace: Hashable, Sendable {
    /// The cell's number in the notebook, from 1.
    package let number: Int
    /// The `name=` attribute, if there is one.
    package let name: String?
    /// The notebook's line (from 0) that holds the first line of the cell's source.
    package let firstLine: Int

    package init(number: Int, name: String? = nil, firstLine: Int) {
        self.number = number
        self.name = name
        self.firstLine = firstLine
    }
}

/// A line and a column in a text, both from 0; the column counts Unicode scalars.
package struct SourcePosition: Hashable, Sendable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
