import Glibc

/// What the file system says of a path, symbolic links followed.
struct FileStatus: Equatable, Sendable {
    enum Kind: Sendable { case file, folder, other }

    let kind: Kind
    let byteCount: Int
    let mode: mode_t
    let identity: Identity
    /// Nanoseconds since 1970, by the file system's clock, of the last change of content or of the file's own record.
    let changed: Int64

    /// Which file of which device, and which state of it: the same identity means the same bytes.
    struct Identity: Hashable, Sendable {
        let device: UInt64
        let inode: UInt64
        let byteCount: Int
        let modified: Int64
        let changed: Int64

        /// A file changed less than this ago may change again within the same tick of the file system's clock (4 ms on Linux), with
        /// the same size, and look unchanged.
        private static let settledNanoseconds: Int64 = 50_000_000

        func isSettled(at nanoseconds: Int64) -> Bool { nanoseconds - max(changed, modified) > Self.settledNanoseconds }

        /// One text for one state.
        var stamp: String { "\(device):\(inode):\(byteCount):\(modified):\(changed)" }
    }

    /// `nil` with `errno` set where there is no such file or it may not be looked at.
    init?(path: String) {
        var record = stat()
        // The path is a string and the record a variable; both live for the call.
        guard unsafe stat(path, &record) == 0 else { return nil }
        self.init(record)
    }

    init?(descriptor: Int32) {
        var record = stat()
        guard unsafe fstat(descriptor, &record) == 0 else { return nil }
        self.init(record)
    }

    private init(_ record: stat) {
        switch record.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        default: kind = .other
        }
        byteCount = Int(record.st_size)
        mode = record.st_mode & 0o7777
        changed = Self.nanoseconds(record.st_ctim)
        identity = Identity(
            device: UInt64(record.st_dev), inode: UInt64(record.st_ino), byteCount: byteCount,
            modified: Self.nanoseconds(record.st_mtim), changed: changed)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec) }
}
