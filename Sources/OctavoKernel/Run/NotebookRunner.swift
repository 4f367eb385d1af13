import OctavoLanguage
package import OctavoNotebook
import OctavoSource
import OctavoSyntax
import OctavoTable

/// Runs the cells of a notebook: in the file's order where one waits for another, side by side where not.
///
/// A cell that fails changes no binding, and only what depends on it is left out. Two runs of the same notebook over the same
/// files give the same updates to the byte, however many workers there are, and whether stored results are reused or not.
package enum NotebookRunner {
    /// Works on the caller's thread, which needs a large stack.
    package static func run(_ notebook: Notebook, _ settings: RunSettings) -> NotebookRun {
        let graph = CellGraph.build(notebook, settings.graph)
        // A word that cannot be read may be the one that keeps a cell from running.
        var diagnostics = notebook.diagnostics + graph.diagnostics
        var wanted: Set<Int>?
        if let only = settings.only {
            if let cell = notebook.cell(named: only) {
                wanted = Set(graph.ancestors(of: cell.number)).union([cell.number])
            } else {
                let names = notebook.cells.compactMap(\.name)
                diagnostics.append(
                    Diagnostic(
                        "unknown-cell", "no cell is named `\(only)`",
                        notes: [names.isEmpty ? "no cell has a `name=`" : "named cells: " + names.joined(separator: ", ")],
                        help: Suggestion.question(for: only, among: names).map { [$0] } ?? []))
            }
        }
        if diagnostics.contains(where: { $0.severity == .error }) {
            let cells = graph.nodes.map { CellRun.notRun($0, .notRun) }
            return NotebookRun(graph: graph, cells: cells, diagnostics: diagnostics, wasInterrupted: false, updates: [:])
        }
        let ran = NotebookExecution(graph, settings, wanted: wanted).run()
        let cells = NotebookImages.failingClashes(ran, graph, digest: settings.graph.digest)
        for (before, cell) in zip(ran, cells) where cell.hasFailed && !before.hasFailed { settings.progress(.finished(cell)) }
        return NotebookRun(
            graph: graph, cells: cells, diagnostics: diagnostics, wasInterrupted: settings.cancellation.isCancelled,
            updates: updates(graph, cells, settings))
    }

    /// Results of the cells that ran; a mark on the others whose stored result is not theirs any more.
    private static func updates(_ graph: CellGraph, _ cells: [CellRun], _ settings: RunSettings) -> [Int: ResultUpdate] {
        var updates: [Int: ResultUpdate] = [:]
        for (node, run) in zip(graph.nodes, cells) {
            let isStored = !node.cell.results.isEmpty
            if run.hasRun, let result = run.result {
                if run.wasInterrupted { continue }
                if node.cell.attributes.isVolatile, isStored, !settings.updatesVolatile, !run.hasFailed { continue }
                if !run.showsNothing {
                    updates[run.number] = .replace(result)
                } else if isStored {
                    updates[run.number] = .remove
                }
            } else if isStored, !node.cell.attributes.isSkipped, !node.cell.attributes.isVolatile,
                graph.status(of: run.number) == .stale,
                wasOvertaken(node, by: cells)
            {
                updates[run.number] = .markStale(true)
            }
        }
        return updates
    }

    /// Whether something that the cell needs was brought up to date, and it was not.
    private static func wasOvertaken(_ node: CellGraph.Node, by cells: [CellRun]) -> Bool {
        node.dependencies.contains { dependency in
            if case .notRun = cells[dependency.cell - 1].outcome { false } else { true }
        }
    }
}
