import ArgumentParser
import OctavoKernel
import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoSyntax
import OctavoSystem

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finds mistakes, stale results and fences that are no cells, without running anything.")

    @Argument(help: "Notebooks, scripts, and folders with notebooks.") var paths: [String]
    @Flag(help: "As by default: nothing runs.") var `static` = false
    @OptionGroup var shared: SharedOptions

    func run() throws {
        let workspace = try shared.workspace(isRestricted: true)
        var isWrong = false
        for path in NotebookSearch.notebooks(in: paths, workspace) {
            let found = try check(path, workspace)
            workspace.report(found)
            isWrong = isWrong || found.contains { $0.severity != .note }
        }
        if isWrong { throw ExitStatus.differs }
    }

    private func check(_ path: String, _ workspace: Workspace) throws -> [Diagnostic] {
        let settings = try RunSetup.settings(workspace, shared).graph
        if path.hasSuffix(".md") {
            let file = try NotebookFile(path, workspace)
            let orphans = file.orphanImages().map { path in
                Diagnostic(
                    "orphan-image", "nothing in the notebook mentions `\(path)`", severity: .note,
                    help: ["`octavo clean` removes such images"])
            }
            return BigStackThread.run(stackBytes: ScriptRunner.stackBytes) {
                StaticCheck.run(CellGraph.build(file.notebook, settings))
            } + orphans
        }
        let source = Source(name: path, bytes: try workspace.read(path))
        return BigStackThread.run(stackBytes: ScriptRunner.stackBytes) {
            ScriptRunner.check(source, mode: .cell, settings).diagnostics
        }
    }
}
