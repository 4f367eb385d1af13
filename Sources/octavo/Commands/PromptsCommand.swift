import ArgumentParser
import OctavoKernel
import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoSystem
import OctavoTable
import OctavoVerbs

/// The versions of prompts from the shell; the language's own functions do the work.
struct PromptsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prompts",
        abstract: "Lists, compares, releases and labels versions of prompts; reads and writes those of other systems.",
        discussion: """
            octavo prompts list                                  all versions of all prompts
            octavo prompts diff conversation 1.0.0 production    what differs between two of them
            octavo prompts release prompts/templates/conversation.md 1.1.0 --label candidate
            octavo prompts label conversation production 1.1.0
            octavo prompts import greeting.prompt -o prompts/templates/greeting.md
            octavo prompts export conversation@production --format dotprompt
            """,
        subcommands: [List.self, Difference.self, Release.self, Label.self, Import.self, Export.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists versions, with their labels.")

        @Argument(help: "Only those of this prompt.") var name: String?
        @OptionGroup var shared: SharedOptions

        func run() throws { try PromptsCommand.run("versions(\(name.map(WrittenForm.quoted) ?? ""))", shared) }
    }

    struct Difference: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "Shows what differs between two versions.",
            discussion: "A version is a number, a label, or `latest`.")

        @Argument(help: "The prompt's name.") var name: String
        @Argument(help: "The version before.") var from: String
        @Argument(help: "The version after.") var to: String = "latest"
        @OptionGroup var shared: SharedOptions

        func run() throws {
            let words = [name, from, to].map(WrittenForm.quoted).joined(separator: ", ")
            try PromptsCommand.run("diff(\(words))", shared)
        }
    }

    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Writes a version of a template, which never changes again.")

        @Argument(help: "The template's file.", completion: .file(extensions: ["md"])) var path: String
        @Argument(help: "The version: `major.minor.patch`.") var version: String
        @Option(help: "A label that points to it from now on.") var label: String?
        @Option(help: "What it is called, where its front matter does not say that.") var name: String?
        @OptionGroup var shared: SharedOptions

        func run() throws {
            let path = try shared.workspace(isRestricted: false).path(path)
            var words = ["prompt(\(WrittenForm.quoted(path)))", WrittenForm.quoted(version)]
            if let label { words.append("label: \(WrittenForm.quoted(label))") }
            if let name { words.append("name: \(WrittenForm.quoted(name))") }
            try PromptsCommand.run("release(\(words.joined(separator: ", ")))", shared)
        }
    }

    struct Label: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "label", abstract: "Points a label, such as `production`, to a version.")

        @Argument(help: "The prompt's name.") var name: String
        @Argument(help: "The label.") var label: String
        @Argument(help: "The version: a number, another label, or `latest`.") var version: String
        @OptionGroup var shared: SharedOptions

        func run() throws {
            try PromptsCommand.evaluate(shared) { evaluation, _ in
                let moved = try PromptVersions.move(label, of: name, to: version, in: evaluation)
                Output.write("\(name)@\(label) is \(moved)\n")
            }
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Writes a template of Dotprompt or Mustache as one of Octavo.",
            discussion: "What has no counterpart is shown at its place, and nothing is written.")

        @Argument(help: "The file.", completion: .file(extensions: ["prompt", "mustache"])) var path: String
        @Option(name: [.short, .long], help: "Where it is written; the terminal when left out.") var output: String?
        @Option(name: .customLong("input"), help: "NAME=TYPE of an input that the file does not declare, once for each.")
        var inputs: [String] = []
        @OptionGroup var shared: SharedOptions

        func run() throws {
            try PromptsCommand.evaluate(shared) { evaluation, workspace in
                let given = try inputs.map { input in
                    let parts = input.split(separator: "=", maxSplits: 1).map(String.init)
                    guard parts.count == 2 else {
                        throw Diagnostic(
                            "wrong-argument", "`\(input)` is no input", help: ["a name and a type: `--input nights=int`"])
                    }
                    return (name: parts[0], type: parts[1])
                }
                let result = try PromptExchange.imported(workspace.path(path), inputs: given, in: evaluation)
                try PromptsCommand.give(result, to: output, workspace, isReadOnly: shared.readOnly)
            }
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Writes a template as one of Dotprompt or Mustache.",
            discussion: "What has no counterpart is shown at its place, and nothing is written.")

        @Argument(help: "The template's file, or a released version: NAME@VERSION.") var name: String
        @Option(help: "\(PromptExchange.formats.joined(separator: " or ")).") var format: String = "dotprompt"
        @Option(name: [.short, .long], help: "Where it is written; the terminal when left out.") var output: String?
        @OptionGroup var shared: SharedOptions

        func run() throws {
            try PromptsCommand.evaluate(shared) { evaluation, workspace in
                let name = self.name.hasSuffix(".md") ? workspace.path(self.name) : self.name
                try PromptsCommand.give(
                    try PromptExchange.exported(name, as: format, in: evaluation), to: output, workspace,
                    isReadOnly: shared.readOnly)
            }
        }
    }

    /// Runs what throws diagnostics, and reports them.
    private static func evaluate(_ shared: SharedOptions, _ body: (Evaluation, Workspace) throws -> Void) throws {
        let workspace = try shared.workspace(isRestricted: false)
        let context = ExecutionContext(files: workspace.files)
        let evaluation = Evaluation(
            mode: .run, catalog: .standard, capabilities: workspace.capabilities(isReadOnly: shared.readOnly), context: context)
        do {
            try body(evaluation, workspace)
        } catch let diagnostic as Diagnostic {
            workspace.report([diagnostic])
            throw ExitStatus.differs
        }
    }

    private static func give(
        _ result: PromptExchange.Result, to output: String?, _ workspace: Workspace, isReadOnly: Bool
    ) throws {
        workspace.report(result.problems)
        guard let text = result.text else { throw ExitStatus.differs }
        guard let output else { return Output.write(text.hasSuffix("\n") ? text : text + "\n") }
        if isReadOnly { throw Diagnostic("read-only", "`\(output)` is to be written, and this run is read-only") }
        try workspace.files.write(workspace.path(output), bytes: Array(text.utf8))
        Output.write("\(output) is written\n")
    }

    private static func run(_ program: String, _ shared: SharedOptions) throws {
        let workspace = try shared.workspace(isRestricted: false)
        try ScriptRunner(workspace: workspace, shared: shared).run(Source(name: "<command line>", text: program), mode: .cell)
    }
}
