import ArgumentParser
import OctavoKernel
import OctavoSource
import OctavoSystem
import OctavoTable
import OctavoText

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes a notebook in another form.",
        discussion: """
            octavo export --ipynb notebooks/train.md

            Results go with it; `octavo import` gives the notebook back without them.
            """)

    @Argument(help: "The notebook.", completion: .file(extensions: ["md"])) var path: String
    @Flag(help: "As a Jupyter notebook, of format 4.5.") var ipynb = false
    @Option(help: "Where to; `-` prints it. Beside the notebook if none is named.") var output: String?

    func run() throws {
        guard ipynb else { throw ValidationError("say which form: `--ipynb`") }
        let workspace = try Workspace.open()
        let file = try NotebookFile(path, workspace)
        let folder = file.path.contains("/") ? file.path[...(file.path.lastIndex(of: "/") ?? file.path.startIndex)] : ""
        let json = JupyterExport.json(file.notebook) {
            ContentDigest.sha256Hex($0)
        } image: { path in
            (try? workspace.files.contents(of: folder + path).bytes.array).map { String(decoding: $0, as: UTF8.self) }
        }
        try Exchange.write(json.indented + "\n", to: output ?? NotebookFile.stem(of: path) + ".ipynb", workspace)
    }
}

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Makes a notebook of a Jupyter notebook.",
        discussion: """
            octavo import analysis.ipynb --output notebooks/analysis.md

            Cells of another language become blocks of that language, which Octavo does not run. Outputs are left out.
            """)

    @Argument(help: "The Jupyter notebook, of format 4.", completion: .file(extensions: ["ipynb"])) var path: String
    @Option(help: "Where to; `-` prints it. Beside the Jupyter notebook if none is named.") var output: String?
    @Flag(help: "Replaces a file that is there.") var force = false

    func run() throws {
        let workspace = try Workspace.open()
        let text = String(decoding: try workspace.read(path), as: UTF8.self)
        let target = output ?? NotebookFile.stem(of: path) + ".md"
        if target != "-", !force, workspace.files.exists(workspace.path(target)) {
            throw ValidationError("`\(target)` is there already; `--force` replaces it")
        }
        do {
            try Exchange.write(try JupyterImport.markdown(text, name: path), to: target, workspace)
        } catch let diagnostic as Diagnostic {
            workspace.report([diagnostic])
            throw ExitStatus.usage
        }
    }
}

private enum Exchange {
    static func write(_ text: String, to target: String, _ workspace: Workspace) throws {
        if target == "-" {
            Output.write(text)
        } else {
            try workspace.write(target, Array(text.utf8))
            Output.write("wrote \(target)\n", to: .standardError)
        }
    }
}
