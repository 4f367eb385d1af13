/// Finds the files that a pattern names.
struct GlobExpansion {
    /// Deeper than any folder that a person made; a disk that is deeper is not searched further.
    private static let deepest = 64

    private let glob: Glob
    private let mayEnter: (String) -> Bool
    private var found: [String] = []

    /// The paths of `pattern` in the form it is written in, by name and each once. `root` is where a relative one starts;
    /// `mayEnter` is asked about each folder (a path on the disk) before it is read.
    static func files(matching pattern: String, root: String, mayEnter: @escaping (String) -> Bool) -> [String] {
        var expansion = GlobExpansion(glob: Glob(pattern), mayEnter: mayEnter)
        let start = expansion.glob.isAbsolute ? "/" : root
        expansion.expand(0, folder: start, shown: expansion.glob.isAbsolute ? "/" : "", depth: 0)
        var files: [String] = []
        for path in expansion.found.sorted(by: PathText.precedes) where path != files.last { files.append(path) }
        return files
    }

    private mutating func expand(_ index: Int, folder: String, shown: String, depth: Int) {
        guard index < glob.parts.count, depth < Self.deepest else { return }
        let part = glob.parts[index]
        let isLast = index == glob.parts.count - 1
        if part == "**" {
            // No folder at all, then every folder below; links to folders are not followed, as they may lead in a circle.
            if isLast {
                for entry in listing(folder) where !entry.isFolder && !entry.name.hasPrefix(".") {
                    found.append(shown + entry.name)
                }
            } else {
                expand(index + 1, folder: folder, shown: shown, depth: depth)
            }
            for entry in listing(folder) where entry.isFolder && !entry.isLink && !entry.name.hasPrefix(".") {
                let next = PathText.join(folder, entry.name)
                expand(index, folder: next, shown: shown + entry.name + "/", depth: depth + 1)
            }
            return
        }
        if !Glob.isPattern(part) {
            let next = PathText.join(folder, part)
            if !isLast {
                expand(index + 1, folder: next, shown: shown + part + "/", depth: depth + 1)
            } else if let status = FileStatus(path: next), status.kind != .folder {
                found.append(shown + part)
            }
            return
        }
        for entry in listing(folder) where Glob.matches(entry.name, part) {
            if isLast {
                if !entry.isFolder { found.append(shown + entry.name) }
            } else if entry.isFolder {
                let next = PathText.join(folder, entry.name)
                expand(index + 1, folder: next, shown: shown + entry.name + "/", depth: depth + 1)
            }
        }
    }

    private func listing(_ folder: String) -> [FolderListing.Entry] {
        mayEnter(folder) ? FolderListing(folder)?.entries ?? [] : []
    }
}
