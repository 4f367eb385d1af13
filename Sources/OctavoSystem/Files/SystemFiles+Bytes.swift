import Glibc

package enum Folders {
    /// Makes every folder on the way to `path`, an absolute one. The system's error number where one cannot be made.
    package static func make(_ path: String, mode: UInt32) -> (path: String, error: Int32)? {
        var made = ""
        for part in path.split(separator: "/") {
            made += "/" + part
            if unsafe mkdir(made, mode) != 0, errno != EEXIST { return (made, errno) }
        }
        return nil
    }
}

package enum StandardStreams {
    /// Writes all of `text` to a descriptor; false when nobody reads there any more.
    package static func write(_ text: String, to descriptor: Int32) -> Bool { write(Array(text.utf8), to: descriptor) }

    package static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            // The slice is alive during the call, and its count is the buffer's own.
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                return errno != EPIPE
            }
            bytes = bytes.dropFirst(written)
        }
        return true
    }
}
