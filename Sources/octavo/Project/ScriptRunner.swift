import OctavoKernel
import OctavoLanguage
import OctavoREPL
import OctavoSource
import OctavoSyntax
import OctavoSystem
import OctavoTable
import OctavoVerbs

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
        let fixed = capabilities
        let cancellation = Cancellation()
        InterruptSignal.install(cancellation)
        let context = ExecutionContext(
            files: fixed.files, cancellation: cancellation, threads: fixed.threads, memoryLimit: fixed.memoryLimit,
            progress: fixed.progress)
        progress?.begin()
        defer { progress?.finish() }
        try BigStackThread.run(stackBytes: Self.stackBytes) {
            let tree = Parser.parse(source, mode: mode)
            let checked = Program.check(
                tree, in: Environment(), catalog: .standard, capabilities: fixed, context: context)
            // The check has read the input once for its types; the run goes on where it left.
            if !checked.diagnostics.isEmpty { progress?.clear() }
            workspace.report(checked.diagnostics)
            if checked.hasErrors { throw ExitStatus.differs }
            do {
                _ = try Program.run(
                    tree, in: Environment(), catalog: .standard, capabilities: fixed, context: context
                ) { show($0, context, progress) }
            } catch let diagnostic as Diagnostic {
                progress?.finish()
                if diagnostic.code == "interrupted" { throw ExitStatus.interrupted }
                workspace.report([diagnostic])
                throw ExitStatus.differs
            }
        }
    }

    /// Checks a program alone.
    static func check(_ source: Source, mode: Parser.Mode, _ settings: CellGraph.Settings) -> CheckedProgram {
        let context = ExecutionContext(files: settings.capabilities.files, threads: settings.capabilities.threads)
        return Program.check(
            Parser.parse(source, mode: mode), in: Environment(), catalog: settings.catalog, capabilities: settings.capabilities,
            context: context)
    }

    /// Tables fitted to a terminal; whole where another program reads.
    private func show(_ output: CellOutput, _ context: ExecutionContext, _ progress: ProgressDisplay?) {
        do {
            // The text is made before the line goes: a table is computed when it is shown.
            let text = try text(output, context)
            progress?.finish()
            Output.write(text + "\n")
        } catch let diagnostic as Diagnostic {
            progress?.finish()
            workspace.report([diagnostic])
        } catch {
            workspace.report([Diagnostic("failed", "\(error)")])
        }
    }

    private func text(_ output: CellOutput, _ context: ExecutionContext) throws -> String {
        switch output {
        case .text(let text): return shared.format == .json ? JSON.object([("text", .text(text))]).text : text
        case .value(let value):
            if shared.format == .json { return try ValueJSON.make(value, context: context).text }
            guard Output.isTerminal(.standardOutput) else { return try ValueText.whole(value, context: context) }
            let style = Output.style(of: .standardOutput)
            return try ValueText.terminal(value, style: style, width: TerminalSize.current().columns, context: context)
        }
    }
}
