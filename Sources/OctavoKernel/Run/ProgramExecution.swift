import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoTable
import Synchronization

/// Runs a checked program statement by statement, so that a value that cannot be shown ends the program where it stands and
/// not after what follows it has had its effects.
struct ProgramExecution {
    let catalog: Catalog
    let capabilities: Capabilities
    let context: ExecutionContext

    /// `output` may throw: tables are computed when they are shown. Throws the first `Diagnostic`, located in `tree` or, for an
    /// error in a delayed step, in the text of that step with the statement that asked for it as a second place.
    func run(
        _ tree: SyntaxTree, in environment: Environment, output: @escaping @Sendable (CellOutput) throws -> Void
    ) throws(Diagnostic) -> Environment {
        var environment = environment
        for statement in tree.statements {
            let part = SyntaxTree(source: tree.source, statements: [statement], tokens: [], diagnostics: [], isIncomplete: false)
            let failure = FirstError()
            do {
                environment = try Program.run(
                    part, in: environment, catalog: catalog, capabilities: capabilities, context: context
                ) { piece in
                    guard failure.error == nil else { return }
                    do { try output(piece) } catch { failure.note(error) }
                }
                if let error = failure.error { throw error }
            } catch {
                throw Self.located(failure.error ?? error, statement, in: tree.source)
            }
        }
        return environment
    }

    private static func located(_ error: any Error, _ statement: StatementSyntax, in source: Source) -> Diagnostic {
        let place = SourceRange(source, statement.range)
        guard let diagnostic = error as? Diagnostic else { return Diagnostic("failed", "\(error)", at: place) }
        let labels = [diagnostic.primary].compactMap { $0 } + diagnostic.secondary
        if labels.isEmpty { return diagnostic.located(at: place) }
        return labels.contains { $0.range.source === source } ? diagnostic : diagnostic.labelling(place, "needed here")
    }
}

/// The first error of several calls.
///
/// A class because the calls share it; they may come from several threads.
private final class FirstError: Sendable {
    private let first = Mutex<(any Error)?>(nil)

    var error: (any Error)? { first.withLock { $0 } }

    func note(_ error: any Error) {
        first.withLock { if $0 == nil { $0 = error } }
    }
}
