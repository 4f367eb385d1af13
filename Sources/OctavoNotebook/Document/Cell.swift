package import OctavoSource

/// One cell of a notebook: its source, what its info string asks for, and the results stored below it.
package struct Cell: Sendable {
    /// From 1, in document order.
    package let number: Int
    package let attributes: CellAttributes
    package let fence: CodeFence
    /// The source as CommonMark gives it: line ends as in the file, less the indentation of the fence.
    package let text: [UInt8]
    package internal(set) var results: [ResultBlock] = []

    package var name: String? { attributes.name }
    /// `name`, or `cell 3`.
    package var title: String { name ?? "cell \(number)" }
    /// Results of a cell that is not closed have no place and are never written.
    package var isClosed: Bool { fence.isClosed }

    /// From the end of the closing fence's line, before its line end, to the end of the last result's. `nil` without results.
    package var resultRegion: ByteRange? {
        guard let closer = fence.closer, let last = results.last else { return nil }
        return ByteRange(closer.end, last.range.end)
    }

    package var place: CellPlace { CellPlace(number: number, name: name, firstLine: fence.firstLine + 1) }

    /// The cell's text for the language. `name` is the notebook's.
    package func makeSource(named name: String) -> Source { Source(name: name, bytes: text, cell: place) }
}

extension Cell {
    init(number: Int, fence: CodeFence, of source: Source, diagnostics: inout [Diagnostic]) {
        self.number = number
        self.fence = fence
        attributes = CellAttributes.parse(fence.info, of: source, diagnostics: &diagnostics)
        text = Self.text(of: fence, bytes: source.bytes)
        if !fence.isClosed { diagnostics.append(notClosed(in: source, severity: .warning)) }
        if let offset = StoredLine.firstMalformed(source.bytes[fence.content.start..<fence.content.end]) {
            diagnostics.append(
                Diagnostic(
                    "cell-not-utf8", "\(title) holds a byte that is not UTF-8",
                    at: SourceRange(source, ByteRange(offset, offset + 1)),
                    label: "byte 0x\(String(source.bytes[offset], radix: 16))",
                    help: ["save the notebook as UTF-8"]))
        }
    }

    private static func text(of fence: CodeFence, bytes: [UInt8]) -> [UInt8] {
        if fence.indent == 0 { return Array(bytes[fence.content.start..<fence.content.end]) }
        var text: [UInt8] = []
        FenceContent.forEachLine(fence, of: bytes) { line, next in text += bytes[line.start..<next] }
        return text
    }

    func notClosed(in source: Source, severity: Diagnostic.Severity) -> Diagnostic {
        let marks = "\(fence.length) " + (fence.character == Byte.tilde ? "tildes" : "backticks")
        var notes = ["everything to the end of the file belongs to the cell, so its result has no place"]
        if fence.cellLikeLines > 0 { notes.append(Self.swallowed(fence.cellLikeLines)) }
        return Diagnostic(
            "cell-not-closed", "\(title) is not closed", severity: severity, at: SourceRange(source, fence.opener),
            label: "opened here", notes: notes, help: ["put a line of \(marks) after the cell"])
    }

    static func swallowed(_ count: Int) -> String {
        count == 1 ? "1 line in it would open a cell" : "\(count) lines in it would open a cell"
    }

    /// The offset in the notebook of an offset in `text`. O(length of the cell) for an indented cell.
    package func notebookOffset(of offset: Int, in bytes: [UInt8]) -> Int {
        if fence.indent == 0 { return min(fence.content.start + max(offset, 0), fence.content.end) }
        var remaining = max(offset, 0)
        var found: Int?
        FenceContent.forEachLine(fence, of: bytes) { line, next in
            guard found == nil else { return }
            if remaining < next - line.start { found = line.start + remaining } else { remaining -= next - line.start }
        }
        return found ?? fence.content.end
    }
}
