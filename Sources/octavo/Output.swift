import Glibc

/// Bytes to the two streams, whole and in order.
enum Output {
    enum Stream: Int32 {
        case standardOutput = 1
        case standardError = 2
    }

    static func write(_ text: String, to stream: Stream = .standardOutput) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            // The slice is alive during the call, and its count is the buffer's own.
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(stream.rawValue, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                // Nobody reads any more (`octavo … | head`): end as other programs do.
                if errno == EPIPE { exit(0) }
                return
            }
            bytes = bytes.dropFirst(written)
        }
    }

    static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }
}
