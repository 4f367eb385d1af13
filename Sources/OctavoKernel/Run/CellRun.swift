package import OctavoNotebook
package import OctavoSource

/// What became of one cell in a run.
package struct CellRun: Sendable {
    package enum Outcome: Sendable {
        /// Ran to its end, or failed as `raises=` says.
        case finished
        case failed([Diagnostic])
        /// Not run: it is marked so, or what it needs did not run or failed.
        case skipped(String)
        /// Not run: its stored result is that of its key.
        case upToDate
        /// Not asked for.
        case notRun

        package var name: String {
            switch self {
            case .finished: "finished"
            case .failed: "failed"
            case .skipped: "skipped"
            case .upToDate: "up to date"
            case .notRun: "not run"
            }
        }
    }

    package let number: Int
    package let title: String
    package let outcome: Outcome
    /// What it showed, and its failure; `nil` when it did not run.
    package let result: CellResult?
    package let key: CellKey
    package let duration: Duration
    /// Digests of what it read.
    package let inputs: InputDigests?
    /// What is worth saying although it ran.
    package let warnings: [Diagnostic]

    package var hasFailed: Bool { if case .failed = outcome { true } else { false } }
    package var hasRun: Bool {
        switch outcome {
        case .finished, .failed: true
        case .skipped, .upToDate, .notRun: false
        }
    }
    var isUpToDate: Bool { if case .upToDate = outcome { true } else { false } }
    /// Stopped by hand, which says nothing about the cell.
    var wasInterrupted: Bool {
        if case .failed(let errors) = outcome { errors.contains { $0.code == "interrupted" } } else { false }
    }
    var showsNothing: Bool { result.map { $0.parts.isEmpty && $0.failure == nil } ?? false }
}

extension CellRun {
    static func notRun(_ node: CellGraph.Node, _ outcome: Outcome) -> CellRun {
        CellRun(
            number: node.cell.number, title: node.cell.title, outcome: outcome, result: nil, key: node.key, duration: .zero,
            inputs: nil, warnings: [])
    }
}

/// A whole run: each cell's outcome in order.
package struct NotebookRun: Sendable {
    package let graph: CellGraph
    package let cells: [CellRun]
    /// What is wrong outside the cells' code: info strings, front matter, unknown parameters, an unknown `--only`. Nothing ran
    /// if there is an error.
    package let diagnostics: [Diagnostic]
    /// Stopped from outside.
    package let wasInterrupted: Bool
    /// The changes to write into the notebook, for `Splice`.
    package let updates: [Int: ResultUpdate]

    package var hasFailed: Bool {
        wasInterrupted || cells.contains(where: \.hasFailed) || diagnostics.contains { $0.severity == .error }
    }
}
