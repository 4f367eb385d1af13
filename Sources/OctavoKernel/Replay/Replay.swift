import OctavoLanguage
package import OctavoNotebook
package import OctavoSource

/// Runs a notebook in memory and compares what it shows with what is stored in it.
package enum Replay {
    /// How a cell's fresh result stands to the stored one.
    package enum Verdict: Sendable {
        case same
        case differs([ResultDifference])
        /// It failed otherwise than expected.
        case error([Diagnostic])
        case skipped(String)
        /// Ran; its result is not compared.
        case volatile

        package var name: String {
            switch self {
            case .same: "same"
            case .differs: "differs"
            case .error: "error"
            case .skipped: "skipped"
            case .volatile: "volatile"
            }
        }
    }

    package struct Case: Sendable {
        package let number: Int
        package let title: String
        /// The line of the cell's fence, from 1.
        package let line: Int
        package let verdict: Verdict
        package let duration: Duration
    }

    package struct Outcome: Sendable {
        /// The notebook's name.
        package let name: String
        package let cases: [Case]
        /// Mistakes outside the cells; nothing was run then.
        package let diagnostics: [Diagnostic]
        package let wasInterrupted: Bool
        /// The run behind it, whose updates accept the fresh results.
        package let run: NotebookRun
        /// Its file cannot be read.
        package var isUnreadable = false

        /// Nothing differs and nothing failed. What is marked `skip` does not count; what was skipped because of a failure
        /// comes with that failure.
        package var isSame: Bool {
            !wasInterrupted && !diagnostics.contains { $0.severity == .error }
                && cases.allSatisfy {
                    switch $0.verdict {
                    case .same, .skipped, .volatile: true
                    case .differs, .error: false
                    }
                }
        }

        package func count(_ name: String) -> Int { cases.filter { $0.verdict.name == name }.count }
    }

    /// Runs every cell, whatever is stored. Writes nothing by itself; effects of the cells go where the capabilities let them.
    package static func test(_ notebook: Notebook, _ settings: RunSettings) -> Outcome {
        var settings = settings
        settings.reuse = .none
        let run = NotebookRunner.run(notebook, settings)
        let cases = zip(run.graph.nodes, run.cells).map { node, cell in
            Case(
                number: cell.number, title: cell.title, line: node.cell.fence.firstLine + 1,
                verdict: verdict(node, cell, run.graph, settings),
                duration: cell.duration)
        }
        return Outcome(
            name: notebook.source.name, cases: cases, diagnostics: run.diagnostics, wasInterrupted: run.wasInterrupted, run: run)
    }

    /// A notebook that cannot be read, so that reports do not pass over it.
    package static func unreadable(_ name: String, _ problem: Diagnostic) -> Outcome {
        let graph = CellGraph(notebook: Notebook.parse([], name: name), nodes: [], diagnostics: [])
        let run = NotebookRun(graph: graph, cells: [], diagnostics: [problem], wasInterrupted: false, updates: [:])
        return Outcome(name: name, cases: [], diagnostics: [problem], wasInterrupted: false, run: run, isUnreadable: true)
    }

    private static func verdict(
        _ node: CellGraph.Node, _ cell: CellRun, _ graph: CellGraph, _ settings: RunSettings
    ) -> Verdict {
        let notebook = graph.notebook
        switch cell.outcome {
        case .skipped(let reason): return .skipped(reason)
        case .upToDate, .notRun: return .skipped("not asked for")
        case .failed(let errors): return .error(errors)
        case .finished: break
        }
        if node.cell.attributes.isVolatile { return .volatile }
        if node.lacksVolatileFlag { return .error([StaticCheck.unmarkedVolatile(node)]) }
        guard let result = cell.result else { return .same }
        let differences = ResultComparison(node.cell.attributes).differences(stored: node.cell.results, fresh: result) {
            NotebookImages.stored($0, in: notebook.source.name, settings.graph.capabilities.files)
        }.map { difference in
            guard case .key(let expected, let got, _) = difference else { return difference }
            return .key(expected: expected, got: got, causes: graph.causes(of: cell.number))
        }
        return differences.isEmpty ? .same : .differs(differences)
    }
}
