import OctavoLanguage
import OctavoNotebook
package import OctavoSource
import OctavoSyntax
package import OctavoTable

/// What `octavo check` says of a notebook without running it.
package enum StaticCheck {
    /// The notebook's own mistakes, those of its cells, results that are not of the cells above them, and cells that lack
    /// `volatile`; with `files`, images that are not there or are others. By place.
    package static func run(_ graph: CellGraph, files: (any FileAccess)? = nil) -> [Diagnostic] {
        let images = files.map { StoredImages.problems(in: graph.notebook, $0) } ?? []
        var found: [(offset: Int, diagnostic: Diagnostic)] = (NotebookChecks.run(graph.notebook) + images).map {
            ($0.primary?.range.bytes.start ?? 0, $0)
        }
        for node in graph.nodes {
            let start = node.cell.fence.opener.start
            found += errors(of: node, in: graph).map { (start, $0) }
            if node.lacksVolatileFlag { found.append((start, unmarkedVolatile(node))) }
            switch graph.status(of: node.cell.number) {
            case .stale: found.append((start, stale(node, in: graph)))
            case .unknown(let reason): found.append((start, unknown(node, reason, in: graph.notebook)))
            case .current, .noResult, .volatile, .skipped: break
            }
        }
        return graph.diagnostics
            + found.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }.map(
                \.element.diagnostic)
    }

    /// A cell's diagnostics but the error that it expects, and files and data that a cell above will have written.
    private static func errors(of node: CellGraph.Node, in graph: CellGraph) -> [Diagnostic] {
        func isMade(_ scheme: String) -> Bool { node.dependencies.contains { $0.reasons.contains { $0.hasPrefix(scheme) } } }
        let found = node.diagnostics.filter {
            switch $0.code {
            // Told by the notebook, as `cell-not-utf8`.
            case "invalid-utf8": false
            case "file-not-found": !isMade("file:")
            case "unknown-snapshot", "unknown-version": !isMade("store:")
            default: true
            }
        }
        switch node.cell.attributes.raises {
        case nil: return found
        case .any?: return found.filter { $0.severity != .error }
        case .code(let code)?:
            return found.first { $0.severity == .error }?.code == code ? found.filter { $0.severity != .error } : found
        }
    }

    static func unmarkedVolatile(_ node: CellGraph.Node) -> Diagnostic {
        Diagnostic(
            "volatile-unmarked", "\(node.cell.title) shows what changes by itself, and is not marked `volatile`",
            at: node.checked.tree.source.range,
            notes: node.checked.effects.isDisjoint(with: [.outside, .network]) && !node.dependencies.isEmpty
                ? ["it reads " + volatileReads(node)] : ["effects: " + node.checked.effects.names.joined(separator: ", ")],
            help: ["add `volatile` to the cell's info string"])
    }

    private static func volatileReads(_ node: CellGraph.Node) -> String {
        node.dependencies.flatMap(\.reasons).map { "`\($0)`" }.joined(separator: ", ")
    }

    private static func stale(_ node: CellGraph.Node, in graph: CellGraph) -> Diagnostic {
        let isMarked = node.cell.results.contains { $0.attributes.isStale }
        return Diagnostic(
            "stale-result", "the result of \(node.cell.title) is stale", severity: .warning, at: place(node, graph.notebook),
            notes: isMarked ? ["it is marked so"] : graph.causes(of: node.cell.number), help: ["`octavo run` makes it anew"])
    }

    private static func unknown(_ node: CellGraph.Node, _ reason: String, in notebook: Notebook) -> Diagnostic {
        Diagnostic(
            "unknown-key", "whether the result of \(node.cell.title) is stale cannot be known without a run: \(reason)",
            severity: .note,
            at: place(node, notebook))
    }

    /// The first line of the first result.
    private static func place(_ node: CellGraph.Node, _ notebook: Notebook) -> SourceRange {
        let range = node.cell.results.first?.range ?? node.cell.fence.opener
        let line = notebook.source.line(at: range.start)
        return SourceRange(notebook.source, ByteRange(range.start, range.start + notebook.source.lineText(line).utf8.count))
    }
}
