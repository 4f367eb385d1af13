import Glibc
import OctavoSource

extension SystemFiles {
    /// Files in the form that `pattern` is written in, without `./`; a file that has a pattern's very name comes before the pattern.
    package func resolve(_ pattern: String) throws -> [String] {
        if pattern == "-" { return [pattern] }
        if let problem = FileProblem.unusable(pattern) { throw problem }
        let tidy = PathText.tidied(pattern)
        guard Glob.isPattern(tidy) else { return try resolvePlain(pattern, tidy) }
        if let real = try? sandbox.real(tidy), let status = FileStatus(path: real), status.kind != .folder { return [tidy] }

        // The folders before the first wildcard decide whether the whole pattern is outside.
        let fixed = tidy.split(separator: "/").prefix { !Glob.isPattern(String($0)) }.joined(separator: "/")
        let start = PathText.isAbsolute(tidy) ? "/" + fixed : fixed
        if !start.isEmpty { _ = try sandbox.real(start) }
        let files = GlobExpansion.files(matching: tidy, root: sandbox.root) { [sandbox] folder in
            Sandbox.realPath(folder).map(sandbox.permits) ?? false
        }
        if files.isEmpty { throw noMatch(tidy) }
        return files
    }

    private func resolvePlain(_ pattern: String, _ tidy: String) throws -> [String] {
        let real = try sandbox.real(tidy)
        guard let status = FileStatus(path: real) else {
            throw errno == ENOENT || errno == ENOTDIR ? notFound(tidy) : FileProblem.reading(tidy, errno)
        }
        guard status.kind == .folder else {
            if pattern.utf8.last == 0x2F { throw FileProblem.reading(pattern, ENOTDIR) }
            return [tidy]
        }
        guard let listing = FolderListing(real) else { throw FileProblem.reading(tidy, errno) }
        let names = listing.entries.filter { !$0.isFolder && !$0.name.hasPrefix(".") && isReadable($0.name) }.map(\.name)
        if names.isEmpty {
            throw Diagnostic(
                "file-not-found", "no file in `\(shown(tidy))` has a format that can be read",
                notes: [holdings(of: listing, shown(tidy))], help: helpForFolder(listing, shown(tidy)))
        }
        return tidy == "." ? names : names.map { PathText.join(tidy, $0) }
    }

    private func helpForFolder(_ listing: FolderListing, _ folder: String) -> [String] {
        if let file = listing.entries.first(where: { !$0.isFolder && !$0.name.hasPrefix(".") }) {
            return ["name a file and its format: `load(\"\(PathText.join(folder, file.name))\", format: \"csv\")`"]
        }
        return listing.entries.contains(where: \.isFolder) ? ["`\(folder)**/*.jsonl` looks in the folders below too"] : []
    }

    /// Whether there is a folder at `path` that may be looked into.
    package func isFolder(_ path: String) -> Bool { status(of: path)?.kind == .folder }

    /// Whether there is something at `path` that may be looked at.
    package func exists(_ path: String) -> Bool { status(of: path) != nil }

    private func status(of path: String) -> FileStatus? {
        path.isEmpty ? nil : (try? sandbox.real(PathText.tidied(path))).flatMap { FileStatus(path: $0) }
    }

    package func entries(of folder: String) -> [String] {
        let tidy = folder.isEmpty ? "." : PathText.tidied(folder)
        guard let real = try? sandbox.real(tidy), let listing = FolderListing(real) else { return [] }
        return listing.entries.map { $0.isFolder ? $0.name + "/" : $0.name }
    }

    // MARK: - What to say when nothing is there

