import Glibc
import OctavoSource
import OctavoTable

/// The bytes of an open regular file, read by plain calls into memory of the reader's own: a mapping would end the process with SIGBUS where
/// another program shortens the file, and would let it change bytes that were checked already. Reading costs a few hundredths of a
/// second more a gigabyte than mapping.
final class FileReader: FileReading {
    private let file: FileDescriptor
    private let path: String
    private let identity: FileStatus.Identity
    /// Whether the file may change under the reader; one that only this process can reach does not.
    private let isPrivate: Bool
    private var taken = 0

    let byteCount: Int
    let stamp: String

    init(_ file: FileDescriptor, _ status: FileStatus, path: String) {
        self.file = file
        self.path = path
        identity = status.identity
        byteCount = status.byteCount
        stamp = status.identity.stamp
        isPrivate = false
    }

    /// A file without a name, whose bytes stay.
    init(unnamed file: FileDescriptor, byteCount: Int, stamp: String, path: String) {
        self.file = file
        self.path = path
        identity = FileStatus.Identity(device: 0, inode: 0, byteCount: byteCount, modified: 0, changed: 0)
        self.byteCount = byteCount
        self.stamp = stamp
        isPrivate = true
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = min(target.count, byteCount - taken)
        if wanted == 0 { return 0 }
        // The first `wanted` bytes of the target, which holds as many.
        let part = unsafe UnsafeMutableRawBufferPointer(rebasing: target[..<wanted])
        guard let count = unsafe file.read(into: part, at: taken) else { throw FileProblem.reading(path, errno) }
        taken += count
        if count < wanted { throw Diagnostic.fileChanged(path, "it became shorter") }
        if taken == byteCount, !isPrivate, FileStatus(descriptor: file.number)?.identity != identity {
            throw Diagnostic.fileChanged(path)
        }
        return count
    }
}
