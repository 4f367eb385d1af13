import OctavoKernel
import OctavoLanguage
import OctavoREPL
import OctavoSource
import OctavoSyntax
import OctavoSystem
import OctavoTable
import OctavoVerbs
import Synchronization

/// Runs one program from beginning to end and prints what it shows.
struct ScriptRunner {
    /// The evaluator calls itself for every nested expression and call.
    static let stackBytes = 1 << 30

    let workspace: Workspace
    let shared: SharedOptions

    func run(_ source: Source, mode: Parser.Mode) throws {
        let progress = ProgressDisplay.onTerminal(isJSON: shared.format == .json)
        var capabilities = workspace.capabilities(isOffline: shared.offline, isReadOnly: shared.readOnly)
        capabilities.progress = progress?.listener
        let answers = progress.map { AnswerDisplay($0) }
        if let answers { capabilities.answers = { answers.write($0) } }
        let fixed = capabilities
        let cancellation = Cancellation()
        InterruptSignal.install(cancellation)
        let context = ExecutionContext(
            files: fixed.files, cancellation: cancellation, threads: fixed.threads, memory: fixed.memory,
            progress: fixed.progress)
        progress?.begin()
        defer { progress?.finish() }
        try BigStackThread.run(stackBytes: Self.stackBytes) {
            let tree = Parser.parse(source, mode: mode)
            let checked = Program.check(
                tree, in: Environment(), catalog: .standard, capabilities: fixed, context: context)
            // The check has read the input once for its types; the run goes on where it left.
            if !checked.diagnostics.isEmpty { progress?.clear() }
            if checked.hasErrors, cancellation.isCancelled { throw ExitStatus.interrupted }
            workspace.report(checked.diagnostics)
            if checked.hasErrors { throw ExitStatus.differs }
            // A table is computed when it is shown, so that is where its steps fail.
            let failure = Mutex<ExitStatus?>(nil)
            do {
                let sharing = context.sharing(checked.shown)
                let warning = fixed.warning(besides: checked.diagnostics) { diagnostic in
                    answers?.finish()
                    progress?.begin()
                    workspace.report([diagnostic])
                }
                _ = try Program.run(
                    tree, in: Environment(), catalog: .standard, capabilities: warning, context: sharing
                ) { output in
                    answers?.finish()
                    if let status = show(output, sharing, progress) { failure.withLock { $0 = $0 ?? status } }
                }
            } catch let diagnostic as Diagnostic {
                answers?.finish()
                progress?.finish()
                if diagnostic.code == "interrupted" { throw ExitStatus.interrupted }
                workspace.report([diagnostic])
                throw ExitStatus.differs
            }
            if let status = failure.withLock({ $0 }) { throw status }
        }
    }

    /// Checks a program alone.
    static func check(_ source: Source, mode: Parser.Mode, _ settings: CellGraph.Settings) -> CheckedProgram {
        let context = ExecutionContext(
            files: settings.capabilities.files, threads: settings.capabilities.threads, memory: settings.capabilities.memory)
        return Program.check(
            Parser.parse(source, mode: mode), in: Environment(), catalog: settings.catalog, capabilities: settings.capabilities,
            context: context)
    }

    /// Tables fitted to a terminal; whole where another program reads. The status to end with where it cannot be shown.
    private func show(_ output: CellOutput, _ context: ExecutionContext, _ progress: ProgressDisplay?) -> ExitStatus? {
        do {
            // The text is made before the line goes: a table is computed when it is shown.
            let text = try text(output, context)
            progress?.begin()
            Output.write(text + "\n")
            return nil
        } catch let diagnostic as Diagnostic {
            progress?.finish()
            if diagnostic.code == "interrupted" { return .interrupted }
            workspace.report([diagnostic])
        } catch {
            workspace.report([Diagnostic("failed", "\(error)")])
        }
        return .differs
    }

    private func text(_ output: CellOutput, _ context: ExecutionContext) throws -> String {
        switch output {
        case .text(let text): return shared.format == .json ? JSON.object([("text", .text(text))]).text : text
        case .value(let value):
            if shared.format == .json { return try ValueJSON.make(value, context: context).text }
            guard Output.isTerminal(.standardOutput) else { return try ValueText.whole(value, context: context) }
            let style = Output.style(of: .standardOutput)
            return try ValueText.terminal(
                value, style: style, width: TerminalSize.current().columns, isUnicode: TerminalKind.showsUnicode(),
                context: context)
        }
    }
}
