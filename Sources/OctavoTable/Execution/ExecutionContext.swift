import OctavoSource
import Synchronization

/// What a running plan may use and must heed.
package struct ExecutionContext: Sendable {
    package let files: any FileAccess
    package let cancellation: Cancellation
    /// The most threads that one plan's loops may use.
    package let mostThreads: Int
    /// Where several plans run side by side, what divides the threads among them.
    package let share: ThreadShare?
    /// What rows in memory are counted against, by all runs of the process.
    package let memory: MemoryBudget
    /// Told now and then how far a long run is.
    package let progress: (@Sendable (Progress) -> Void)?
    /// What the tables that a cell shows have in common.
    package var common: CommonParts?
    /// Microseconds; where there is one, plans remember what their steps took when they ran.
    package var clock: (@Sendable () -> Int64)?
    /// Where a step with code of its own notes what it did; `nil` in an ordinary run, which nobody asks.
    package var tally: StepTally?
    /// Whether long work that somebody wants to stop gives what it has so far, where it has something: somebody waits for its value.
    package var endsEarly = false

    package struct Progress: Sendable {
        package let step: String
        /// `nil` when a step begins that takes all rows at once.
        package let rows: Int?
        /// 0…1 where it is known.
        package let fraction: Double?
        /// The fraction that was done when the step began: another process did it.
        package let begun: Double
        /// What else there is to say at this moment.
        package let detail: String?

        package init(step: String, rows: Int?, fraction: Double?, begun: Double = 0, detail: String? = nil) {
            self.step = step
            self.rows = rows
            self.fraction = fraction
            self.begun = begun
            self.detail = detail
        }
    }

    package init(
        files: any FileAccess, cancellation: Cancellation = Cancellation(), threads: Int = 2, share: ThreadShare? = nil,
        memory: MemoryBudget = MemoryBudget(.max), progress: (@Sendable (Progress) -> Void)? = nil
    ) {
        self.files = files
        self.cancellation = cancellation
        mostThreads = max(threads, 1)
        self.share = share
        self.memory = memory
        self.progress = progress
    }

    package var memoryLimit: Int { memory.limit }

    /// The same for runs whose steps shall give the same number of rows each time, however early their readers stop.
    package var inOrder: ExecutionContext {
        var context = ExecutionContext(
            files: files, cancellation: cancellation, threads: 1, memory: memory, progress: progress)
        context.clock = clock
        return context
    }

    /// Threads for one plan's loops at this moment.
    package var threads: Int { share.map { min($0.each, mostThreads) } ?? mostThreads }
}

/// Divides a number of threads among the cells that run at this moment, so that their loops do not crowd each other.
package final class ThreadShare: Sendable {
    private let threads: Int
    private let users = Atomic<Int>(0)

    package init(_ threads: Int) { self.threads = threads }

    package func begin() { users.add(1, ordering: .relaxed) }
    package func end() { users.subtract(1, ordering: .relaxed) }
    /// At least one.
    package var each: Int { max(threads / max(users.load(ordering: .relaxed), 1), 1) }
}

/// A flag that another thread (or a signal handler) sets and long loops look at once a chunk.
package final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    private let outer: Cancellation?

    /// Also set once `outer` is: a cell's own flag within that of the whole run.
    package init(within outer: Cancellation? = nil) { self.outer = outer }

    package func cancel() { flag.store(true, ordering: .relaxed) }
    package var isCancelled: Bool { flag.load(ordering: .relaxed) || outer?.isCancelled == true }
    package func reset() { flag.store(false, ordering: .relaxed) }

    /// Throws `interrupted` once the flag is set.
    package func check() throws {
        if isCancelled { throw Diagnostic("interrupted", "interrupted") }
    }
}
