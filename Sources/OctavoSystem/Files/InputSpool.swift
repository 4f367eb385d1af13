import Glibc
import OctavoTable

/// Reads what can be read only once (standard input, a pipe) into something that can be read again.
enum InputSpool {
    /// Up to here the bytes stay in memory; past it they go to a temporary file that has no name and is mapped.
    static let largestInMemory = 16 << 20

    /// Everything up to the end, or `nil` with `errno` set.
    static func read(_ descriptor: Int32, largestInMemory: Int = largestInMemory) -> Buffer<UInt8>? {
        var head: [UInt8] = []
        var file: FileDescriptor?
        var byteCount = 0
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            // The array is alive for the call and says its own size.
            guard let count = unsafe chunk.withUnsafeMutableBytes({ unsafe FileDescriptor.read(descriptor, into: $0) }) else {
                return nil
            }
            if count == 0 { break }
            byteCount += count
            if file == nil, byteCount > largestInMemory {
                guard let opened = unnamedFile(), append(head[...], to: opened) else { return nil }
                file = opened
                head = []
            }
            if let file {
                guard append(chunk[..<count], to: file) else { return nil }
            } else {
                head += chunk[..<count]
            }
        }
        guard let file else { return Buffer(head) }
        return FileMapping.mapped(file, byteCount: byteCount)
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to file: FileDescriptor) -> Bool {
        // The slice is alive for the call.
        unsafe bytes.withUnsafeBytes { unsafe file.write($0) }
    }

    private static func unnamedFile() -> FileDescriptor? {
        let folder = SystemEnvironment.value(of: "TMPDIR") ?? "/tmp"
        var name = Array("\(folder)/octavo-input-XXXXXX".utf8CString)
        // `name` is a terminated text of our own that `mkstemp` changes in place.
        let descriptor = unsafe mkstemp(&name)
        guard descriptor >= 0 else { return nil }
        unsafe unlink(name)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return FileDescriptor(owning: descriptor)
    }
}
