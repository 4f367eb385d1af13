import Synchronization

/// Digests of files that have not changed since they were taken, by device, inode, size and times.
final class DigestCache: Sendable {
    private let digests = Mutex<[FileStatus.Identity: String]>([:])

    func digest(_ identity: FileStatus.Identity) -> String? { digests.withLock { $0[identity] } }

    func keep(_ digest: String, for identity: FileStatus.Identity, startedAt nanoseconds: Int64) {
        if identity.isSettled(at: nanoseconds) { digests.withLock { $0[identity] = digest } }
    }
}
