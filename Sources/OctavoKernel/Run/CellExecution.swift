import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoSyntax
import OctavoTable

/// Runs one cell and puts what it shows, and how it failed, into the form that is stored.
struct CellExecution {
    let node: CellGraph.Node
    let settings: RunSettings
    let share: ThreadShare
    let limit: TimeLimit
    let started: Duration
    /// The way to providers, where the cell asks one.
    let recordings: CellRecordings?

    /// The outcome, and the names that the cell defines if it finished. `findKey` gives the key with what the cell reads as it is then.
    func run(
        in environment: Environment, findKey: () -> (key: CellKey, inputs: InputDigests?)
    ) -> (CellRun, Environment?) {
        var key = findKey()
        var capabilities = settings.graph.capabilities
        if let recordings { capabilities.providers = recordings }
        let context = settings.graph.makeContext(limit.cancellation, share: share)
        let collector = ResultCollector(
            lines: node.cell.attributes.lines,
            images: CellImages(folder: settings.imageFolder(of: node.checked.tree.source.name), cellName: node.cell.name),
            digest: settings.graph.digest)
        var warnings: [Diagnostic] = []
        let lateWarnings = Warnings()
        var defined: Environment?
        var errors = node.problems
        if errors.isEmpty {
            let tree = node.checked.tree
            let checked = Program.check(
                tree, in: environment, catalog: settings.graph.catalog, capabilities: capabilities, context: context)
            warnings = checked.diagnostics.filter { $0.severity != .error }
            errors = checked.diagnostics.filter { $0.severity == .error }
            if errors.isEmpty {
                let sharing = context.sharing(checked.shown)
                let execution = ProgramExecution(
                    catalog: settings.graph.catalog,
                    capabilities: capabilities.warning(besides: checked.diagnostics) { lateWarnings.add($0) },
                    context: sharing)
                do {
                    let after = try execution.run(tree, in: environment) { try collector.receive($0, sharing) }
                    if node.cell.attributes.raises == nil { defined = definitions(in: after) }
                } catch {
                    errors = [error]
                }
            }
        }
        if let recordings {
            do {
                try recordings.finish(prunes: settings.prunesRecordings && errors.isEmpty)
            } catch {
                errors.append(error as? Diagnostic ?? Diagnostic("failed", "\(error)"))
            }
            // What was asked for is recorded now, and the next run finds it there.
            if recordings.hasUnanswered {
                key.key = .unknown("some of its requests were not answered")
            } else {
                key = findKey()
            }
        }
        errors = limit.finish(errors, in: node.checked.tree.source)
        let failure = errors.first.map { first in
            CellResult.Failure(code: first.code, text: stored(DiagnosticText.render(errors, relativeToCell: true)))
        }
        let run = CellRun(
            number: node.cell.number, title: node.cell.title, outcome: outcome(errors),
            result: CellResult(key: key.key.text, parts: collector.finish(), failure: failure), key: key.key,
            duration: settings.clock.now() - started, inputs: key.inputs, warnings: warnings + lateWarnings.all)
        return (run, defined)
    }

    private func definitions(in environment: Environment) -> Environment {
        var defined = Environment()
        for use in node.checked.defines { defined.take(use, from: environment) }
        return defined
    }

    private func outcome(_ errors: [Diagnostic]) -> CellRun.Outcome {
        guard let raises = node.cell.attributes.raises, !settings.cancellation.isCancelled else {
            return errors.isEmpty ? .finished : .failed(errors)
        }
        switch (raises, errors.first?.code) {
        case (.any, .some): return .finished
        case (.code(let wanted), let code?) where wanted == code: return .finished
        case (.code, .some):
            return .failed(errors.map { $0.noting("the cell expects another error, `raises=\(Self.name(raises))`") })
        case (_, nil):
            return .failed([
                Diagnostic(
                    "expected-error-missing", "\(node.cell.title) ran without the error that it expects",
                    at: node.checked.tree.source.range, label: "expected `\(Self.name(raises))`",
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

    private func stored(_ text: String) -> ResultText {
        ResultText(
            Array((text + "\n").utf8), lineLimit: node.cell.attributes.lines ?? ResultText.defaultLineLimit,
            hasher: ChainedHasher(settings.graph.digest))
    }
}
