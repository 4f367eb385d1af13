package import OctavoLanguage
package import OctavoSource
package import OctavoSyntax
package import OctavoTable
import Synchronization

/// What an entry leads to while it is looked at and run.
package enum SessionEvent: Sendable {
    case diagnostics([Diagnostic])
    /// A value that is shown, with its text.
    case shown(Value, text: String)
    case printed(String)
    /// Names that are bound now.
    case bound([NameUse])
}

/// How an entry ended.
package enum SessionOutcome: Equatable, Sendable { case finished, failed, interrupted }

/// How a session writes values.
package struct SessionDisplay: Sendable {
    package enum Format: Sendable { case terminal, json, whole }

    package var style: TextStyle
    package var width: Int
    package var format: Format
    /// Rows of a table that a terminal shows.
    package var rows: Int
    /// Whether the terminal shows more than ASCII.
    package var isUnicode: Bool

    package init(
        style: TextStyle = .plain, width: Int = 100, format: Format = .terminal, rows: Int = 10, isUnicode: Bool = true
    ) {
        self.style = style
        self.width = width
        self.format = format
        self.rows = rows
        self.isUnicode = isUnicode
    }
}

/// The names that entries bind one after the other, and what is asked about them.
///
/// A class because a prompt's threads share it: entries run one at a time on the caller's thread, which needs a large stack;
/// `interrupt` comes from any other.
package final class Session: Sendable {
    package let catalog: Catalog
    package let capabilities: Capabilities
    package let cancellation = Cancellation()
    private let state = Mutex(State())

    private struct State {
        var environment = Environment()
        var lastDiagnostics: [Diagnostic] = []
    }

    /// The last value that was shown.
    package static let lastValueName = "_"

    package init(catalog: Catalog, capabilities: Capabilities) {
        self.catalog = catalog
        self.capabilities = capabilities
    }

    package var environment: Environment { state.withLock { $0.environment } }
    /// What was wrong with the last entry.
    package var lastDiagnostics: [Diagnostic] { state.withLock { $0.lastDiagnostics } }

    /// Forgets all names.
    package func reset() { state.withLock { $0 = State() } }

    /// Stops the entry that runs, at its next chunk of rows or a few thousand steps.
    package func interrupt() { cancellation.cancel() }

    /// Whether Enter should run this text: false only where more text could make it complete.
    package func isComplete(_ text: String) -> Bool {
        !Parser.parse(Source(name: "<entry>", text: text), mode: .entry).isIncomplete
    }

    var context: ExecutionContext {
        var context = ExecutionContext(
            files: capabilities.files, cancellation: cancellation, threads: capabilities.threads,
            memory: capabilities.memory, progress: capabilities.progress)
        // For `:plan`, which tells what the steps of a table took.
        context.clock = capabilities.now
        return context
    }

    /// Checks an entry and, if nothing is wrong, runs it. A failed or interrupted entry changes no name. `providers` stand in for the
    /// session's own.
    package func submit(
        _ source: Source, mode: Parser.Mode = .entry, display: SessionDisplay = SessionDisplay(),
        providers: (any ProviderAccess)? = nil, emit: @escaping @Sendable (SessionEvent) -> Void
    ) -> SessionOutcome {
        cancellation.reset()
        let before = environment
        var context = context
        // A cell that is run again was not asked for what it has so far.
        context.endsEarly = mode == .entry
        var capabilities = capabilities
        if let providers { capabilities.providers = providers }
        let tree = Parser.parse(source, mode: mode)
        let checked = Program.check(tree, in: before, catalog: catalog, capabilities: capabilities, context: context)
        note(checked.diagnostics)
        if !checked.diagnostics.isEmpty { emit(.diagnostics(checked.diagnostics)) }
        if checked.hasErrors { return cancellation.isCancelled ? .interrupted : .failed }
        let shown = LastValue()
        let sharing = context.sharing(checked.shown)
        let warnings = Warnings()
        let warning = capabilities.warning(besides: checked.diagnostics) { diagnostic in
            warnings.add(diagnostic)
            emit(.diagnostics([diagnostic]))
        }
        let execution = ProgramExecution(catalog: catalog, capabilities: warning, context: sharing)
        do {
            var after = try execution.run(tree, in: before) { output in
                switch output {
                case .text(let text): emit(.printed(text))
                case .value(let value):
                    emit(.shown(value, text: try Self.text(value, display, sharing)))
                    shown.set(value)
                }
            }
            if let value = shown.value { after.bind(Self.lastValueName, Environment.Binding(value, range: source.range)) }
            state.withLock { $0.environment = after }
            note(checked.diagnostics + warnings.all)
            if !checked.defines.isEmpty { emit(.bound(checked.defines)) }
            return .finished
        } catch {
            if error.code == "interrupted" { return .interrupted }
            note([error] + checked.diagnostics + warnings.all)
            emit(.diagnostics([error]))
            return .failed
        }
    }

    private func note(_ diagnostics: [Diagnostic]) { state.withLock { $0.lastDiagnostics = diagnostics } }

    private static func text(_ value: Value, _ display: SessionDisplay, _ context: ExecutionContext) throws -> String {
        switch display.format {
        case .terminal:
            try ValueText.terminal(
                value, style: display.style, width: display.width, rows: display.rows, isUnicode: display.isUnicode,
                context: context)
        case .json: try ValueJSON.make(value, context: context).text
        case .whole: try ValueText.whole(value, context: context)
        }
    }
}

/// What a run warns of, in order.
///
/// A class because the threads of a run share it.
final class Warnings: Sendable {
    private let found = Mutex<[Diagnostic]>([])

    var all: [Diagnostic] { found.withLock { $0 } }
    func add(_ warning: Diagnostic) { found.withLock { $0.append(warning) } }
}

/// The value that was shown last.
///
/// A class because the run's output closure shares it.
private final class LastValue: Sendable {
    private let last = Mutex<Value?>(nil)

    var value: Value? { last.withLock { $0 } }
    func set(_ value: Value) { last.withLock { $0 = value } }
}
