import Glibc

/// The names in a folder.
struct FolderListing: Sendable {
    struct Entry: Sendable {
        let name: String
        let isFolder: Bool
        let isLink: Bool
    }

    /// By name, without `.` and `..`, and without names that are not UTF-8, which no text could name.
    let entries: [Entry]

    /// `nil` with `errno` set where the folder is missing or may not be read.
    init?(_ folder: String) {
        guard let stream = unsafe opendir(folder) else { return nil }
        defer { unsafe closedir(stream) }
        var found: [Entry] = []
        while let entry = unsafe readdir(stream) {
            // The record lives until the next `readdir`; its name is a terminated text within it.
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(validatingCString: $0) }
            }
            guard let name, name != ".", name != ".." else { continue }
            let type = unsafe Int(entry.pointee.d_type)
            let isLink = type == Int(DT_LNK)
            var isFolder = type == Int(DT_DIR)
            // Links, and file systems that do not tell: ask.
            if isLink || type == Int(DT_UNKNOWN) {
                isFolder = FileStatus(path: PathText.join(folder, name))?.kind == .folder
            }
            found.append(Entry(name: name, isFolder: isFolder, isLink: isLink))
        }
        entries = found.sorted { PathText.precedes($0.name, $1.name) }
    }
}
