import Glibc
import OctavoSource
package import OctavoTable

/// The bytes of standard input as they come: read once, kept nowhere.
package final class PipeReader: FileReading, @unchecked Sendable {
    // Safe to share: one thread at a time reads, as every reading asks.
    private let descriptor: Int32
    private let cancellation: Cancellation
    /// What was looked at before anybody read.
    private var head: [UInt8]
    private var isAtEnd = false

    /// Nobody knows before the end.
    package let byteCount = Int.max
    package let stamp = InputSpool.stamp

    /// How long to wait before looking whether somebody gave up.
    private static let waitMilliseconds: Int32 = 50

    package init(_ descriptor: Int32 = 0, cancellation: Cancellation) {
        self.descriptor = descriptor
        self.cancellation = cancellation
        head = []
    }

    /// The first bytes, at most so many, which `read` gives too. Waits until there are some.
    package func peek(_ count: Int) throws -> [UInt8] {
        while head.count < count, !isAtEnd {
            var piece = [UInt8](repeating: 0, count: count - head.count)
            let read = try unsafe piece.withUnsafeMutableBytes { try unsafe fill($0) }
            head += piece[..<read]
        }
        return head
    }

    package func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
        var count = min(head.count, target.count)
        // No more than the target holds.
        for place in 0..<count { unsafe target[place] = head[place] }
        head.removeFirst(count)
        while count < target.count, !isAtEnd {
            // The rest of the target.
            count += unsafe try fill(UnsafeMutableRawBufferPointer(rebasing: target[count...]))
        }
        return count
    }

    /// What one call gives; none only at the end.
    private func fill(_ target: UnsafeMutableRawBufferPointer) throws -> Int {
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            // One structure of our own, alive for the call.
            let ready = unsafe poll(&state, 1, Self.waitMilliseconds)
            try cancellation.check()
            if ready != 0, ready > 0 || errno != EINTR { break }
        }
        guard let count = unsafe FileDescriptor.read(descriptor, into: target) else {
            throw FileProblem.reading("-", errno)
        }
        if count == 0 { isAtEnd = true }
        return count
    }
}

/// The files of a project, with standard input as it comes.
package struct PipedFiles: FileAccess {
    private let files: SystemFiles
    private let input: PipeReader

    package init(_ files: SystemFiles, input: PipeReader) {
        self.files = files
        self.input = input
    }

    package func open(_ path: String) throws -> any FileReading { path == "-" ? input : try files.open(path) }
    package func contents(of path: String) throws -> FileContents { try files.contents(of: path) }
    package func parts(of path: String) throws -> any FileParts { try files.parts(of: path) }
    package func resolve(_ pattern: String) throws -> [String] { try files.resolve(pattern) }
    package func entries(of folder: String) -> [String] { files.entries(of: folder) }
    package func digest(of path: String) throws -> String { try files.digest(of: path) }
    package func stamp(of path: String) throws -> String { path == "-" ? input.stamp : try files.stamp(of: path) }
    package func scratch() throws -> any ScratchFile { try files.scratch() }
    package func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        try unsafe files.write(path, body)
    }
    package func write(
        in folder: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> String?
    ) throws { try unsafe files.write(in: folder, body) }
}