    /// A missing file: the nearest names, or the nearest folder where that is missing too.
    func notFound(_ path: String) -> Diagnostic {
        let (folder, missing) = nearestFolder(PathText.tidied(path))
        let isWhole = PathText.join(folder == "." ? "" : folder, missing) == PathText.tidied(path)
        var diagnostic = Diagnostic("file-not-found", "no file `\(path)`")
        guard let real = try? sandbox.real(folder), let listing = FolderListing(real) else { return diagnostic }
        if !isWhole { diagnostic.notes.append("`\(shown(folder))` has no folder `\(missing)`") }
        let candidates = listing.entries.filter { isWhole || $0.isFolder }.map {
            PathText.join(folder == "." ? "" : folder, $0.name)
        }
        // Whole names are compared, so that a long folder before the name does not make everything look near.
        let near = Suggestion.nearest(to: missing, among: candidates.map(PathText.lastPart))
        let paths = near.map { "`\(PathText.join(folder == "." ? "" : folder, $0))`" }
        if let last = paths.last {
            let all = paths.count == 1 ? last : paths.dropLast().joined(separator: ", ") + " or " + last
            diagnostic.help.append("did you mean \(all)?")
            diagnostic.suggestion = near.first.map { PathText.join(folder == "." ? "" : folder, $0) }
        } else {
            diagnostic.notes.append(holdings(of: listing, shown(folder)))
            if !PathText.isAbsolute(path) { diagnostic.notes.append("relative paths start at the project's root") }
        }
        return diagnostic
    }

    /// A pattern that nothing matches: what its folder holds, and the same pattern with the nearest ending there.
    private func noMatch(_ pattern: String) -> Diagnostic {
        var diagnostic = Diagnostic("file-not-found", "no file matches `\(pattern)`")
        let fixed = pattern.split(separator: "/").prefix { !Glob.isPattern(String($0)) }.joined(separator: "/")
        let start = PathText.isAbsolute(pattern) ? "/" + fixed : fixed.isEmpty ? "." : fixed
        let (folder, missing) = nearestFolder(start + "/")
        guard let real = try? sandbox.real(folder), let listing = FolderListing(real) else { return diagnostic }
        guard missing.isEmpty else {
            diagnostic.notes.append("`\(shown(folder))` has no folder `\(missing)`")
            let folders = listing.entries.filter(\.isFolder).map(\.name)
            if let question = Suggestion.question(for: missing, among: folders) { diagnostic.help.append(question) }
            return diagnostic
        }
        diagnostic.notes.append(holdings(of: listing, shown(folder)))
        let ending = PathText.ending(of: PathText.lastPart(of: pattern))
        let present = Set(listing.entries.filter { !$0.isFolder }.map { PathText.ending(of: $0.name) }).sorted()
        if !ending.isEmpty, !Glob.isPattern(ending), let near = Suggestion.best(for: ending, among: present) {
            let better = pattern.dropLast(ending.count) + near
            diagnostic.help.append("did you mean `\(better)`?")
            diagnostic.suggestion = String(better)
        }
        return diagnostic
    }

    /// The deepest folder on the way to `path` that exists, and the part that is missing in it.
    private func nearestFolder(_ path: String) -> (folder: String, missing: String) {
        var folder = path.utf8.last == 0x2F ? PathText.tidied(path) : PathText.folder(of: path)
        var missing = path.utf8.last == 0x2F ? "" : PathText.lastPart(of: path)
        while folder != ".", folder != "/" {
            if let real = try? sandbox.real(folder), FileStatus(path: real)?.kind == .folder { break }
            missing = PathText.lastPart(of: folder)
            folder = PathText.folder(of: folder)
        }
        return (folder, missing)
    }

    /// "`data/` holds 3 `.jsonl`, 1 `.csv` and 2 folders".
    private func holdings(of listing: FolderListing, _ folder: String) -> String {
        var counts: [String: Int] = [:]
        var folders = 0
        for entry in listing.entries where !entry.name.hasPrefix(".") {
            if entry.isFolder { folders += 1 } else { counts[PathText.ending(of: entry.name), default: 0] += 1 }
        }
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var parts = ranked.prefix(5).map { ending, count in
            ending.isEmpty ? "\(count) file\(count == 1 ? "" : "s") without an ending" : "\(count) `\(ending)`"
        }
        let others = ranked.dropFirst(5).reduce(0) { $0 + $1.value }
        if others > 0 { parts.append("\(others) other file\(others == 1 ? "" : "s")") }
        if folders > 0 { parts.append("\(folders) folder\(folders == 1 ? "" : "s")") }
        guard let last = parts.last else { return "`\(folder)` is empty" }
        return "`\(folder)` holds " + (parts.count == 1 ? last : parts.dropLast().joined(separator: ", ") + " and " + last)
    }

    private func shown(_ folder: String) -> String { folder == "." || folder.utf8.last == 0x2F ? folder : folder + "/" }
}
