import ArgumentParser
import OctavoNotebook

struct Strip: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Removes all results from notebooks; everything else stays as it is.")

    @Argument(help: "The notebooks.") var paths: [String]
    @Option(help: "Writes the result here instead.") var output: String?

    func run() throws {
        let workspace = try Workspace.open()
        if output != nil, paths.count > 1 { throw ValidationError("`--output` takes one notebook") }
        for path in paths {
            let file = try NotebookFile(path, workspace)
            let splice = Splice.strip(file.notebook)
            workspace.report(splice.refused)
            if splice.bytes != file.notebook.bytes || output != nil { try workspace.write(output ?? path, splice.bytes) }
        }
    }
}
