import ArgumentParser
import OctavoNotebook
import OctavoSystem

struct Prune: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Removes images beside notebooks that nothing in them mentions any more.",
        discussion: """
            octavo prune --dry-run notebooks/

            Only `.svg` files in `<notebook>.assets/` are looked at. Nothing else removes them; `octavo check` lists them.
            """)

    @Argument(help: "Notebooks, and folders with notebooks.", completion: .file(extensions: ["md"])) var paths: [String]
    @Flag(help: "Removes nothing; says what would be removed.") var dryRun = false

    func run() throws {
        for (path, workspace) in try NotebookSearch.notebooks(in: paths, open: { try Workspace.open(near: $0) }) {
            let file = try NotebookFile(path, workspace)
            guard file.notebook.isNotebook else { continue }
            for orphan in file.orphanImages() {
                if !dryRun { try workspace.files.remove(orphan) }
                Output.write("\(dryRun ? "would remove" : "removed") \(orphan)\n")
            }
        }
    }
}
