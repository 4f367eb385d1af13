/// Paths as text: joining, splitting and folding, without looking at any disk.
package enum PathText {
    static func isAbsolute(_ path: String) -> Bool { path.utf8.first == 0x2F }

    package static func join(_ folder: String, _ name: String) -> String {
        if isAbsolute(name) || folder.isEmpty { return name }
        return folder.utf8.last == 0x2F ? folder + name : folder + "/" + name
    }

    /// The path without empty parts and `.`; `..` stays, since through a link it is not the part before.
    package static func tidied(_ path: String) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }
        let text = parts.joined(separator: "/")
        if isAbsolute(path) { return "/" + text }
        return text.isEmpty ? "." : text
    }

    /// Everything before the last `/`: `a/b` gives `a`, `a` gives `.`, `/a` gives `/`.
    static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
        return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
    }

    package static func lastPart(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// The ending with its point (`.csv`, and `.csv.gz` for a compressed file), or nothing.
    static func ending(of name: String) -> String {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let last = parts.last, !last.isEmpty else { return "" }
        let compressed = ["gz", "zst"].contains(last.lowercased())
        if compressed, parts.count > 2 { return ".\(parts[parts.count - 2]).\(last)" }
        return "." + last
    }

    /// Whether `path` is `folder` or lies below it; both are real paths.
    static func lies(_ path: String, in folder: String) -> Bool {
        if path == folder || folder == "/" { return true }
        return path.utf8.starts(with: (folder + "/").utf8)
    }

    /// Names by their bytes, which is the order of their code points and the same on every machine.
    static func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
}
