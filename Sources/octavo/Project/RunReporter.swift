import OctavoKernel
import OctavoREPL
import OctavoSource

/// Says on standard error how a run goes: a moving line at a terminal, failures as they come.
final class RunReporter: Sendable {
    let workspace: Workspace
    let total: Int
    let isJSON: Bool
    let progress: ProgressDisplay?

    init(workspace: Workspace, total: Int, isJSON: Bool) {
        self.workspace = workspace
        self.total = total
        self.isJSON = isJSON
        progress = ProgressDisplay.onTerminal(isJSON: isJSON)
    }

    func report(_ event: RunEvent) {
        switch event {
        case .started(let cell, let title): progress?.begin("[\(cell)/\(total)] \(title)")
        case .finished(let run):
            progress?.finish()
            if isJSON {
                Output.write(line(run).text + "\n")
            }
            if case .failed(let diagnostics) = run.outcome { workspace.report(diagnostics) }
            workspace.report(run.warnings)
        }
    }

    func finish(_ run: NotebookRun, path: String) {
        progress?.finish()
        guard !isJSON else { return }
        for cell in run.cells {
            if case .skipped(let reason) = cell.outcome { Output.write("skipped \(cell.title): \(reason)\n", to: .standardError) }
        }
        Output.write("\(path): \(Self.summary(run))\n", to: .standardError)
    }

    /// `12 cells: 3 run, 9 up to date`; a failed cell counts among those that were run.
    private static func summary(_ run: NotebookRun) -> String {
        if run.diagnostics.contains(where: { $0.severity == .error }) { return "nothing was run" }
        func count(_ name: String) -> Int { run.cells.count { $0.outcome.name == name } }
        let counts = [
            (run.cells.count(where: \.hasRun), "run"), (count("up to date"), "up to date"), (count("skipped"), "skipped"),
            (count("not run"), "not asked for"), (count("failed"), "failed"),
        ]
        let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return "\(run.cells.count) cell\(run.cells.count == 1 ? "" : "s"): "
            + (parts.isEmpty ? "0 run" : parts.joined(separator: ", "))
    }

    private func line(_ run: CellRun) -> JSON {
        return .object([("cell", .int(run.number)), ("title", .text(run.title)), ("outcome", .text(run.outcome.name))])
    }
}
