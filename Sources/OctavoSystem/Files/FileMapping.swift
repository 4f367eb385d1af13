import Glibc
import OctavoTable

/// A file's bytes in memory with the 64 readable bytes after them that `BufferMemory` promises.
enum FileMapping {
    /// Files up to this size are copied: that costs about what the page faults of a mapping cost (both near 1 ms here), and a
    /// copy cannot change under a reader.
    static let largestCopy = 4 << 20

    /// The whole of a regular file, or `nil` with `errno` set.
    static func contents(of file: FileDescriptor, byteCount: Int) -> Buffer<UInt8>? {
        byteCount > largestCopy ? mapped(file, byteCount: byteCount) : copied(file, byteCount: byteCount)
    }

    static func copied(_ file: FileDescriptor, byteCount: Int) -> Buffer<UInt8>? {
        var filled: Int?
        // A file that has become shorter gives a shorter buffer, one that has grown is cut: both are a state it was in.
        let buffer = unsafe Buffer<UInt8>(count: byteCount) { target in
            unsafe filled = file.readWhole(into: UnsafeMutableRawBufferPointer(target))
        }
        return filled.map { buffer.slice(0..<$0) }
    }

    static func mapped(_ file: FileDescriptor, byteCount: Int) -> Buffer<UInt8>? {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let covered = (byteCount + page - 1) / page * page
        let reserved = covered + page
        // One page of zeros more than the file needs is reserved first, and the file laid over the rest: the bytes past its end
        // are the zeros of its last page and then of that page, so reading 64 of them never leaves the reservation.
        let base = unsafe mmap(nil, reserved, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let base = unsafe base, unsafe base != MAP_FAILED else { return nil }
        guard unsafe mmap(base, covered, PROT_READ, MAP_PRIVATE | MAP_FIXED, file.number, 0) != MAP_FAILED else {
            let code = errno
            unsafe munmap(base, reserved)
            errno = code
            return nil
        }
        _ = unsafe madvise(base, covered, MADV_SEQUENTIAL)
        let memory = unsafe BufferMemory(UnsafeMutableRawBufferPointer(start: base, count: reserved)) {
            unsafe _ = munmap($0.baseAddress, $0.count)
        }
        // The mapping holds `byteCount` bytes and `memory` keeps it; bytes need no alignment.
        return unsafe Buffer(memory: memory, pointer: UnsafePointer(base.assumingMemoryBound(to: UInt8.self)), count: byteCount)
    }
}
