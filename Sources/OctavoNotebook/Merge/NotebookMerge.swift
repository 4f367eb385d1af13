import OctavoSource

/// Two versions of a notebook merged. Results do not take part: they follow from the cells, and two runs of a changed notebook
/// would always be in conflict. Each cell keeps the result that it came with, and its key tells whether it is still right.
package struct NotebookMerge: Sendable {
    package let bytes: [UInt8]
    /// Prose or cells that both versions changed stand in the bytes between Git's marks.
    package let hasConflicts: Bool

    package init(base: Notebook, ours: Notebook, theirs: Notebook) {
        let ends =
            ours.bytes.contains([Byte.carriageReturn, Byte.lineFeed]) ? [Byte.carriageReturn, Byte.lineFeed] : [Byte.lineFeed]
        let merge = LineMerge(
            base: Self.lines(base), ours: Self.lines(ours), theirs: Self.lines(theirs), lineEnd: ends)
        hasConflicts = merge.hasConflicts
        let merged = Notebook.parse(Array(merge.lines.joined()), name: ours.source.name)
        // Where a mark cuts through a cell, nobody can say whose result it has.
        if merge.hasConflicts {
            bytes = merged.bytes
            return
        }
        let old = StoredResults(base)
        let our = StoredResults(ours)
        let their = StoredResults(theirs)
        var updates: [Int: ResultUpdate] = [:]
        var seen: [[UInt8]: Int] = [:]
        for cell in merged.cells where cell.isClosed {
            let number = seen[cell.text, default: 0]
            seen[cell.text] = number + 1
            let results = [our.of(cell, number), their.of(cell, number)].compactMap { $0 }
            // Of two the one that is not the old one.
            let kept = results.first { $0.map(\.content) != old.of(cell, number)?.map(\.content) } ?? results.first
            if let kept, !kept.isEmpty { updates[cell.number] = .replace(CellResult(kept)) }
        }
        bytes = Splice.apply(updates, to: merged).bytes
    }

    /// Without results, each line with its end.
    private static func lines(_ notebook: Notebook) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        for byte in Splice.strip(notebook).bytes {
            line.append(byte)
            if byte == Byte.lineFeed {
                lines.append(line)
                line.removeAll(keepingCapacity: true)
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }
}

/// The results of a notebook by the source of their cells, those of equal cells in order.
private struct StoredResults {
    private var bySource: [[UInt8]: [[ResultBlock]]] = [:]

    init(_ notebook: Notebook) {
        for cell in notebook.cells { bySource[cell.text, default: []].append(cell.results) }
    }

    func of(_ cell: Cell, _ number: Int) -> [ResultBlock]? {
        bySource[cell.text].flatMap { $0.indices.contains(number) ? $0[number] : nil }
    }
}
