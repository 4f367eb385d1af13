import ArgumentParser
import OctavoNotebook
import OctavoSource
import OctavoSyntax

struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt", abstract: "Lays out the programs of notebooks and scripts in the one canonical way.")

    @Argument(help: "Notebooks (`.md`) and scripts (`.oct`); `-` formats standard input as a script.") var paths: [String]
    @Flag(help: "Writes nothing; status 1 if a file would change.") var check = false

    func run() throws {
        let workspace = try Workspace.open()
        var differs = false
        for path in paths {
            let bytes = try workspace.read(path)
            let formatted = try path.hasSuffix(".md") ? notebook(bytes, path, workspace) : script(bytes, path, workspace)
            if path == "-" {
                Output.write(String(decoding: formatted, as: UTF8.self))
            } else if formatted != bytes {
                differs = true
                if check {
                    Output.write("\(path): not formatted\n", to: .standardError)
                } else {
                    try workspace.write(path, formatted)
                }
            }
        }
        if check, differs { throw ExitStatus.differs }
    }

    private func script(_ bytes: [UInt8], _ path: String, _ workspace: Workspace) throws -> [UInt8] {
        let tree = Parser.parse(Source(name: path, bytes: bytes), mode: .cell)
        guard let text = Formatter.format(tree) else {
            workspace.report(tree.diagnostics)
            throw ExitStatus.differs
        }
        return Array(text.utf8)
    }

    /// Replaces each cell's source, last first, so that earlier ranges stay true. Nothing else changes.
    private func notebook(_ bytes: [UInt8], _ path: String, _ workspace: Workspace) throws -> [UInt8] {
        let notebook = Notebook.parse(bytes, name: path)
        var result = bytes
        for cell in notebook.cells.reversed() {
            let source = notebook.makeSource(of: cell)
            let tree = Parser.parse(source, mode: .cell)
            guard let text = Formatter.format(tree) else {
                workspace.report(tree.diagnostics)
                throw ExitStatus.differs
            }
            if Array(text.utf8) == cell.text { continue }
            // A fence that is indented, or with other line ends, is left as its author wrote it.
            guard cell.isClosed, cell.fence.indent == 0, !cell.text.contains(0x0D) else { continue }
            let content = cell.fence.content
            result.replaceSubrange(content.start..<content.end, with: text.utf8)
        }
        return result
    }
}
