import ArgumentParser
import OctavoKernel
import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoSystem
import OctavoTable
import OctavoVerbs

/// The published models from the shell; the language's own functions do the work.
struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "Lists, shows, compares, promotes, moves and exports published models.",
        discussion: """
            octavo models list                                   all versions of all models
            octavo models show intent@production                 its card: data, training, measures, limits
            octavo models diff intent@1.0.0 intent@1.1.0         what differs between two of them
            octavo models promote intent@1.1.0 production --expect '.accuracy >= 0.92'
            octavo models export intent@1.1.0 intent.safetensors
            octavo models export intent@1.1.0 intent.onnx        for other programs, by the features of texts
            octavo models features intent@1.1.0 < texts.txt      those features, as JSON lines
            octavo models import intent.safetensors intent 1.1.0
            """,
        subcommands: [List.self, Show.self, Difference.self, Promote.self, Export.self, Import.self, Features.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists versions, with their stages.")

        @Argument(help: "Only those of this model.") var name: String?
        @OptionGroup var shared: SharedOptions

        func run() throws {
            try CommandProgram.run("models(\(name.map(WrittenForm.quoted) ?? "")) | drop(.sha256)", shared)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows a model's card.")

        @Argument(help: "`NAME@VERSION`, `NAME@STAGE`, `NAME`, or a path.") var model: String
        @OptionGroup var shared: SharedOptions

        func run() throws { try CommandProgram.run("print(model(\(WrittenForm.quoted(model))).card)", shared) }
    }

    struct Difference: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "Shows what differs between two models: training and measures.")

        @Argument(help: "The model before.") var before: String
        @Argument(help: "The model after.") var after: String
        @OptionGroup var shared: SharedOptions

        func run() throws {
            try CommandProgram.run(
                """
                facts(m) = {kind: m.kind, labels: length(m.labels), features: m.features, rows: m.rows, ...m.parameters, ...m.measures}
                \(CommandProgram.difference("facts(model(\(WrittenForm.quoted(before))))", "facts(model(\(WrittenForm.quoted(after))))"))
                """, shared)
        }
    }

    struct Promote: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "promote", abstract: "Points a stage, such as `production`, to a version where conditions hold.")

        @Argument(help: "`NAME@VERSION`, or another stage of it.") var model: String
        @Argument(help: "The stage.") var stage: String
        @Option(help: "What its measures must be, such as `.accuracy >= 0.92`; may be given several times.") var expect:
            [String] = []
        @OptionGroup var shared: SharedOptions

        func run() throws {
            let words = [model, stage].map(WrittenForm.quoted) + expect
            try CommandProgram.run("promote(\(words.joined(separator: ", ")))", shared)
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Writes a model to a file, weights and card in one; as ONNX where its name ends in .onnx.")

        @Argument(help: "`NAME@VERSION`, `NAME@STAGE` or `NAME`.") var model: String
        @Argument(help: "The file.", completion: .file(extensions: ["safetensors", "onnx"])) var path: String
        @OptionGroup var shared: SharedOptions

        func run() throws {
            try ModelsCommand.with(shared) { workspace, archive in
                let found = try archive.find(model)
                // It is read as a model first, so that no damaged one leaves.
                let model = try archive.model(found)
                let isONNX = path.hasSuffix(ModelExport.onnxEnding)
                try workspace.write(
                    path,
                    try isONNX
                        ? ModelExport.onnx(model, madeBy: Octavo.version)
                        : workspace.files.contents(of: ModelArchive.path(of: found)).bytes.array)
                Output.write("\(found) is in \(workspace.path(path))\n")
            }
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Publishes the model in a file, as it is.")

        @Argument(help: "The file.", completion: .file(extensions: ["safetensors"])) var path: String
        @Argument(help: "What it is called.") var name: String
        @Argument(help: "The version: `major.minor.patch`.") var version: String
        @OptionGroup var shared: SharedOptions

        func run() throws {
            try ModelsCommand.with(shared) { workspace, archive in
                if shared.readOnly { throw Diagnostic("read-only", "a model is written, and this run is read-only") }
                let source = workspace.path(path)
                let published = try PublishedModel(checking: name, version)
                _ = try archive.contents(at: source)
                try archive.add(try workspace.files.contents(of: source).bytes.array, as: published)
                Output.write("\(published) is published\n")
            }
        }
    }

    struct Features: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "features",
            abstract: "Writes what the inputs of a model's ONNX file are for each line of standard input, as JSON lines.")

        @Argument(help: "`NAME@VERSION`, `NAME@STAGE` or `NAME`.") var model: String
        @OptionGroup var shared: SharedOptions

        func run() throws {
            try ModelsCommand.with(shared) { workspace, archive in
                let text = String(decoding: try workspace.read("-"), as: UTF8.self)
                Output.write(
                    String(decoding: try ModelExport.features(of: text, archive.model(archive.find(model))), as: UTF8.self))
            }
        }
    }

    private static func with(_ shared: SharedOptions, _ body: (Workspace, ModelArchive) throws -> Void) throws {
        let workspace = try shared.workspace(isRestricted: false)
        let context = ExecutionContext(files: workspace.files)
        let evaluation = Evaluation(
            mode: .run, catalog: .standard, capabilities: workspace.capabilities(isReadOnly: shared.readOnly), context: context)
        let call = Call(of: .model, at: Source(name: "<command line>", text: "").range, in: evaluation)
        do {
            try body(workspace, ModelArchive(in: call))
        } catch let diagnostic as Diagnostic {
            workspace.report([diagnostic])
            throw ExitStatus.differs
        }
    }
}
