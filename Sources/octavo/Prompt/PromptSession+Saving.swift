import OctavoKernel
import OctavoNotebook
import OctavoREPL
import OctavoSource
import OctavoSystem
import OctavoTable
import Synchronization

/// What `:save` writes, and where.
struct Saving: Sendable {
    /// The entries since the last save.
    var cells = SavedSession()
    /// The notebook that the session continues or has written; seen from the project's root.
    var path: String?

    init(continuing notebook: NotebookFile?) { path = notebook?.path }
}

extension PromptSession {
    /// New cells go to the end of the session's own notebook, whatever became of it meanwhile; a file of another origin is only
    /// replaced on demand.
    func save(to typed: String?, replacing: Bool) async -> REPLReply {
        saving.withLock { saving in
            guard let path = typed.map(workspace.path) ?? saving.path else {
                return failure(Diagnostic("bad-usage", "`:save` needs a path", help: ["`:save notebooks/session.md`"]))
            }
            let shown = typed ?? path
            guard path.hasSuffix(".md") else {
                return failure(
                    Diagnostic(
                        "bad-usage", "cannot save to `\(shown)`: a notebook's name ends in `.md`", help: ["`:save \(shown).md`"]))
            }
            let isOwn = path == saving.path
            let isThere = workspace.files.exists(path)
            if isThere, !isOwn, !replacing {
                return failure(
                    Diagnostic(
                        "file-not-writable", "cannot save to `\(shown)`: it exists and is not this session's",
                        help: ["`:save! \(shown)` replaces it"]))
            }
            guard saving.cells.count > 0 else { return REPLReply("nothing new to save", failed: true) }
            do {
                var trial = saving.cells
                let cells = trial.takeCells()
                let old = isThere && isOwn ? try workspace.files.contents(of: path).bytes.array : nil
                try workspace.files.write(path, bytes: Self.notebook(old, adding: cells))
                saving.cells = trial
                saving.path = path
                let count = cells.count == 1 ? "1 cell" : "\(cells.count) cells"
                return REPLReply(
                    (old == nil ? "saved \(count) to" : "added \(count) to") + " \(shown); `octavo run` fills in the results")
            } catch {
                return failure(error as? Diagnostic ?? Diagnostic("failed", "\(error)"))
            }
        }
    }

    private static func notebook(_ old: [UInt8]?, adding cells: [String]) -> [UInt8] {
        var text = old ?? Array("---\noctavo: 1\n---\n".utf8)
        if let last = text.last, last != 0x0A { text.append(0x0A) }
        for cell in cells { text += Array(JournalFormat.cell(cell).utf8) }
        return text
    }

    /// A cell may not begin with a pipe: what continues the last value says so.
    func journalForm(of entry: String, number: Int) -> String? {
        entry.drop { $0 == " " || $0 == "\n" || $0 == "\t" }.hasPrefix("|") ? "_ " + entry : entry
    }
}
