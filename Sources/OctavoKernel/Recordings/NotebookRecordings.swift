package import OctavoLanguage
package import OctavoNotebook
import OctavoSource
import OctavoTable
import Synchronization

/// The recorded answers of a notebook, a file a cell. A cell whose own file lacks an answer finds it in those of the others, so that
/// cells can be renamed, moved and parted.
///
/// A class because the cells of a run share it.
package final class NotebookRecordings: Sendable {
    let mode: RecordingMode
    private let notebook: String
    private let capabilities: Capabilities
    private let digest: @Sendable ([UInt8]) -> String
    private let files = Mutex<[String: Result<[RecordedAnswer], Diagnostic>]>([:])
    private let others = Mutex<[String: RecordedAnswer]?>(nil)

    package init(
        of notebook: String, mode: RecordingMode, _ capabilities: Capabilities, digest: @escaping @Sendable ([UInt8]) -> String
    ) {
        self.notebook = notebook
        self.mode = mode
        self.capabilities = capabilities
        self.digest = digest
    }

    /// The way to providers for one cell.
    package func providers(for cell: Cell) -> CellRecordings {
        CellRecordings(
            self, path: RecordingPath.file(of: cell, in: notebook), live: capabilities.providers,
            isKept: !capabilities.isReadOnly && mode != .live, now: capabilities.now)
    }

    func id(of document: Datum) -> String { RecordedAnswer.id(of: document, digest) }

    /// What a file held when the run first looked; nothing where there is none.
    func answers(in path: String) throws(Diagnostic) -> [RecordedAnswer] {
        try files.withLock { files in
            if let known = files[path] { return known }
            let read = Result { () throws(Diagnostic) in try self.read(path) }
            files[path] = read
            return read
        }.get()
    }

    private func read(_ path: String) throws(Diagnostic) -> [RecordedAnswer] {
        guard paths().contains(path) else { return [] }
        do {
            return try RecordingFile.read(capabilities.files.contents(of: path).bytes.array, path: path, digest)
        } catch {
            throw error as? Diagnostic ?? Diagnostic("bad-recording", "cannot read `\(path)`: \(error)")
        }
    }

    /// An answer in any of the notebook's files; those that cannot be read are told of by the cells that they belong to.
    func answer(anywhere id: String) -> RecordedAnswer? {
        others.withLock { others in
            if let others { return others[id] }
            var all: [String: RecordedAnswer] = [:]
            for path in paths() {
                for answer in (try? answers(in: path)) ?? [] where all[answer.id] == nil { all[answer.id] = answer }
            }
            others = all
            return all[id]
        }
    }

    /// The notebook's files that are there.
    private func paths() -> [String] {
        let folder = RecordingPath.folder(of: notebook)
        return capabilities.files.entries(of: folder).filter { $0.hasSuffix(".jsonl") }.map { folder + "/" + $0 }
    }

    func write(_ path: String, _ answers: [RecordedAnswer]) throws {
        if answers.isEmpty {
            if paths().contains(path) { try capabilities.files.remove(path) }
        } else {
            try capabilities.files.write(path, bytes: RecordingFile.bytes(of: answers))
        }
    }

    /// Removes the files of cells that are no more.
    func removeFiles(except cells: [Cell]) throws {
        let kept = Set(cells.map { RecordingPath.file(of: $0, in: notebook) })
        for path in paths() where !kept.contains(path) { try capabilities.files.remove(path) }
    }
}
