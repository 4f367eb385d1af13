/// Where relative paths start.
package enum ProjectRoot {
    /// The nearest folder upwards that holds `config/octavo.yaml`, else the nearest with `.git`, else `folder` itself; a real
    /// path where there is one. Upwards from the file or folder at `path`, seen from `folder`, or from `folder` where there is none.
    /// A path outside `folder` that belongs to no project is its own folder's.
    package static func find(from folder: String, near path: String? = nil) -> String {
        let here = Sandbox.realPath(folder) ?? PathText.tidied(folder)
        let start = path.flatMap { $0 == "-" ? nil : Sandbox.realPath(PathText.join(folder, $0)) } ?? here
        if let found = nearest(from: start, holding: "config/octavo.yaml") ?? nearest(from: start, holding: ".git") {
            return found
        }
        if PathText.lies(start, in: here) { return here }
        return FileStatus(path: start)?.kind == .folder ? start : PathText.folder(of: start)
    }

    /// Whether the folder says that it is a project's, rather than being taken for one because nothing else is.
    package static func isMarked(_ root: String) -> Bool {
        ["config/octavo.yaml", ".git"].contains { FileStatus(path: PathText.join(root, $0)) != nil }
    }

    private static func nearest(from start: String, holding name: String) -> String? {
        var folder = start
        while true {
            if FileStatus(path: PathText.join(folder, name)) != nil { return folder }
            if folder == "/" || folder == "." { return nil }
            folder = PathText.folder(of: folder)
        }
    }
}
