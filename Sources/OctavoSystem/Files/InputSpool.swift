import Glibc
import OctavoTable

/// What can be read only once (standard input, a pipe), kept so that it can be read again.
enum InputSpool: Sendable {
    case memory(Buffer<UInt8>)
    /// A temporary file that has no name.
    case file(FileDescriptor, byteCount: Int)

    /// Up to here the bytes stay in memory.
    static let largestInMemory = 16 << 20
    /// Such an input is read once in a process, so it has one state.
    static let stamp = "read once"

    /// Everything up to the end, or `nil` with `errno` set.
    init?(_ descriptor: Int32, largestInMemory: Int = largestInMemory) {
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
                guard let opened = DiskScratch.unnamed(), Self.append(head[...], to: opened) else { return nil }
                file = opened
                head = []
            }
            if let file {
                guard Self.append(chunk[..<count], to: file) else { return nil }
            } else {
                head += chunk[..<count]
            }
        }
        if let file { self = .file(file, byteCount: byteCount) } else { self = .memory(Buffer(head)) }
    }

    func reader(_ path: String) -> any FileReading {
        switch self {
        case .memory(let bytes): MemoryReading(bytes, stamp: Self.stamp)
        case .file(let file, let byteCount): FileReader(unnamed: file, byteCount: byteCount, stamp: Self.stamp, path: path)
        }
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to file: FileDescriptor) -> Bool {
        // The slice is alive for the call.
        unsafe bytes.withUnsafeBytes { unsafe file.write($0) }
    }
}
