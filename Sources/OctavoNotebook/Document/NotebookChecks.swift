package import OctavoSource

/// What can be said about a notebook without running it and without knowing the language.
package enum NotebookChecks {
    /// Everything, ordered by place in the file; the notebook's own diagnostics come with it.
    package static func run(_ notebook: Notebook) -> [Diagnostic] {
        let found =
            notebook.diagnostics + nonCells(notebook) + misspelledTags(notebook) + openFences(notebook) + orphans(notebook)
            + duplicateNames(notebook) + imageClashes(notebook)
        return found.enumerated().sorted { left, right in
            (start(left.element), left.offset) < (start(right.element), right.offset)
        }.map(\.element)
    }

    private static func start(_ diagnostic: Diagnostic) -> Int { diagnostic.primary?.range.bytes.start ?? 0 }

    // MARK: - Fences

    /// Fences that look like cells and stand where Markdown, or the format, has none.
    package static func nonCells(_ notebook: Notebook) -> [Diagnostic] {
        notebook.scan.nonCells.map { nonCell in
            let (reason, help) = explanation(nonCell)
            let isComment = nonCell.reason == .htmlBlock(condition: 2)
            return Diagnostic(
                "not-a-cell", "this `octavo` fence is not a cell: \(reason)", severity: isComment ? .note : .warning,
                at: SourceRange(notebook.source, nonCell.text), help: [help])
        }
    }

    private static func explanation(_ nonCell: NonCell) -> (reason: String, help: String) {
        let since = "line \(nonCell.enclosingLine + 1)"
        switch nonCell.reason {
        case .listItem: return ("it stands in the list item of \(since)", "begin the fence at the left margin")
        case .blockQuote: return ("it stands in the block quote of \(since)", "put it outside the quote")
        case .htmlBlock(condition: 2): return ("it stands in the comment of \(since)", "close the comment with `-->` before it")
        case .htmlBlock(condition: 6), .htmlBlock(condition: 7):
            return ("it stands in the HTML block of \(since)", "put a blank line before it")
        case .htmlBlock: return ("it stands in the HTML block of \(since)", "end the block before it")
        case .indentedCode:
            return ("four columns of indentation make it an indented code block", "indent it by three spaces at most")
        case .paragraph:
            return ("four columns of indentation make it part of the paragraph of \(since)", "indent it by three spaces at most")
        }
    }

    /// `Octavo`, `{octavo}`, `octavo,x`: fences at document level whose tag was meant to be `octavo`.
    package static func misspelledTags(_ notebook: Notebook) -> [Diagnostic] {
        let bytes = notebook.bytes
        return notebook.scan.fences.compactMap { fence in
            guard let word = InfoString.words(of: bytes, in: fence.info, limit: 1).first, word.count <= 64,
                InfoString.tag(of: bytes, in: fence.info) != .cell
            else { return nil }
            let text = String(decoding: bytes[word.start..<word.end], as: UTF8.self)
            let bare = text.lowercased().filter { !"{}.".contains($0) }
            guard bare == "octavo" || bare.hasPrefix("octavo,") || bare.hasPrefix("octavo:") else { return nil }
            return Diagnostic(
                "not-a-cell", "this fence is not a cell: its first word is `\(text)`", severity: .warning,
                at: SourceRange(notebook.source, word), help: ["write `octavo` and a space before what follows"])
        }
    }

    /// Fences of other kinds that are never closed and take cells or results with them.
    package static func openFences(_ notebook: Notebook) -> [Diagnostic] {
        guard let fence = notebook.scan.fences.last, !fence.isClosed else { return [] }
        let tag = InfoString.tag(of: notebook.bytes, in: fence.info)
        let isResult = tag == .output || tag == .error
        guard tag != .cell, isResult || fence.cellLikeLines > 0 else { return [] }
        return [
            Diagnostic(
                "fence-not-closed", "this fence is not closed", severity: .warning,
                at: SourceRange(notebook.source, fence.opener), label: "opened here",
                notes: fence.cellLikeLines > 0
                    ? [Cell.swallowed(fence.cellLikeLines)] : ["a result that is not closed is not read"],
                help: ["close it with a line of \(fence.length) or more of the same character"])
        ]
    }

    // MARK: - Results and names

    /// Results below no cell.
    package static func orphans(_ notebook: Notebook) -> [Diagnostic] {
        notebook.orphans.map { block in
            Diagnostic(
                "orphan-result", "this result stands below no cell", severity: .warning,
                at: SourceRange(notebook.source, firstLine(of: block, in: notebook)),
                notes: ["only blank lines may stand between a cell and its results"],
                help: ["delete it, or move it directly below its cell"])
        }
    }

    private static func firstLine(of block: ResultBlock, in notebook: Notebook) -> ByteRange {
        var end = block.range.start
        while end < block.range.end, !notebook.bytes[end].isLineEnd { end += 1 }
        return ByteRange(block.range.start, end)
    }

    package static func duplicateNames(_ notebook: Notebook) -> [Diagnostic] {
        var first: [String: Cell] = [:]
        var found: [Diagnostic] = []
        for cell in notebook.cells {
            guard let name = cell.name else { continue }
            if let earlier = first[name] {
                found.append(
                    Diagnostic(
                        "duplicate-cell-name", "two cells are named `\(name)`",
                        at: SourceRange(notebook.source, cell.fence.opener),
                        secondary: [.init(SourceRange(notebook.source, earlier.fence.opener), "first here")],
                        help: ["give one of them another `name=`"]))
            } else {
                first[name] = cell
            }
        }
        return found
    }

    /// Images of different cells at one path: the later run would replace the earlier picture. Letters of either case are one
    /// name on some file systems.
    package static func imageClashes(_ notebook: Notebook) -> [Diagnostic] {
        var first: [String: (cell: Cell, block: ResultBlock)] = [:]
        var found: [Diagnostic] = []
        for cell in notebook.cells {
            for block in cell.results {
                guard case .image(let path, _) = block.content else { continue }
                guard let earlier = first[path.lowercased()] else {
                    first[path.lowercased()] = (cell, block)
                    continue
                }
                found.append(
                    Diagnostic(
                        "image-name-clash", "two results show the image `\(path)`", severity: .warning,
                        at: SourceRange(notebook.source, block.range),
                        secondary: [.init(SourceRange(notebook.source, earlier.block.range), "also in \(earlier.cell.title)")],
                        help: ["give \(cell.name == nil ? cell.title : "one of the cells") a `name=` of its own"]))
            }
        }
        return found
    }
}
