import ArgumentParser
import OctavoNotebook

struct Strip: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "strip", abstract: "Removes all results from notebooks; everything else stays as it is.",
        discussion: """
            octavo strip notebooks/01-first-look.md
            octavo strip notebooks/01-first-look.md --output bare.md
            """)

    @Argument(help: "The notebooks.", completion: .file(extensions: ["md"])) var paths: [String]
    @Option(help: "Writes the result here instead.") var output: String?

    func run() throws {
        if output != nil, paths.count > 1 { throw ValidationError("`--output` takes one notebook") }
        for path in paths {
            let workspace = try Workspace.open(near: path)
            let file = try NotebookFile(path, workspace)
            let splice = Splice.strip(file.notebook)
            workspace.report(splice.refused)
            if splice.bytes != file.notebook.bytes || output != nil { try workspace.write(output ?? path, splice.bytes) }
        }
    }
}
