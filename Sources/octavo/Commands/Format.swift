import ArgumentParser
import OctavoKernel
import OctavoNotebook
import OctavoSource
import OctavoSyntax

struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt", abstract: "Lays out the programs of notebooks and scripts in the one canonical way.",
        discussion: """
            octavo fmt notebooks/ script.oct     rewrites what is not laid out so
            octavo fmt --check notebooks/        names what would change; status 1 if anything would
            octavo fmt - <script.oct             standard input to standard output
            """)

    @Argument(
        help: "Notebooks (`.md`), scripts (`.oct`) and folders of them; `-` lays out standard input as a script.",
        completion: .file(extensions: ["md", "oct"]))
    var paths: [String]
    @Flag(help: "Writes nothing; status 1 if a file would change.") var check = false
    @OptionGroup var output: OutputOptions

    func run() throws {
        var isUnfinished = false
        for path in paths {
            var workspace = try Workspace.open(near: path)
            workspace.isJSON = output.isJSON
            for file in NotebookSearch.files(in: path, endings: [".md", ".oct"], workspace) {
                isUnfinished = try !format(file, workspace) || isUnfinished
            }
        }
        if isUnfinished { throw ExitStatus.differs }
    }

    /// Whether the file is as it should be now. What cannot be parsed is reported and left.
    private func format(_ path: String, _ workspace: Workspace) throws -> Bool {
        let bytes = try workspace.read(path)
        let formatted: [UInt8]
        do {
            formatted = try path.hasSuffix(".md") ? notebook(bytes, path) : script(bytes, path)
        } catch {
            workspace.report(error.diagnostics)
            return false
        }
        if path == "-", !check {
            Output.write(String(decoding: formatted, as: UTF8.self))
            return true
        }
        let differs = formatted != bytes
        if differs, !check { try workspace.write(path, formatted) }
        if output.isJSON {
            Output.write(
                JSON.object([("file", .text(path)), ("changed", .bool(differs)), ("written", .bool(differs && !check))]).text
                    + "\n")
        } else if differs {
            Output.write(check ? "\(path): not formatted\n" : "\(path): formatted\n", to: .standardError)
        }
        return !(differs && check)
    }

    /// A program with mistakes has no layout.
    private struct Unreadable: Error {
        let diagnostics: [Diagnostic]
    }

    private func script(_ bytes: [UInt8], _ path: String) throws(Unreadable) -> [UInt8] {
        Array(try text(Source(name: path == "-" ? "<standard input>" : path, bytes: bytes)).utf8)
    }

    private func text(_ source: Source) throws(Unreadable) -> String {
        let tree = Parser.parse(source, mode: .cell)
        guard let text = Formatter.format(tree) else { throw Unreadable(diagnostics: tree.diagnostics) }
        return text
    }

    /// Replaces each cell's source, last first, so that earlier ranges stay true. Nothing else changes.
    private func notebook(_ bytes: [UInt8], _ path: String) throws(Unreadable) -> [UInt8] {
        let notebook = Notebook.parse(bytes, name: path)
        var result = bytes
        for cell in notebook.cells.reversed() where cell.isClosed {
            let formatted = try text(notebook.makeSource(of: cell))
            let content = cell.fence.content
            let old = bytes[content.start..<content.end]
            let new = lines(of: formatted, indent: cell.fence.indent, lineEnd: old.contains(0x0D) ? "\r\n" : "\n")
            if !old.elementsEqual(new) { result.replaceSubrange(content.start..<content.end, with: new) }
        }
        return result
    }

    /// The cell's text as it stands in its file: with the fence's indentation, except on empty lines, and the file's line ends.
    private func lines(of text: String, indent: Int, lineEnd: String) -> [UInt8] {
        guard indent > 0 || lineEnd != "\n" else { return Array(text.utf8) }
        let margin = String(repeating: " ", count: indent)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return Array(lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: lineEnd).utf8)
    }
}
