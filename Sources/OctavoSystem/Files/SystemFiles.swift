import Glibc
import OctavoSource
package import OctavoTable
import OctavoText
import Synchronization

/// The files of this machine behind the kernel's capabilities: below the project root alone, or all of them at the prompt.
///
/// Relative paths start at the root. A class because it keeps digests, and what was read from a pipe, for its whole life.
package final class SystemFiles: FileAccess {
    let sandbox: Sandbox
    let isReadable: @Sendable (String) -> Bool
    private let digests = DigestCache()
    /// What came from standard input (`-`) and from pipes, which can be read only once.
    private let spooled = Mutex<[String: InputSpool]>([:])
    /// Folders in which what killed writers left was looked for.
    let cleaned = Mutex<Set<String>>([])

    /// `allowed` are files and folders outside the root that may be used besides; `isRestricted: false` opens every path.
    /// `isReadable` tells by its name whether a file in a folder is one that `load` reads.
    package init(
        root: String, allowed: [String] = [], isRestricted: Bool = true,
        isReadable: @escaping @Sendable (String) -> Bool = { FileFormat(path: $0) != nil }
    ) {
        sandbox = Sandbox(root: root, allowed: allowed, isRestricted: isRestricted)
        self.isReadable = isReadable
    }

    /// The project root's real path.
    package var root: String { sandbox.root }

    // MARK: - Reading

    package func contents(of path: String) throws -> FileContents {
        let reader = try open(path)
        let bytes = unsafe try Buffer<UInt8>(count: reader.byteCount) { target in
            unsafe LargeArray.useLargePages(for: UnsafeMutableRawBufferPointer(target))
            // A reader fills what it is given with all the bytes that it said there are, or throws.
            unsafe _ = try reader.read(into: UnsafeMutableRawBufferPointer(target))
        }
        return FileContents(bytes)
    }

    package func open(_ path: String) throws -> any FileReading {
        if path == "-" { return try spool(path) { FileDescriptor(owning: dup(0)) } }
        let real = try sandbox.real(path)
        // Asked before opening, which waits for a writer where the path is a pipe.
        if FileStatus(path: real)?.kind == .other { return try spool(path) { FileDescriptor(real, O_RDONLY | O_NOFOLLOW) } }
        let (file, status) = try open(path, real)
        if status.byteCount > 0 { return FileReader(file, status, path: path) }
        // The files under /proc say they are empty and are not.
        guard let input = InputSpool(file.number) else { throw FileProblem.reading(path, errno) }
        return input.reader(path)
    }

    package func parts(of path: String) throws -> any FileParts {
        if path != "-" {
            let real = try sandbox.real(path)
            if FileStatus(path: real)?.kind != .other {
                let (file, status) = try open(path, real)
                if status.byteCount > 0 { return FilePartsReader(file, status, path: path) }
            }
        }
        // What can be read only once is held as a whole.
        let reader = try open(path)
        let bytes = unsafe try Buffer<UInt8>(count: reader.byteCount) { target in
            // As for `contents`.
            unsafe _ = try reader.read(into: UnsafeMutableRawBufferPointer(target))
        }
        return MemoryParts(bytes: bytes, stamp: reader.stamp)
    }

    /// What comes from a source that can be read only once. The lock is held while reading: a second reader must get the same
    /// bytes, not the rest.
    private func spool(_ path: String, _ open: () -> FileDescriptor?) throws -> any FileReading {
        let input = try spooled.withLock { spooled in
            if let known = spooled[path] { return known }
            guard let file = open(), let input = InputSpool(file.number) else { throw FileProblem.reading(path, errno) }
            spooled[path] = input
            return input
        }
        return input.reader(path)
    }

    private func open(_ path: String, _ real: String) throws -> (FileDescriptor, FileStatus) {
        guard let file = FileDescriptor(real, O_RDONLY | O_NOFOLLOW), let status = FileStatus(descriptor: file.number) else {
            throw errno == ENOENT || errno == ENOTDIR ? notFound(path) : FileProblem.reading(path, errno)
        }
        if status.kind == .folder { throw FileProblem.isFolder(path) }
        return (file, status)
    }

    // MARK: - Digests

    package func stamp(of path: String) throws -> String {
        if path == "-" { return InputSpool.stamp }
        let real = try sandbox.real(path)
        if FileStatus(path: real)?.kind == .other { return InputSpool.stamp }
        let (_, status) = try open(path, real)
        // A small file that has just changed may change again within one tick of the clock.
        if status.byteCount <= Self.largestDoubted, !status.identity.isSettled(at: SystemClock.nanoseconds()) {
            return try digest(of: path)
        }
        return status.identity.stamp
    }

    private static let largestDoubted = 1 << 20

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
