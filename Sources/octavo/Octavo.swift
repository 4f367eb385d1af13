import ArgumentParser
import Glibc
import OctavoKernel
import OctavoSource
import OctavoSystem

/// The command line. Without a command it starts the prompt, continues a notebook, or runs a script.
@main
struct Octavo: ParsableCommand {
    static let version = "0.1.0"

    /// Each command says its own name: making it of the type's would take as long as all the rest of a start.
    static let configuration = CommandConfiguration(
        commandName: "octavo",
        abstract: "Explore data, prompts and models cell by cell, in plain Markdown notebooks.",
        discussion: """
            octavo                     the prompt
            octavo NOTEBOOK.md         the prompt, continuing a notebook
            octavo script.oct          a script; `-` reads it from standard input
            octavo -e 'EXPRESSION'     an expression
            octavo run NOTEBOOK.md     runs a notebook and writes its results below the cells
            octavo test notebooks/     replays notebooks and shows what differs

            Exit status: 0 all the same or done, 1 something differs or failed, 2 wrong usage, 130 interrupted.
            """,
        version: version,
        subcommands: [
            Start.self, Run.self, Test.self, Check.self, Format.self, PlanCommand.self, Strip.self, Diff.self, Slice.self,
            MergeDriver.self, Watch.self, Clean.self, Prune.self, Annotate.self, PromptsCommand.self, ModelsCommand.self,
            RunsCommand.self, Export.self, Import.self,
            Explain.self,
            Reference.self,
            Init.self,
        ],
        defaultSubcommand: Start.self)

    /// The library's own status for wrong usage is 64; Octavo's is 2 everywhere.
    static func main() {
        FileSizeLimit.reportAsError()
        do {
            if let mistyped = UsageProblem.mistypedCommand(CommandLine.arguments) { throw mistyped }
            var command = try parseAsRoot()
            try command.run()
        } catch let status as ExitStatus {
            Glibc.exit(status.code)
        } catch let diagnostic as Diagnostic {
            UsageProblem.report(diagnostic)
            Glibc.exit((diagnostic.code == "bad-usage" ? ExitStatus.usage : .differs).code)
        } catch {
            if exitCode(for: error) == .success {
                Output.write(fullMessage(for: error) + "\n")
                Glibc.exit(0)
            }
            UsageProblem.report(UsageProblem.diagnostic(message(for: error), fullMessage(for: error)))
            Glibc.exit(ExitStatus.usage.code)
        }
    }
}

/// Ends the program with a status after everything was said.
struct ExitStatus: Error {
    let code: Int32
    static let differs = ExitStatus(code: 1)
    static let usage = ExitStatus(code: 2)
    static let interrupted = ExitStatus(code: 130)
}
