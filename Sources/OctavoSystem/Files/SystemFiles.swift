import Glibc
import OctavoSource
package import OctavoTable
import Synchronization

/// The files of this machine behind the kernel's capabilities: below the project root alone, or all of them at the prompt.
///
/// Relative paths start at the root. A class because it keeps digests, and what was read from a pipe, for its whole life.
package final class SystemFiles: FileAccess {
    let sandbox: Sandbox
    let isReadable: @Sendable (String) -> Bool
    private let digests = DigestCache()
    /// What came from standard input (`-`) and from pipes, which can be read only once.
    private let spooled = Mutex<[String: FileContents]>([:])

    /// `allowed` are files and folders outside the root that may be used besides; `isRestricted: false` opens every path.
    /// `isReadable` tells by its name whether a file in a folder is one that `load` reads.
    package init(
        root: String, allowed: [String] = [], isRestricted: Bool = true,
        isReadable: @escaping @Sendable (String) -> Bool = ReadableFormats.includes
    ) {
        sandbox = Sandbox(root: root, allowed: allowed, isRestricted: isRestricted)
        self.isReadable = isReadable
    }

    /// The project root's real path.
    package var root: String { sandbox.root }

    // MARK: - Reading

    package func contents(of path: String) throws -> FileContents {
        if path == "-" { return try spool(path) { FileDescriptor(owning: dup(0)) } }
        let real = try sandbox.real(path)
        // Asked before opening, which waits for a writer where the path is a pipe.
        if FileStatus(path: real)?.kind == .other { return try spool(path) { FileDescriptor(real, O_RDONLY | O_NOFOLLOW) } }
        let (file, status) = try open(path, real)
        // The files under /proc say they are empty and are not.
        let bytes =
            status.byteCount == 0
            ? InputSpool.read(file.number) : FileMapping.contents(of: file, byteCount: status.byteCount)
        guard let bytes else { throw FileProblem.reading(path, errno) }
        return FileContents(bytes)
    }

    /// What comes from a source that can be read only once. The lock is held while reading: a second reader must get the same
    /// bytes, not the rest.
    private func spool(_ path: String, _ open: () -> FileDescriptor?) throws -> FileContents {
        try spooled.withLock { spooled in
            if let known = spooled[path] { return known }
            guard let file = open(), let bytes = InputSpool.read(file.number) else { throw FileProblem.reading(path, errno) }
            let contents = FileContents(bytes)
            spooled[path] = contents
            return contents
        }
    }

    private func open(_ path: String, _ real: String) throws -> (FileDescriptor, FileStatus) {
        guard let file = FileDescriptor(real, O_RDONLY | O_NOFOLLOW), let status = FileStatus(descriptor: file.number) else {
            throw errno == ENOENT || errno == ENOTDIR ? notFound(path) : FileProblem.reading(path, errno)
        }
        if status.kind == .folder { throw FileProblem.isFolder(path) }
        return (file, status)
    }

    // MARK: - Digests

    package func digest(of path: String) throws -> String {
        if path == "-" { return Self.digest(of: try contents(of: path)) }
        let started = SystemClock.nanoseconds()
        let real = try sandbox.real(path)
        if FileStatus(path: real)?.kind == .other { return Self.digest(of: try contents(of: path)) }
        let (file, status) = try open(path, real)
        if let known = digests.digest(status.identity) { return known }
        guard let digest = Self.digest(of: file) else { throw FileProblem.reading(path, errno) }
        digests.keep(digest, for: status.identity, startedAt: started)
        return digest
    }

    private static func digest(of contents: FileContents) -> String {
        // `contents` keeps the memory for the call.
        unsafe ContentDigest.sha256Hex(UnsafeRawBufferPointer(contents.bytes.elements))
    }

    /// In pieces rather than through a mapping, so that a file of any size takes the same memory.
    private static func digest(of file: FileDescriptor) -> String? {
        guard let digest = StreamingDigest() else {
            errno = ENOMEM
            return nil
        }
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            // The array is alive for both calls; only what was read is fed.
            let count = unsafe chunk.withUnsafeMutableBytes { bytes -> Int? in
                guard let count = unsafe file.read(into: bytes) else { return nil }
                unsafe digest.update(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
                return count
            }
            guard let count else { return nil }
            if count == 0 { return digest.finish() }
        }
    }
}

/// The endings of the files that `load` reads from a folder.
package enum ReadableFormats {
    private static let endings: Set<String> = [
        "jsonl", "ndjson", "json", "csv", "tsv", "txt", "md", "eml", "mbox", "parquet", "arrow", "feather",
    ]

    /// Whether the name ends in one of them, with `.gz` or `.zst` behind it or not; case does not matter.
    package static func includes(_ name: String) -> Bool {
        var parts = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let last = parts.last else { return false }
        if last == "gz" || last == "zst" { parts.removeLast() }
        return parts.count > 1 && endings.contains(String(parts[parts.count - 1]))
    }
}
