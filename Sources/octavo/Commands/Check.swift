import ArgumentParser
import OctavoKernel
import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoSyntax
import OctavoSystem
import OctavoTable
import OctavoVerbs

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Finds mistakes, stale results, fences that are no cells and wrong configuration, without running anything.",
        discussion: """
            octavo check notebooks/ script.oct
            octavo check config/                      configuration files, by the JSON Schemas in config/schemas
            octavo check notebooks/ --format json     one object a finding, for editors
            """)

    @Argument(
        help: "Notebooks, scripts, configuration files, and folders with notebooks or such files.",
        completion: .file(extensions: ["md", "oct", "yaml"]))
    var paths: [String]
    @Flag(help: "As by default: nothing runs.") var `static` = false
    @OptionGroup var shared: SharedOptions

    func run() throws {
        var isWrong = false
        for (path, workspace) in try NotebookSearch.checked(in: paths, shared) {
            let found = try check(path, workspace)
            workspace.report(found)
            isWrong = isWrong || found.contains { $0.severity != .note }
        }
        if isWrong { throw ExitStatus.differs }
    }

    private func check(_ path: String, _ workspace: Workspace) throws -> [Diagnostic] {
        if [".yaml", ".yml", ".json"].contains(where: { path.hasSuffix($0) }) {
            let source = Source(name: workspace.path(path), bytes: try workspace.read(path))
            return ConfigFile.check(source, files: workspace.files)
        }
        let settings = try RunSetup.settings(workspace, shared).graph
        if path.hasSuffix(".md") {
            let file = try NotebookFile(path, workspace)
            let orphans = file.orphanImages().map { path in
                Diagnostic(
                    "orphan-image", "nothing in the notebook mentions `\(path)`", severity: .note,
                    help: ["`octavo prune` removes such images"])
            }
            return BigStackThread.run(stackBytes: ScriptRunner.stackBytes) {
                StaticCheck.run(CellGraph.build(file.notebook, settings), files: workspace.files)
            } + orphans
        }
        let source = Source(name: path, bytes: try workspace.read(path))
        return BigStackThread.run(stackBytes: ScriptRunner.stackBytes) {
            ScriptRunner.check(source, mode: .cell, settings).diagnostics
        }
    }
}
