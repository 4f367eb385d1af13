import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoTable
import Synchronization

/// One run: decides for each cell whether it runs, with which names, and under which limits.
///
/// A class because the workers share it.
final class NotebookExecution: Sendable {
    private let graph: CellGraph
    private let settings: RunSettings
    private let selection: RunSelection
    private let schedule: CellSchedule
    private let share: ThreadShare
    private let recordings: NotebookRecordings
    private let start: Duration

    init(_ graph: CellGraph, _ settings: RunSettings, wanted: Set<Int>?) {
        self.graph = graph
        self.settings = settings
        selection = RunSelection(graph, wanted: wanted, reuse: settings.reuse, images: settings.images(of: graph.notebook))
        schedule = CellSchedule(graph, progress: settings.progress)
        share = ThreadShare(settings.graph.capabilities.threads)
        recordings = NotebookRecordings(
            of: graph.notebook.source.name, mode: settings.graph.recordings, settings.graph.capabilities,
            digest: settings.graph.digest)
        start = settings.clock.now()
    }

    /// All outcomes, in the file's order. They do not depend on how many workers there are.
    func run() -> [CellRun] {
        settings.workers.run { self.schedule.work(self.perform) }
        let runs = schedule.runs
        let isWhole = settings.only == nil && runs.allSatisfy { if case .finished = $0.outcome { true } else { $0.isUpToDate } }
        if settings.prunesRecordings, isWhole {
            // What cannot be removed now is removed another time.
            try? recordings.removeFiles(except: graph.nodes.filter(\.asks).map(\.cell))
        }
        return runs
    }

    private func perform(_ number: Int) -> (CellRun, Environment?) {
        let node = graph[number]
        switch selection[number] {
        case .notAsked: return (.notRun(node, .notRun), nil)
        case .upToDate: return (.notRun(node, .upToDate), nil)
        case .run: break
        }
        if let reason = reasonToSkip(node) { return (.notRun(node, .skipped(reason)), nil) }
        schedule.noteStart(number)
        share.begin()
        defer { share.end() }
        let now = settings.clock.now()
        let execution = CellExecution(
            node: node, settings: settings, share: share, limit: limit(of: node.cell, at: now), started: now,
            recordings: node.asks ? recordings.providers(for: node.cell) : nil)
        return execution.run(in: environment(of: node)) { self.key(of: node) }
    }

    private func reasonToSkip(_ node: CellGraph.Node) -> String? {
        if node.cell.attributes.isSkipped { return "marked `skip`" }
        if settings.cancellation.isCancelled { return "the run was interrupted" }
        for dependency in node.dependencies {
            guard let needed = schedule.outcome(of: dependency.cell)?.run else { continue }
            let names = dependency.reasons.map { "`\($0)`" }.joined(separator: ", ")
            switch needed.outcome {
            case .failed: return "\(needed.title) failed, which it needs for \(names)"
            case .skipped: return "\(needed.title) was skipped, which it needs for \(names)"
            case .finished, .upToDate, .notRun: continue
            }
        }
        if let limit = settings.totalTimeout, settings.clock.now() - start >= limit {
            return "the run reached its time limit of \(DurationLabel.text(limit))"
        }
        return nil
    }

    /// The names above the cell: what it reads as the cells above gave it, and the others as far as a check knows them, since a
    /// message may propose one and must not depend on what else has run.
    private func environment(of node: CellGraph.Node) -> Environment {
        var environment = node.environment
        for (use, cell) in node.sources {
            if let given = schedule.outcome(of: cell)?.definitions { environment.take(use, from: given) }
        }
        return environment
    }

    /// The key with the contents that the files have now, which cells above may have written, and the digests of these.
    private func key(of node: CellGraph.Node) -> (key: CellKey, inputs: InputDigests?) {
        let inputs = node.keyed.inputs(settings.graph)
        let key = CellGraph.key(
            of: node.keyed, inputs: inputs, dependencies: node.dependencies,
            keys: { self.schedule.outcome(of: $0)?.run.key ?? self.graph[$0].key }, settings.graph)
        return (key, try? inputs.get())
    }

    /// The nearest of the limits on this cell, which begins to count.
    private func limit(of cell: Cell, at now: Duration) -> TimeLimit {
        let own = cell.attributes.timeout ?? graph.notebook.frontMatter?.timeout ?? settings.timeout
        return TimeLimit(own: own, rest: settings.totalTimeout.map { $0 - (now - start) }, settings)
    }
}
