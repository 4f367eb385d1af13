import OctavoSystem

/// The files that a path names: itself, or those in a folder and the folders below it, sorted.
enum NotebookSearch {
    /// The notebooks that paths name, each once and with the project it stands in.
    static func notebooks(in paths: [String], _ shared: SharedOptions) throws -> [(path: String, workspace: Workspace)] {
        try notebooks(in: paths) { try shared.workspace(isRestricted: true, near: $0) }
    }

    /// What `check` looks at: notebooks, and what stands in the project's folder of settings.
    static func checked(in paths: [String], _ shared: SharedOptions) throws -> [(path: String, workspace: Workspace)] {
        try notebooks(in: paths, endings: [".md", ".yaml", ".yml", ".json"]) {
            try shared.workspace(isRestricted: true, near: $0)
        }.filter { path, workspace in
            path.hasSuffix(".md") || paths.contains(path) || workspace.path(path).hasPrefix("config/")
        }
    }

    static func notebooks(
        in paths: [String], endings: [String] = [".md"], open: (String) throws -> Workspace
    ) throws -> [(path: String, workspace: Workspace)] {
        var seen: Set<String> = []
        return try paths.flatMap { named in
            let workspace = try open(named)
            return files(in: named, endings: endings, workspace).map { (path: $0, workspace: workspace) }
        }.filter { seen.insert(PathText.join($0.workspace.root, $0.workspace.realPath($0.path))).inserted }
    }

    /// Hidden folders and folders of pictures (`.assets`) are left out.
    static func files(in path: String, endings: [String], _ workspace: Workspace) -> [String] {
        guard path != "-", workspace.files.isFolder(workspace.path(path)) else { return [path] }
        let base = path.hasSuffix("/") ? path : path == "." ? "" : path + "/"
        return workspace.files.entries(of: workspace.path(path)).flatMap { entry -> [String] in
            if entry.hasSuffix("/") {
                let isLeftOut = entry.hasSuffix(".assets/") || entry.hasPrefix(".")
                return isLeftOut ? [] : files(in: base + entry, endings: endings, workspace)
            }
            return endings.contains { entry.hasSuffix($0) } ? [base + entry] : []
        }
    }
}
