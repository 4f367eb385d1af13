import ArgumentParser
import OctavoKernel
import OctavoSource
import OctavoSystem
import OctavoTable

struct Slice: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slice", abstract: "Prints a notebook of only the cells that one cell, or one name, needs.",
        discussion: """
            octavo slice scores notebooks/train.md --output notebooks/scores.md

            Prose and results stay behind.
            """)

    @Argument(help: "The name of a cell, or a name that a cell defines.") var name: String
    @Argument(help: "The notebook.", completion: .file(extensions: ["md"])) var path: String
    @Option(help: "Writes the notebook here instead.") var output: String?
    @OptionGroup var shared: SharedOptions

    func run() throws {
        let workspace = try shared.workspace(isRestricted: true, near: path)
        let file = try NotebookFile(path, workspace)
        let settings = try RunSetup.settings(workspace, shared).graph
        let graph = BigStackThread.run(stackBytes: ScriptRunner.stackBytes) { CellGraph.build(file.notebook, settings) }
        do {
            let bytes = try NotebookSlice.bytes(graph, name)
            if let output {
                try workspace.write(output, bytes)
            } else {
                Output.write(String(decoding: bytes, as: UTF8.self))
            }
        } catch let diagnostic as Diagnostic {
            workspace.report([diagnostic])
            throw ExitStatus.usage
        }
    }
}
