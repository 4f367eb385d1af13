import OctavoKernel
import OctavoNotebook
import OctavoSource
import OctavoSystem
import OctavoTable

/// A notebook on disk: read whole, written only by splicing results into the bytes that are there now.
struct NotebookFile {
    let workspace: Workspace
    /// Relative to the project root, with links followed: images lie beside the file and not beside a link to it.
    let path: String
    let notebook: Notebook

    /// `reports`: whether a file that cannot be read is told of.
    init(_ typed: String, _ workspace: Workspace, reports: Bool = true) throws {
        self.workspace = workspace
        path = workspace.realPath(typed)
        let bytes = reports ? try workspace.read(typed) : try workspace.files.contents(of: path).bytes.array
        notebook = Notebook.parse(bytes, name: path)
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
        // Images first, so that the notebook never shows one that is not there.
        try saveImages(of: placed, to: output.map { workspace.path($0) } ?? path)
        let splice = Splice.apply(placed, to: current)
        refused += splice.refused
        // An open cell was told of when the notebook was read.
        workspace.report(refused.filter { $0.code != "cell-not-closed" || current.bytes != notebook.bytes })
        if let output {
            try workspace.write(output, splice.bytes)
        } else if splice.bytes != current.bytes {
            try workspace.write(fromRoot: path, splice.bytes)
        }
        return refused.isEmpty
    }

    // MARK: - Images

    /// Where images of the notebook stand, relative to the project root.
    private var assetsFolder: String { NotebookImages.path(of: NotebookImages.folder(of: path), in: path) }

    /// Images in the folder that nothing in the notebook mentions, relative to the project root.
    func orphanImages() -> [String] {
        let name = assetsFolder.split(separator: "/").last.map(String.init) ?? assetsFolder
        return Assets.orphans(in: name, names: workspace.files.entries(of: assetsFolder), of: notebook).map {
            assetsFolder + "/" + $0
        }
    }

    /// Writes the images that results show, where they differ from what is there.
    private func saveImages(of updates: [Int: ResultUpdate], to notebook: String) throws {
        for number in updates.keys.sorted() {
            guard case .replace(let result)? = updates[number] else { continue }
            for (link, content) in NotebookImages.images(in: result) {
                let path = NotebookImages.path(of: link, in: notebook)
                if NotebookImages.stored(link, in: notebook, workspace.files) == content { continue }
                try workspace.files.write(path, bytes: Array(content.utf8))
            }
        }
    }

    // MARK: - The record of runs

    /// `<stem>.assets/run.json`, relative to the project root.
    private var recordPath: String { assetsFolder + "/run.json" }

    /// A path without the ending of its last part.
    static func stem(of path: String) -> String {
        guard let point = path.lastIndex(of: "."), !path[point...].contains("/") else { return path }
        return String(path[..<point])
    }

    /// What earlier runs left.
    func readRecord() -> RunRecord {
        let bytes = try? workspace.files.contents(of: recordPath).bytes.array
        return RunRecord(bytes.map { String(decoding: $0, as: UTF8.self) })
    }

    /// Writes what a run leaves, unless the notebook itself could not be written. The record is a convenience: where it cannot
    /// be kept, a warning says so and the run counts.
    func write(_ record: RunRecord, of run: NotebookRun) {
        guard workspace.files.isWritable(path) else { return }
        let text = record.json(of: run, version: Octavo.version).indented + "\n"
        do {
            try workspace.files.write(recordPath, bytes: Array(text.utf8))
        } catch {
            var warning = error as? Diagnostic ?? Diagnostic("file-not-writable", "cannot write `\(recordPath)`: \(error)")
            warning.severity = .warning
            workspace.report([warning])
        }
    }
}
