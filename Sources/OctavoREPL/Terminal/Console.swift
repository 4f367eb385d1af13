import Glibc
import Synchronization

/// Standard output and standard error of this process, written whole: what two threads write never mixes within one call.
package final class Console: Sendable {
    package enum Stream: Sendable { case output, error }

    /// The one console of the process. A class with one instance, because the descriptors are the process's own.
    package static let standard = Console()

    /// Whether the last byte ended a line, for both streams together: at a terminal they are one.
    private let atLineStart = Mutex(true)

    private init() {}

    /// Writes all of `text` before it returns, unless the reader has gone.
    package func write(_ text: String, to stream: Stream = .output) {
        guard !text.isEmpty else { return }
        var text = text
        atLineStart.withLock { atLineStart in
            text.withUTF8 { bytes in
                unsafe atLineStart = bytes.last == 0x0A
                unsafe Self.writeAll(UnsafeRawBufferPointer(bytes), to: stream == .output ? STDOUT_FILENO : STDERR_FILENO)
            }
        }
    }

    /// Ends the current line if something stands on it, so that a prompt begins at the margin.
    package func startLine() {
        if !isAtLineStart { write("\n") }
    }

    package var isAtLineStart: Bool { atLineStart.withLock { $0 } }

    /// For what the editor paints: it leaves the cursor at the margin when it is done.
    func paint(_ text: String) {
        guard !text.isEmpty else { return }
        write(text)
        atLineStart.withLock { $0 = true }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
        var offset = 0
        while offset < bytes.count {
            // Within the buffer, which lives until the closure that lent it returns.
            let count = unsafe Glibc.write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
            if count >= 0 {
                offset += count
            } else if errno == EAGAIN {
                var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&wanted, 1, -1)
            } else if errno != EINTR {
                return
            }
        }
    }
}
