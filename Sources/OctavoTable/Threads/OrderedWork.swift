/// Runs `work` over inputs on several threads and hands the results on in the inputs' order.
enum OrderedWork {
    /// `next` and `consume` are called by one thread at a time; `consume` sees the results in order and ends the run with
    /// false. An error stands in its input's place, so the first in order is thrown whatever thread was faster. At most
    /// `2 * threads` results wait. `limit` tells how many of the threads may work at this moment, at least one.
    static func run<Input: Sendable, Output: Sendable>(
        threads: Int, limit: @escaping @Sendable () -> Int, cancellation: Cancellation, next: () throws -> Input?,
        work: @Sendable (Input) throws -> Output, consume: (Output) throws -> Bool
    ) throws {
        if threads == 1 {
            while let input = try next() {
                try cancellation.check()
                if try !consume(try work(input)) { return }
            }
            return
        }
        try withoutActuallyEscaping(next) { next in
            try withoutActuallyEscaping(work) { work in
                try withoutActuallyEscaping(consume) { consume in
                    let state = OrderedWorkState<Input, Output>(
                        window: threads * 2, limit: limit, cancellation: cancellation, next: next, work: work,
                        consume: consume)
                    // Whichever threads take part, one alone gets through: a worker only waits for another that is running.
                    BigStackThread.runSideBySide(threads, stackBytes: Parallel.stackBytes) { state.worker() }
                    try state.finish()
                }
            }
        }
    }
}

private final class OrderedWorkState<Input: Sendable, Output: Sendable>: @unchecked Sendable {
    // Safe to share: the fields below are touched with `lock` held, `next` is called with `intake` held, and `consume` by the
    // one thread that set `isConsuming`.
    private let lock = WaitableLock()
    private let intake = WaitableLock()
    private let window: Int
    private let limit: @Sendable () -> Int
    private let cancellation: Cancellation
    private let next: () throws -> Input?
    private let work: @Sendable (Input) throws -> Output
    private let consume: (Output) throws -> Bool
    private var taken = 0
    /// Inputs that are being worked on.
    private var working = 0
    private var consumed = 0
    private var isConsuming = false
    private var isStopped = false
    private var waiting: [Int: Result<Output, any Error>] = [:]
    private var failure: (any Error)?

    init(
        window: Int, limit: @escaping @Sendable () -> Int, cancellation: Cancellation, next: @escaping () throws -> Input?,
        work: @escaping @Sendable (Input) throws -> Output, consume: @escaping (Output) throws -> Bool
    ) {
        self.window = window
        self.limit = limit
        self.cancellation = cancellation
        self.next = next
        self.work = work
        self.consume = consume
    }

    func worker() {
        while let (number, input) = take() {
            deliver(number, Result { try process(input) })
        }
    }

    func finish() throws {
        if let failure { throw failure }
    }

    private func process(_ input: Result<Input, any Error>) throws -> Output {
        try cancellation.check()
        return try work(input.get())
    }

    private func take() -> (Int, Result<Input, any Error>)? {
        intake.lock()
        defer { intake.unlock() }
        lock.lock()
        // Whoever delivers wakes this thread, so one that waits for its turn always gets it.
        while !isStopped, taken >= consumed + window || working > 0 && working >= limit() { lock.wait() }
        let isOver = isStopped
        let number = taken
        lock.unlock()
        if isOver { return nil }
        var input: Result<Input, any Error>?
        do { input = try next().map { .success($0) } } catch { input = .failure(error) }
        guard let input else { return nil }
        lock.lock()
        taken += 1
        working += 1
        lock.unlock()
        return (number, input)
    }

    private func deliver(_ number: Int, _ result: Result<Output, any Error>) {
        lock.lock()
        defer { lock.unlock() }
        working -= 1
        lock.wakeAll()
        waiting[number] = result
        if isConsuming { return }
        isConsuming = true
        while !isStopped, let result = waiting.removeValue(forKey: consumed) {
            lock.unlock()
            var goesOn = false
            var failure: (any Error)?
            do {
                try cancellation.check()
                goesOn = try consume(result.get())
            } catch let error { failure = error }
            lock.lock()
            consumed += 1
            if !goesOn { isStopped = true }
            if let failure { self.failure = failure }
            lock.wakeAll()
        }
        isConsuming = false
    }
}
