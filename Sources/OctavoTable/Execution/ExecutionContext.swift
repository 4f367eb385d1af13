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
