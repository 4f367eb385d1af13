import ArgumentParser
import OctavoKernel
import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoSystem
import OctavoTable

/// What `octavo` does without a command's name.
struct Start: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Starts the prompt, continues a notebook, runs a script or an expression.",
        discussion: """
            The name `start` may be left out:

            octavo                                   the prompt
            octavo notebooks/01-first-look.md        the prompt, after the notebook's cells
            octavo script.oct                        a script
            octavo -e 'x = 2' -e 'x * 21'            expressions, each on a line of one program
            echo '[1, 2] | sum' | octavo             without a terminal: entries from standard input, results alone
            """)

    @Option(
        name: .customShort("e"),
        help: ArgumentHelp("Runs this expression and ends; may be given several times.", valueName: "expression"))
    var expressions: [String] = []
    @Argument(
        help: "A notebook (`.md`) to continue, or a script (`.oct`) to run; `-` reads a script from standard input.",
        completion: .file(extensions: ["md", "oct"]))
    var path: String?
    @OptionGroup var shared: SharedOptions

    func run() throws {
        if !expressions.isEmpty {
            if let path {
                throw ValidationError("`-e` and `\(path)` exclude each other: a script and expressions are two programs")
            }
            let source = Source(name: "<expression>", text: expressions.joined(separator: "\n"))
            try ScriptRunner(workspace: try shared.workspace(isRestricted: false), shared: shared).run(source, mode: .entry)
        } else if let path, path == "-" || !path.hasSuffix(".md") {
            let workspace = try shared.workspace(isRestricted: true, near: path)
            let source = Source(name: path == "-" ? "<standard input>" : path, bytes: try script(path, workspace))
            try ScriptRunner(workspace: workspace, shared: shared).run(source, mode: .cell)
        } else {
            let workspace = try shared.workspace(isRestricted: false, near: path)
            try Prompt(workspace: workspace, shared: shared, notebook: path).start()
        }
    }

    /// A script's text. Data and folders are not tried as programs, whose first complaint would be about a comma.
    private func script(_ path: String, _ workspace: Workspace) throws -> [UInt8] {
        let location = workspace.path(path)
        if workspace.files.isFolder(location) {
            throw Diagnostic(
                "bad-usage", "`\(path)` is a folder", help: ["`octavo test \(path)` replays the notebooks in it"])
        }
        if path != "-", !path.hasSuffix(".txt"), FileFormat(path: path) != nil {
            throw Diagnostic(
                "bad-usage", "`\(path)` is data, not a program", help: ["`octavo -e 'load(\"\(location)\")'` shows it"])
        }
        return try workspace.read(path)
    }
}

/// How a command answers.
struct OutputOptions: ParsableArguments {
    @Option(help: "`text`, or `json` for one JSON object a line, mistakes included.") var format: OutputFormat = .text

    var isJSON: Bool { format == .json }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

/// Options that every command that runs cells takes.
struct SharedOptions: ParsableArguments {
    @OptionGroup var output: OutputOptions
    @Flag(help: "Refuses the network.") var offline = false
    @Flag(help: "Refuses to write files.") var readOnly = false
    @Option(
        help: ArgumentHelp("A path outside the project that may be read and written.", valueName: "path"), completion: .file())
    var allow: [String] = []

    var format: OutputFormat { output.format }

    /// The project of the file at `path`, or of the current folder.
    func workspace(isRestricted: Bool, near path: String? = nil) throws -> Workspace {
        var workspace = try Workspace.open(isRestricted: isRestricted, allowing: allow, near: path)
        workspace.isJSON = output.isJSON
        return workspace
    }
}
