import ArgumentParser
import OctavoKernel
import OctavoLanguage
import OctavoREPL
import OctavoSource
import OctavoSyntax
import OctavoSystem
import OctavoTable
import OctavoVerbs

/// What `octavo` does without a command's name.
struct Start: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Starts the prompt, continues a notebook, runs a script or an expression.")

    @Option(name: .customShort("e"), help: "Runs this expression and ends.") var expression: String?
    @Argument(help: "A notebook (`.md`) to continue, or a script (`.oct`) to run; `-` reads a script from standard input.")
    var path: String?
    @OptionGroup var shared: SharedOptions

    func run() throws {
        if let expression {
            let source = Source(name: "<expression>", text: expression)
            try ScriptRunner(workspace: try workspace(isRestricted: false), shared: shared).run(source, mode: .entry)
        } else if let path, path == "-" || !path.hasSuffix(".md") {
            let workspace = try workspace(isRestricted: true)
            let source = Source(name: path == "-" ? "<standard input>" : path, bytes: try workspace.read(path))
            try ScriptRunner(workspace: workspace, shared: shared).run(source, mode: .cell)
        } else {
            try Prompt(workspace: try workspace(isRestricted: false), shared: shared, notebook: path).start()
        }
    }

    private func workspace(isRestricted: Bool) throws -> Workspace {
        try shared.workspace(isRestricted: isRestricted)
    }
}

/// Options that every command that runs cells takes.
struct SharedOptions: ParsableArguments {
    @Option(help: "`text`, or `json` for one JSON object a line.") var format: OutputFormat = .text
    @Flag(help: "Refuses the network.") var offline = false
    @Flag(help: "Refuses to write files.") var readOnly = false
    @Option(help: ArgumentHelp("A path outside the project that may be read and written.", valueName: "path")) var allow:
        [String] = []

    func workspace(isRestricted: Bool) throws -> Workspace {
        do {
            var workspace = try Workspace.open(isRestricted: isRestricted, allowing: allow)
            workspace.isJSON = format == .json
            return workspace
        } catch let diagnostic as Diagnostic {
            Output.write(DiagnosticText.render(diagnostic) + "\n", to: .standardError)
            throw ExitStatus.usage
        }
    }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
