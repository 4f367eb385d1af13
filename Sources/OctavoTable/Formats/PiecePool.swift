import Synchronization

/// Memory for pieces of files, used again and again: fresh pages cost about as much as reading a file into them.
final class PiecePool: Sendable {
    /// Bytes of one piece; larger ones are not kept.
    private let byteCount: Int
    private let spare = Mutex<[BufferMemory]>([])
    /// As many as a run has at work at a time; more would only be held.
    private let mostSpare: Int

    init(byteCount: Int, mostSpare: Int) {
        self.byteCount = byteCount
        self.mostSpare = mostSpare
    }

    /// Memory of at least `wanted` bytes that comes back to the pool with its last reference.
    func memory(_ wanted: Int) -> BufferMemory {
        if wanted > byteCount { return BufferMemory(byteCount: wanted) }
        let own = spare.withLock { $0.popLast() } ?? BufferMemory(byteCount: byteCount)
        return unsafe BufferMemory(own.bytes) { [self] _ in
            spare.withLock { if $0.count < mostSpare { $0.append(own) } }
        }
    }
}
