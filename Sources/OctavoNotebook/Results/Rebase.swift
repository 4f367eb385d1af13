package import OctavoSource

/// Updates of one notebook's cells as updates of another version of it, when the file changed while it was run.
package struct Rebase: Sendable {
    /// By number of the cell in the new version.
    package let updates: [Int: ResultUpdate]
    /// Why some results have no place in the new version.
    package let refused: [Diagnostic]

    /// Finds each cell again by its name, else by its source bytes; where several cells have the same bytes, by their order, if
    /// their number is the same in both. A result whose cell was found by name with another source is stored as stale. O(n).
    package static func rebase(_ updates: [Int: ResultUpdate], from old: Notebook, onto new: Notebook) -> Rebase {
        let oldIndex = CellIndex(old)
        let newIndex = CellIndex(new)
        var rebased: [Int: ResultUpdate] = [:]
        var refused: [Diagnostic] = []
        for cell in old.cells {
            guard let update = updates[cell.number] else { continue }
            switch newIndex.find(cell, from: oldIndex) {
            case .same(let number): rebased[number] = update
            case .changed(let number): rebased[number] = update.stale
            case .missing(let reason):
                refused.append(
                    Diagnostic(
                        "cell-changed-meanwhile", "cannot store the result of \(cell.title): the file was changed during the run",
                        at: SourceRange(old.source, cell.fence.opener), notes: [reason], help: ["run the notebook again"]))
            }
        }
        return Rebase(updates: rebased, refused: refused)
    }
}

extension ResultUpdate {
    fileprivate var stale: ResultUpdate {
        guard case .replace(var result) = self else { return self }
        result.isStale = true
        return .replace(result)
    }
}

/// The cells of one notebook by name and by source.
private struct CellIndex {
    private enum Match {
        case one(Cell)
        case many
    }

    enum Found {
        case same(Int)
        /// A cell of the same name with another source.
        case changed(Int)
        case missing(String)
    }

    private var byName: [String: Match] = [:]
    private var byText: [[UInt8]: [Int]] = [:]
    /// Where each cell stands among those with its source, by `number - 1`.
    private var positions: [Int] = []

    init(_ notebook: Notebook) {
        for cell in notebook.cells {
            positions.append(byText[cell.text]?.count ?? 0)
            byText[cell.text, default: []].append(cell.number)
            guard let name = cell.name else { continue }
            byName[name] = byName[name] == nil ? .one(cell) : .many
        }
    }

    /// Where `cell`, which stands in `old`, stands in this index.
    func find(_ cell: Cell, from old: CellIndex) -> Found {
        if let name = cell.name, case .one? = old.byName[name], case .one(let match)? = byName[name] {
            return match.text == cell.text ? .same(match.number) : .changed(match.number)
        }
        let numbers = byText[cell.text] ?? []
        let before = old.byText[cell.text] ?? []
        guard !numbers.isEmpty else { return .missing("no cell has its name or its source any more") }
        guard numbers.count == before.count else {
            return .missing("\(numbers.count) cells have its source now, \(before.count) had it before")
        }
        return .same(numbers[old.positions[cell.number - 1]])
    }
}
