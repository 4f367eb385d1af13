import Synchronization

/// Digests of files that have not changed since they were taken, by device, inode, size and times.
final class DigestCache: Sendable {
    private let digests = Mutex<[FileStatus.Identity: String]>([:])

    /// A file changed less than this ago may change again within the same tick of the file system's clock (4 ms on Linux), with
    /// the same size, and look unchanged; its digest is taken anew each time.
    private static let settledNanoseconds: Int64 = 50_000_000

    func digest(_ identity: FileStatus.Identity) -> String? { digests.withLock { $0[identity] } }

    func keep(_ digest: String, for identity: FileStatus.Identity, startedAt nanoseconds: Int64) {
        guard nanoseconds - max(identity.changed, identity.modified) > Self.settledNanoseconds else { return }
        digests.withLock { $0[identity] = digest }
    }
}
