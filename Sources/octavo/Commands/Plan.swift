import ArgumentParser
import OctavoKernel
import OctavoNotebook
import OctavoSystem

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Shows what a run would do, cell by cell: what would run, is read, defined and touched.")

    @Argument(help: "The notebook.") var path: String
    @OptionGroup var shared: SharedOptions

    func run() throws {
        let workspace = try shared.workspace(isRestricted: true)
        let file = try NotebookFile(path, workspace)
        let settings = try RunSetup.settings(workspace, shared).graph
        let graph = BigStackThread.run(stackBytes: ScriptRunner.stackBytes) { CellGraph.build(file.notebook, settings) }
        let reuse = ReusedResults.stored(silentKeys: file.readRecord().silentKeys)
        let text = shared.format == .json ? PlanReport.json(graph, reuse: reuse).text : PlanReport.text(graph, reuse: reuse)
        if !text.isEmpty { Output.write(text + "\n") }
    }
}
