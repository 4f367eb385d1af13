import Glibc

/// Files that become another by a rename. Whoever writes one holds a lock on it, which ends with the process, so what a killed
/// process left is told from what is being written, whichever machine that is on.
enum TemporaryFiles {
    private static let prefix = ".octavo-"
    private static let suffix = ".tmp"

    /// A new file, locked; `nil` with `errno` set, which is `EEXIST` where the name is taken.
    ///
    /// Names differ by process and by call, so two writers never share a file; the name says nothing of the target's, which may
    /// already be as long as a name can be.
    static func make(in folder: String, _ attempt: Int) -> (String, FileDescriptor)? {
        let path = PathText.join(folder, "\(prefix)\(getpid())-\(attempt)\(suffix)")
        guard let file = FileDescriptor(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o666) else { return nil }
        // A file system without locks has none for `removeAbandoned` either.
        if flock(file.number, LOCK_EX) == 0, FileStatus(path: path) == nil {
            // Taken for abandoned in the moment before it was locked.
            errno = EEXIST
            return nil
        }
        return (path, file)
    }

    /// Removes what writers that were killed left in `folder`. What cannot be removed stays.
    static func removeAbandoned(in folder: String) {
        guard let listing = FolderListing(folder) else { return }
        for entry in listing.entries where entry.name.hasPrefix(prefix) && entry.name.hasSuffix(suffix) && !entry.isFolder {
            let path = PathText.join(folder, entry.name)
            guard let file = FileDescriptor(path, O_RDONLY | O_NOFOLLOW), flock(file.number, LOCK_EX | LOCK_NB) == 0 else {
                continue
            }
            // The path is a string that lives for the call.
            unsafe _ = unlink(path)
        }
    }
}
