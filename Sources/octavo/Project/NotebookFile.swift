import OctavoKernel
import OctavoNotebook
import OctavoSource
import OctavoSystem
import OctavoTable

/// A notebook on disk: read whole, written only by splicing results into the bytes that are there now.
struct NotebookFile {
    let workspace: Workspace
    /// Relative to the project root.
    let path: String
    let notebook: Notebook

    init(_ typed: String, _ workspace: Workspace) throws {
        self.workspace = workspace
        path = workspace.path(typed)
        notebook = Notebook.parse(try workspace.read(typed), name: path)
    }

    /// Writes the results; if the file was edited meanwhile, cells are found again by name or by source. What cannot be placed
    /// is reported and false comes back.
    func save(_ updates: [Int: ResultUpdate], to output: String? = nil) throws -> Bool {
        var current = notebook
        var placed = updates
        var refused: [Diagnostic] = []
        if output == nil {
            let bytes = try workspace.files.contents(of: path).bytes.array
            if bytes != notebook.bytes {
                current = Notebook.parse(bytes, name: path)
                let rebase = Rebase.rebase(updates, from: notebook, onto: current)
                placed = rebase.updates
                refused = rebase.refused
            }
        }
        let splice = Splice.apply(placed, to: current)
        refused += splice.refused
        workspace.report(refused)
        if let output {
            try workspace.write(output, splice.bytes)
        } else if splice.bytes != current.bytes {
            try workspace.files.write(path, bytes: splice.bytes)
        }
        return refused.isEmpty
    }
}
