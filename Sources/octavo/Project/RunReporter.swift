import OctavoKernel
import OctavoSource
import Synchronization

/// Says on standard error how a run goes: a moving line at a terminal, failures as they come.
final class RunReporter: Sendable {
    let workspace: Workspace
    let total: Int
    let isJSON: Bool
    private let hasLine = Mutex(false)

    init(workspace: Workspace, total: Int, isJSON: Bool) {
        self.workspace = workspace
        self.total = total
        self.isJSON = isJSON
    }

    func report(_ event: RunEvent) {
        switch event {
        case .started(let cell, let title):
            guard Output.isTerminal(.standardError), !isJSON else { return }
            Output.write("\r\u{1B}[K[\(cell)/\(total)] \(title)", to: .standardError)
            hasLine.withLock { $0 = true }
        case .output: return
        case .finished(let run):
            clear()
            if isJSON {
                Output.write(line(run).text + "\n")
            }
            if case .failed(let diagnostics) = run.outcome { workspace.report(diagnostics) }
            workspace.report(run.warnings)
        }
    }

    func finish(_ run: NotebookRun, path: String) {
        clear()
        guard !isJSON else { return }
        let ran = run.cells.filter(\.hasRun).count
        let failed = run.cells.filter(\.hasFailed).count
        var skipped: [String] = []
        for cell in run.cells { if case .skipped(let reason) = cell.outcome { skipped.append("\(cell.title): \(reason)") } }
        for line in skipped { Output.write("skipped \(line)\n", to: .standardError) }
        let summary = "\(path): \(ran) of \(total) cells run" + (failed > 0 ? ", \(failed) failed" : "")
        Output.write(summary + "\n", to: .standardError)
    }

    private func clear() {
        if hasLine.withLock({
            let had = $0
            $0 = false
            return had
        }) {
            Output.write("\r\u{1B}[K", to: .standardError)
        }
    }

    private func line(_ run: CellRun) -> JSON {
        let outcome: String
        switch run.outcome {
        case .finished: outcome = "finished"
        case .failed: outcome = "failed"
        case .skipped: outcome = "skipped"
        case .notRun: outcome = "not run"
        }
        return .object([("cell", .int(run.number)), ("title", .text(run.title)), ("outcome", .text(outcome))])
    }
}
