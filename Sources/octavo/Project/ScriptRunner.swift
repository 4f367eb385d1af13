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
        let capabilities = workspace.capabilities(isOffline: shared.offline, isReadOnly: shared.readOnly)
        let cancellation = Cancellation()
        InterruptSignal.install(cancellation)
        let context = ExecutionContext(
            files: capabilities.files, cancellation: cancellation, threads: capabilities.threads,
            memoryLimit: capabilities.memoryLimit)
        try BigStackThread.run(stackBytes: Self.stackBytes) {
            let tree = Parser.parse(source, mode: mode)
            let checked = Program.check(
                tree, in: Environment(), catalog: .standard, capabilities: capabilities, context: context)
            workspace.report(checked.diagnostics)
            if checked.hasErrors { throw ExitStatus.differs }
            do {
                _ = try Program.run(
                    tree, in: Environment(), catalog: .standard, capabilities: capabilities, context: context
                ) { show($0, context) }
            } catch let diagnostic as Diagnostic {
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
    private func show(_ output: CellOutput, _ context: ExecutionContext) {
        do {
            switch output {
            case .text(let text):
                Output.write(shared.format == .json ? JSON.object([("text", .text(text))]).text + "\n" : text + "\n")
            case .value(let value):
                if shared.format == .json {
                    Output.write(try ValueJSON.make(value, context: context).text + "\n")
                } else if Output.isTerminal(.standardOutput) {
                    let style: TextStyle = Output.isColoured(.standardOutput) ? .ansi : .plain
                    let width = TerminalSize.current().columns
                    Output.write(try ValueText.terminal(value, style: style, width: width, context: context) + "\n")
                } else {
                    Output.write(try ValueText.whole(value, context: context) + "\n")
                }
            }
        } catch let diagnostic as Diagnostic {
            workspace.report([diagnostic])
        } catch {
            workspace.report([Diagnostic("failed", "\(error)")])
        }
    }
}
