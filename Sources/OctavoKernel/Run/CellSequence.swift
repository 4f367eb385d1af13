import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoSyntax
import OctavoTable
import Synchronization

/// The cells of one run, one after the other, with the names that are bound so far.
struct CellSequence {
    let graph: CellGraph
    let settings: RunSettings
    private(set) var cells: [CellRun] = []
    private(set) var wasInterrupted = false
    private var environment = Environment()
    private let start: Duration

    init(graph: CellGraph, settings: RunSettings) {
        self.graph = graph
        self.settings = settings
        start = settings.clock.now()
    }

    mutating func run(_ node: CellGraph.Node, isWanted: Bool) {
        let run: CellRun
        if !isWanted {
            run = .notRun(node, .notRun)
        } else if node.cell.attributes.isSkipped {
            run = .notRun(node, .skipped("marked `skip`"))
        } else if wasInterrupted {
            run = .notRun(node, .skipped("the run was interrupted"))
        } else if let failed = missing(node) {
            run = .notRun(node, .skipped(failed))
        } else if let limit = settings.totalTimeout, settings.clock.now() - start >= limit {
            run = .notRun(node, .skipped("the run reached its time limit of \(DurationLabel.text(limit))"))
        } else {
            settings.progress(.started(cell: node.cell.number, title: node.cell.title))
            run = execute(node)
        }
        cells.append(run)
        settings.progress(.finished(run))
    }

    /// The first cell needed that has not given what it defines.
    private func missing(_ node: CellGraph.Node) -> String? {
        for dependency in node.dependencies {
            let needed = cells[dependency.cell - 1]
            let names = dependency.reasons.map { "`\($0)`" }.joined(separator: ", ")
            switch needed.outcome {
            case .failed: return "\(needed.title) failed, which it needs for \(names)"
            case .skipped: return "\(needed.title) was skipped, which it needs for \(names)"
            case .finished, .notRun: continue
            }
        }
        return nil
    }

    // MARK: - One cell

    private mutating func execute(_ node: CellGraph.Node) -> CellRun {
        let cell = node.cell
        let number = cell.number
        let started = settings.clock.now()
        let prepared = PreparedCell(cell, of: graph.notebook, settings.graph.overrides)
        let inputs = inputs(of: node)
        let key = key(of: node, prepared)
        let context = settings.graph.makeContext(settings.cancellation)
        let collector = ResultCollector(lines: cell.attributes.lines, context: context, digest: settings.graph.digest)
        var warnings: [Diagnostic] = []
        var errors = prepared.problems
        if errors.isEmpty {
            let limit = TimeLimit(limit(of: cell, at: started), settings)
            let checked = Program.check(
                prepared.tree, in: environment, catalog: settings.graph.catalog, capabilities: settings.graph.capabilities,
                context: context)
            warnings = checked.diagnostics.filter { $0.severity != .error }
            errors = checked.diagnostics.filter { $0.severity == .error }
            if errors.isEmpty {
                let execution = ProgramExecution(
                    catalog: settings.graph.catalog, capabilities: settings.graph.capabilities, context: context)
                let progress = settings.progress
                do {
                    let after = try execution.run(prepared.tree, in: environment) { output in
                        try collector.receive(output)
                        progress(.output(cell: number, output))
                    }
                    if cell.attributes.raises == nil { environment = after }
                } catch {
                    errors = [error]
                }
            }
            errors = limit.finish(errors, in: prepared.tree.source)
            wasInterrupted = limit.wasInterrupted
        }
        let failure = errors.first.map { first in
            CellResult.Failure(code: first.code, text: stored(DiagnosticText.render(errors, relativeToCell: true), cell))
        }
        let result = CellResult(key: key.text, parts: collector.finish(), failure: failure)
        return CellRun(
            number: number, title: cell.title, outcome: outcome(errors, cell, prepared.tree.source), result: result, key: key,
            duration: settings.clock.now() - started, inputs: inputs, warnings: warnings)
    }

    private func outcome(_ errors: [Diagnostic], _ cell: Cell, _ source: Source) -> CellRun.Outcome {
        guard let raises = cell.attributes.raises, !wasInterrupted else { return errors.isEmpty ? .finished : .failed(errors) }
        switch (raises, errors.first?.code) {
        case (.any, .some): return .finished
        case (.code(let wanted), let code?) where wanted == code: return .finished
        case (.code, .some):
            return .failed(errors.map { $0.noting("the cell expects another error, `raises=\(Self.name(raises))`") })
        case (_, nil):
            return .failed([
                Diagnostic(
                    "expected-error-missing", "\(cell.title) ran without the error that it expects", at: source.range,
                    label: "expected `\(Self.name(raises))`",
                    help: ["take `raises=\(Self.name(raises))` away, or restore what fails"])
            ])
        }
    }

    private static func name(_ raises: CellAttributes.Raises) -> String {
        switch raises {
        case .any: "any"
        case .code(let code): code.rawValue
        }
    }

    private func stored(_ text: String, _ cell: Cell) -> ResultText {
        ResultText(
            Array((text + "\n").utf8), lineLimit: cell.attributes.lines ?? ResultText.defaultLineLimit,
            hasher: ChainedHasher(settings.graph.digest))
    }

    // MARK: - Keys and limits

    /// The key with the contents that the files have now, which cells above may have written.
    private func key(of node: CellGraph.Node, _ prepared: PreparedCell) -> CellKey {
        let keyed = KeyedCell(
            canonicalTokens: CanonicalTokens.encode(prepared.tree), overrides: prepared.overridden,
            accesses: GraphBuilder.accesses(of: node.checked))
        return CellGraph.key(
            of: keyed, dependencies: node.dependencies, keys: { cells[$0 - 1].key }, settings.graph,
            seed: graph.notebook.frontMatter?.seed ?? 0)
    }

    private func inputs(of node: CellGraph.Node) -> InputDigests? {
        try? InputDigests.of(
            GraphBuilder.accesses(of: node.checked), settings.graph.capabilities, digest: settings.graph.digest)
    }

    /// The nearest of the limits on this cell.
    private func limit(of cell: Cell, at now: Duration) -> Duration? {
        let own = cell.attributes.timeout ?? graph.notebook.frontMatter?.timeout ?? settings.timeout
        let rest = settings.totalTimeout.map { $0 - (now - start) }
        return [own, rest].compactMap { $0 }.min()
    }
}
