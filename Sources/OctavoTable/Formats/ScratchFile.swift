import Synchronization

/// Bytes set aside for the time of a run where memory has no room for them; gone with the last reference, and with the process
/// however that ends. Any thread may use it.
package protocol ScratchFile: AnyObject, Sendable {
    /// Writes behind what is there and tells where that begins, at a multiple of the size of a memory page. Throws
    /// `disk-full` and the like.
    func append(_ bytes: UnsafeRawBufferPointer) throws -> Int
    /// The bytes of a range that was written, in memory of their own, with 64 more that may be read and mean nothing.
    func contents(_ range: Range<Int>) throws -> BufferMemory
    /// The same bytes without taking memory for longer than they are looked at. `range` begins where an append did.
    func mapped(_ range: Range<Int>) throws -> BufferMemory
}

/// Scratch bytes in memory, where there is no disk to use.
final class MemoryScratch: ScratchFile {
    private let bytes = Mutex<[UInt8]>([])

    func append(_ added: UnsafeRawBufferPointer) -> Int {
        bytes.withLock { bytes in
            let start = bytes.count
            unsafe bytes.append(contentsOf: added)
            return start
        }
    }

    func contents(_ range: Range<Int>) -> BufferMemory {
        let memory = BufferMemory(byteCount: range.count)
        // The memory has room for the range.
        bytes.withLock { bytes in
            unsafe bytes.withUnsafeBytes { unsafe memory.bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[range])) }
        }
        return memory
    }

    func mapped(_ range: Range<Int>) -> BufferMemory { contents(range) }
}
