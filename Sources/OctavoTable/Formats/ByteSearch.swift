import Glibc

/// Finding single bytes at the speed of the C library.
enum ByteSearch {
    /// The place of the first line feed at or after `from`.
    static func feed(_ bytes: Buffer<UInt8>, from: Int) -> Int? {
        guard from >= 0, from < bytes.count else { return nil }
        let start = unsafe bytes.start
        // `from..<count` lies in the buffer by the check above.
        guard let found = unsafe memchr(start + from, 0x0A, bytes.count - from) else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }
}
