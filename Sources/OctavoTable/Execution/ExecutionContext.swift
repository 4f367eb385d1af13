import OctavoSource
import Synchronization

/// What a running plan may use and must heed.
package struct ExecutionContext: Sendable {
    package let files: any FileAccess
    package let cancellation: Cancellation
    /// Threads for one plan's loops.
    package let threads: Int
    /// Bytes that results may hold before a run fails with `budget`.
    package let memoryLimit: Int
    /// Told now and then how far a long run is.
    package let progress: (@Sendable (Progress) -> Void)?

    package struct Progress: Sendable {
        package let step: String
        package let rows: Int
        /// 0…1 where it is known.
        package let fraction: Double?

        package init(step: String, rows: Int, fraction: Double?) {
            self.step = step
            self.rows = rows
            self.fraction = fraction
        }
    }

    package init(
        files: any FileAccess, cancellation: Cancellation = Cancellation(), threads: Int = 2, memoryLimit: Int = .max,
        progress: (@Sendable (Progress) -> Void)? = nil
    ) {
        self.files = files
        self.cancellation = cancellation
        self.threads = max(threads, 1)
        self.memoryLimit = memoryLimit
        self.progress = progress
    }
}

/// A flag that another thread (or a signal handler) sets and long loops look at once a chunk.
package final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)

    package init() {}
    package func cancel() { flag.store(true, ordering: .relaxed) }
    package var isCancelled: Bool { flag.load(ordering: .relaxed) }
    package func reset() { flag.store(false, ordering: .relaxed) }

    /// Throws `interrupted` once the flag is set.
    package func check() throws {
        if isCancelled { throw Diagnostic("interrupted", "interrupted") }
    }
}

/// Files behind the kernel's capabilities. Errors are `Diagnostic`s: `file-not-found`, `file-not-readable`, `outside-project`.
package protocol FileAccess: Sendable {
    /// The bytes of one file, mapped where possible. `-` is standard input.
    func contents(of path: String) throws -> FileContents
    /// The files that a path, glob or directory names, sorted by name; never empty.
    func resolve(_ pattern: String) throws -> [String]
    /// Entries of a folder for "did you mean" and completion, sorted; folders end in `/`. Empty when there is none.
    func entries(of folder: String) -> [String]
    /// SHA-256 of the file's bytes in lower-case hex.
    func digest(of path: String) throws -> String
    /// A text that changes when the file does, cheaper than a digest where the system offers one (size and times).
    func stamp(of path: String) throws -> String
    /// Writes to a temporary file and renames it, so a crash leaves the old file whole.
    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws
}

extension FileAccess {
    package func stamp(of path: String) throws -> String { try digest(of: path) }
}

/// A file's bytes; memory is given back with the last reference.
package struct FileContents: Sendable {
    package let bytes: Buffer<UInt8>
    package init(_ bytes: Buffer<UInt8>) { self.bytes = bytes }
}
