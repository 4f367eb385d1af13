import OctavoSource

/// What differs between two versions of a notebook, cell by cell. Prose does not count.
package struct NotebookDifference: Sendable {
    package enum Change: Sendable {
        case added
        case removed
        /// The words after `octavo`.
        case words(from: String, to: String)
        case source(LineDifference)
        case result([ResultDifference])

        package var name: String {
            switch self {
            case .added: "added"
            case .removed: "removed"
            case .words: "words"
            case .source: "source"
            case .result: "result"
            }
        }

        /// For a reader, line by line.
        package var text: [String] {
            switch self {
            case .added, .removed: []
            case .words(let from, let to): ["- octavo" + from, "+ octavo" + to]
            case .source(let difference): difference.text
            case .result(let differences): differences.flatMap(\.text)
            }
        }
    }

    package struct Item: Sendable {
        package let title: String
        /// Lines of the cell's fence in both versions, from 1.
        package let oldLine: Int?
        package let newLine: Int?
        package let changes: [Change]
    }

    /// Cells that differ, in the new version's order; what was removed stands after the cell that it stood behind.
    package let items: [Item]

    package init(_ old: Notebook, _ new: Notebook) {
        let partners = Self.partners(old, new)
        var items: [Item] = []
        var next = 0
        func addRemoved(before end: Int) {
            while next < end {
                let cell = old.cells[next]
                if !partners.contains(next) {
                    items.append(.init(title: cell.title, oldLine: cell.fence.firstLine + 1, newLine: nil, changes: [.removed]))
                }
                next += 1
            }
        }
        for (cell, partner) in zip(new.cells, partners) {
            guard let partner else {
                items.append(.init(title: cell.title, oldLine: nil, newLine: cell.fence.firstLine + 1, changes: [.added]))
                continue
            }
            addRemoved(before: partner)
            let before = old.cells[partner]
            let changes = Self.changes(before, of: old, cell, of: new)
            if !changes.isEmpty {
                items.append(
                    .init(
                        title: cell.title, oldLine: before.fence.firstLine + 1, newLine: cell.fence.firstLine + 1,
                        changes: changes))
            }
        }
        addRemoved(before: old.cells.count)
        self.items = items
    }

    // MARK: - Which cell is which

    /// For each new cell the index of the old one: by name, else by equal source in order, else by its place between two such.
    private static func partners(_ old: Notebook, _ new: Notebook) -> [Int?] {
        var partners = [Int?](repeating: nil, count: new.cells.count)
        var free = Set(old.cells.indices)
        func pair(_ new: Int, _ old: Int) {
            partners[new] = old
            free.remove(old)
        }
        let byName = Dictionary(old.cells.indices.compactMap { index in old.cells[index].name.map { ($0, index) } }) { first, _ in
            first
        }
        for (index, cell) in new.cells.enumerated() {
            if let name = cell.name, let partner = byName[name], free.contains(partner) { pair(index, partner) }
        }
        var bySource: [[UInt8]: [Int]] = [:]
        for index in old.cells.indices.reversed() where free.contains(index) {
            bySource[old.cells[index].text, default: []].append(index)
        }
        for (index, cell) in new.cells.enumerated() where partners[index] == nil {
            if let partner = bySource[cell.text]?.popLast() { pair(index, partner) }
        }
        for index in new.cells.indices where partners[index] == nil {
            let place = index == 0 ? 0 : partners[index - 1].map { $0 + 1 }
            // A cell with a name that the other version lacks is a new cell, not a changed one.
            if let place, place < old.cells.count, free.contains(place), new.cells[index].name == old.cells[place].name {
                pair(index, place)
            }
        }
        return partners
    }

    // MARK: - What changed

    private static func changes(_ old: Cell, of oldNotebook: Notebook, _ new: Cell, of newNotebook: Notebook) -> [Change] {
        var changes: [Change] = []
        let words = (words(old, oldNotebook), words(new, newNotebook))
        if words.0 != words.1 { changes.append(.words(from: words.0, to: words.1)) }
        let difference = LineDifference(expected: lines(old), got: lines(new))
        if old.text != new.text, !difference.lines.isEmpty { changes.append(.source(difference)) }
        let fresh = CellResult(new.results)
        // Tables cell by cell; what that does not see, such as rows that are not shown, line by line.
        let typed = ResultComparison(.close, tolerance: 0).differences(stored: old.results, fresh: fresh)
        let found = typed.isEmpty ? ResultComparison(.exact).differences(stored: old.results, fresh: fresh) : typed
        let shown = found.filter { if case .key = $0 { false } else { true } }
        if !shown.isEmpty { changes.append(.result(shown)) }
        return changes
    }

    private static func words(_ cell: Cell, _ notebook: Notebook) -> String {
        InfoString.words(of: notebook.bytes, in: cell.fence.info).dropFirst().map { " " + notebook.source.text(in: $0) }.joined()
    }

    private static func lines(_ cell: Cell) -> [String] {
        var lines = cell.text.split(omittingEmptySubsequences: false, whereSeparator: \.isLineEnd)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }
}

extension CellResult {
    /// What stored blocks say. The texts of images lie elsewhere.
    package init(_ blocks: [ResultBlock]) {
        self.init(key: blocks.first?.attributes.key, isStale: blocks.contains(where: \.attributes.isStale))
        for block in blocks {
            switch block.content {
            case .output(let text): parts.append(.text(text, rows: block.attributes.rows))
            case .image(let path, let alternative):
                parts.append(.image(path: path, alternative: alternative, digest: block.attributes.digest))
            case .error(let text): failure = Failure(code: DiagnosticCode(block.attributes.code ?? "error"), text: text)
            }
        }
    }
}
