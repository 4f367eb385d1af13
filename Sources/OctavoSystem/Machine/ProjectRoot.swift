/// Where relative paths start.
package enum ProjectRoot {
    /// The nearest folder from `folder` upwards that holds `config/octavo.yaml`, else the nearest with `.git`, else `folder`
    /// itself; a real path where there is one.
    package static func find(from folder: String) -> String {
        let start = Sandbox.realPath(folder) ?? PathText.tidied(folder)
        return nearest(from: start, holding: "config/octavo.yaml") ?? nearest(from: start, holding: ".git") ?? start
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
