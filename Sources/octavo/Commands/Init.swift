import ArgumentParser
import OctavoKernel
import OctavoNotebook
import OctavoSource
import OctavoSystem
import OctavoTable

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes a new project: data, prompts, settings and a first notebook with its results.",
        discussion: """
            octavo init hotels     a project in a new folder
            octavo init            in the current folder, if nothing but a README, a licence and Git's files is there
            octavo init --keep     in a folder with other files: adds what is missing and changes nothing
            """)

    @Argument(help: "The folder; the current one if none is named.", completion: .directory) var folder = "."
    @Flag(help: "Adds what is missing to a folder that is not empty; no file that is there is changed.") var keep = false
    @OptionGroup var output: OutputOptions

    func run() throws {
        let root = PathText.tidied(PathText.join(SystemEnvironment.currentFolder(), folder))
        let files = SystemFiles(root: root, isRestricted: false)
        if !keep { try checkIsEmpty(files) }
        var made: Set<String> = []
        for (path, text) in NewProject.files {
            let isThere = files.exists(path)
            if !isThere {
                try files.write(path, bytes: Array(text.utf8))
                made.insert(path)
            }
            report(path, isThere ? "kept" : "made")
        }
        // Beside somebody else's data the cells might show or say anything.
        if made.isSuperset(of: [NewProject.notebook, NewProject.data]) { try fillIn() }
        if output.isJSON { return }
        let enter = folder == "." ? "" : "cd \(folder) && "
        Output.write("\nNext: \(enter)octavo \(NewProject.notebook)\n")
    }

    private func checkIsEmpty(_ files: SystemFiles) throws {
        let there = files.entries(of: ".").filter { entry in
            let name = entry.lowercased()
            return !name.hasPrefix(".git") && !name.hasPrefix("readme") && !name.hasPrefix("licen")
        }
        guard !there.isEmpty else { return }
        let shown = there.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
        throw Diagnostic(
            "bad-usage", folder == "." ? "this folder is not empty" : "`\(folder)` is not empty",
            notes: ["it holds \(shown)" + (there.count > 5 ? " and \(there.count - 5) more" : "")],
            help: ["`octavo init NAME` makes a new folder", "`--keep` adds what is missing here and changes no file"])
    }

    /// Runs the new notebook, so that its results stand in it and `octavo test` passes from the start.
    private func fillIn() throws {
        let path = PathText.join(folder, NewProject.notebook)
        let workspace = try Workspace.open(isRestricted: true, near: path)
        let file = try NotebookFile(path, workspace)
        let settings = RunSettings(
            graph: RunSetup.graph(workspace, isOffline: true, isReadOnly: true), clock: .system)
        let run = BigStackThread.run(stackBytes: ScriptRunner.stackBytes) { NotebookRunner.run(file.notebook, settings) }
        _ = try file.save(run.updates)
    }

    private func report(_ path: String, _ deed: String) {
        let shown = folder == "." ? path : PathText.join(folder, path)
        let line = output.isJSON ? JSON.object([("file", .text(shown)), ("outcome", .text(deed))]).text : "\(deed)    \(shown)"
        Output.write(line + "\n")
    }
}
