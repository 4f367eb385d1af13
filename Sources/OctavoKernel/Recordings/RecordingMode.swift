import OctavoNotebook

/// What a run does with recorded answers of providers.
package enum RecordingMode: String, Sendable, CaseIterable {
    /// Gives what is recorded, and asks and records the rest.
    case once
    /// Gives what is recorded; what is not is an error.
    case replay
    /// Asks for everything, and puts the answers in place of those recorded.
    case record
    /// Asks for everything, and neither reads nor writes recordings.
    case live
}

/// Where recorded answers stand, relative to the project's root.
enum RecordingPath {
    static let root = "prompts/recordings"

    /// `prompts/recordings/notebooks/replies` for `notebooks/replies.md`: the path and not the name, so that no two notebooks share one.
    static func folder(of notebook: String) -> String {
        let path = notebook.hasSuffix(".md") ? String(notebook.dropLast(3)) : notebook
        // A notebook outside the project, or one that links lead out of it.
        let parts = path.split(separator: "/").filter { $0 != "." && $0 != ".." }
        return root + "/" + parts.joined(separator: "/")
    }

    /// By the cell's name, else by its number: `first.jsonl`, `cell-3.jsonl`. Letters that a file's name may not have become `-`.
    static func file(of cell: Cell, in notebook: String) -> String {
        let name = cell.name.map { String($0.map { $0 == "/" || $0 == ":" ? "-" : $0 }) } ?? "cell-\(cell.number)"
        return folder(of: notebook) + "/" + name + ".jsonl"
    }
}
