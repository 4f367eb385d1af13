/// Threads that stay from one piece of shared work to the next, for thousands of pieces so short that starting threads for each would take
/// longer than it saves.
package final class ThreadCrew: @unchecked Sendable {
    // Safe to share: the fields are touched with `lock` held.
    private let lock = WaitableLock()
    private var job: Job?
    private var isDismissed = false
    package let threads: Int

    /// What is to be done, by as many as come in time.
    private final class Job {
        let work: @Sendable () -> Void
        var helpers = 0

        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }

    private init(_ threads: Int) { self.threads = threads }

    /// Calls `body` with a crew of so many threads, this one among them, which is dismissed at its end.
    package static func with<Value>(_ threads: Int, _ body: (ThreadCrew) throws -> Value) rethrows -> Value {
        let crew = ThreadCrew(max(threads, 1))
        return try BigStackThread.run(
            beside: crew.threads - 1, stackBytes: Parallel.stackBytes, helper: { crew.help() },
            {
                defer { crew.dismiss() }
                return try body(crew)
            })
    }

    /// As `Parallel.map`. To be called by the thread that has the crew, and not from within a piece.
    package func map<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], _ body: @escaping @Sendable (Input) throws -> Output
    ) throws -> [Output] {
        guard threads > 1, inputs.count > 1 else { return try inputs.map(body) }
        let pieces = Pieces<Input, Output>(inputs)
        share { pieces.work(body) }
        return try pieces.result()
    }

    private func share(_ work: @escaping @Sendable () -> Void) {
        let own = Job(work)
        lock.lock()
        job = own
        lock.wakeAll()
        lock.unlock()
        work()
        lock.lock()
        // Whoever has not begun by now would find nothing to do.
        job = nil
        while own.helpers > 0 { lock.wait() }
        lock.unlock()
    }

    private func help() {
        lock.lock()
        var last: Job?
        while !isDismissed {
            guard let job, job !== last else {
                lock.wait()
                continue
            }
            last = job
            job.helpers += 1
            lock.unlock()
            job.work()
            lock.lock()
            job.helpers -= 1
            lock.wakeAll()
        }
        lock.unlock()
    }

    private func dismiss() {
        lock.lock()
        isDismissed = true
        lock.wakeAll()
        lock.unlock()
    }
}
