import ArgumentParser
import OctavoKernel
import OctavoNotebook
import OctavoSystem
import OctavoTable

/// `octavo plan`; the kernel has a type of that name.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Shows what a run would do, cell by cell: what would run, is read, defined and touched.",
        discussion: """
            octavo plan notebooks/01-first-look.md
            octavo plan notebooks/01-first-look.md --format json     one object a cell
            """)

    @Argument(help: "The notebook.", completion: .file(extensions: ["md"])) var path: String
    @OptionGroup var shared: SharedOptions

    func run() throws {
        let workspace = try shared.workspace(isRestricted: true, near: path)
        let file = try NotebookFile(path, workspace)
        let settings = try RunSetup.settings(workspace, shared).graph
        let graph = BigStackThread.run(stackBytes: ScriptRunner.stackBytes) { CellGraph.build(file.notebook, settings) }
        let reuse = ReusedResults.stored(silentKeys: file.readRecord().silentKeys)
        let images = StoredImages(of: file.path, workspace.files)
        if workspace.isJSON {
            for row in PlanReport.json(graph, reuse: reuse, images: images) { Output.write(row.text + "\n") }
        } else {
            let text = PlanReport.text(graph, reuse: reuse, images: images)
            if !text.isEmpty { Output.write(text + "\n") }
        }
    }
}
