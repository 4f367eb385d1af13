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
        commandName: "prompts", abstract: "Lists, compares, releases and labels versions of prompts.",
        discussion: """
            octavo prompts list                                  all versions of all prompts
            octavo prompts diff conversation 1.0.0 production    what differs between two of them
            octavo prompts release prompts/templates/conversation.md 1.1.0 --label candidate
            octavo prompts label conversation production 1.1.0
            """,
        subcommands: [List.self, Difference.self, Release.self, Label.self])

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
            let workspace = try shared.workspace(isRestricted: false)
            let context = ExecutionContext(files: workspace.files)
            let evaluation = Evaluation(
                mode: .run, catalog: .standard, capabilities: workspace.capabilities(isReadOnly: shared.readOnly),
                context: context)
            do {
                let moved = try PromptVersions.move(label, of: name, to: version, in: evaluation)
                Output.write("\(name)@\(label) is \(moved)\n")
            } catch let diagnostic as Diagnostic {
                workspace.report([diagnostic])
                throw ExitStatus.differs
            }
        }
    }

    private static func run(_ program: String, _ shared: SharedOptions) throws {
        let workspace = try shared.workspace(isRestricted: false)
        try ScriptRunner(workspace: workspace, shared: shared).run(Source(name: "<command line>", text: program), mode: .cell)
    }
}
