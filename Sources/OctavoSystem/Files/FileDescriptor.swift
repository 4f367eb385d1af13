import Glibc

/// An open file that is closed with the last reference. A class because it owns the descriptor.
final class FileDescriptor: Sendable {
    let number: Int32

    /// `nil` with `errno` set. A call that a signal interrupts is made again.
    init?(_ path: String, _ flags: Int32, mode: mode_t = 0) {
        while true {
            // The path is a string that lives for the call.
            let opened = unsafe open(path, flags | O_CLOEXEC, mode)
            if opened >= 0 {
                number = opened
                return
            }
            if errno != EINTR { return nil }
        }
    }

    init(owning number: Int32) { self.number = number }

    deinit { close(number) }

    /// Reads up to `target.count` bytes: how many, 0 at the end, or `nil` with `errno` set.
    func read(into target: UnsafeMutableRawBufferPointer) -> Int? { unsafe Self.read(number, into: target) }

    static func read(_ number: Int32, into target: UnsafeMutableRawBufferPointer) -> Int? {
        while true {
            // Writes at most the count of the buffer it is given.
            let count = unsafe Glibc.read(number, target.baseAddress, target.count)
            if count >= 0 { return count }
            if errno != EINTR { return nil }
        }
    }

    /// Fills `target` from byte `offset` of the file on: how many bytes there were, or `nil` with `errno` set.
    func read(into target: UnsafeMutableRawBufferPointer, at offset: Int) -> Int? {
        var filled = 0
        while filled < target.count {
            // The rest of the buffer, which the check above says is not empty.
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: target[filled...])
            let count = unsafe pread(number, rest.baseAddress, rest.count, offset + filled)
            if count == 0 { break }
            if count > 0 { filled += count } else if errno != EINTR { return nil }
        }
        return filled
    }

    /// Writes every byte from byte `offset` of the file on; false with `errno` set.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
        var written = 0
        while written < bytes.count {
            // Within the bytes, by the check above.
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = unsafe pwrite(number, rest.baseAddress, rest.count, offset + written)
            if count >= 0 { written += count } else if errno != EINTR { return false }
        }
        return true
    }

    /// Writes every byte; false with `errno` set.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var written = 0
        while written < bytes.count {
            // Within the bytes, by the check above.
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = unsafe Glibc.write(number, rest.baseAddress, rest.count)
            if count >= 0 { written += count } else if errno != EINTR { return false }
        }
        return true
    }
}
