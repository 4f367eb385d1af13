import Glibc

/// Runs work that calls itself deeply: the main thread has 8 MB of stack on most machines, other threads less.
package enum BigStackThread {
    /// Calls `body` on a thread of its own with `stackBytes` of stack, waits for it, and gives or throws what it did.
    ///
    /// The memory is taken only as far as it is used. Where the system refuses the thread a smaller stack is tried, and last this
    /// thread. Task-local values are not seen by `body`.
    package static func run<Value, Failure: Error>(
        stackBytes: Int, _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let result: Result<Value, Failure>? = withoutActuallyEscaping(body) { body in
            let work = Work { () throws(Failure) -> Value in try body() }
            var bytes = max(stackBytes, 1 << 20)
            // Half each time: eight tries reach 4 MB from a gigabyte.
            for _ in 0..<8 where work.result == nil {
                if start(work, stackBytes: bytes) { break }
                bytes = max(bytes / 2, 1 << 20)
            }
            if work.result == nil { work.perform() }
            return work.result
        }
        guard let result else { preconditionFailure("the work of a thread ended without a result") }
        return try result.get()
    }

    /// Calls `body` on `count` threads at once, this one among them, and waits for all. The others get `stackBytes` of stack;
    /// where the system refuses them the work is left to fewer.
    package static func runSideBySide(_ count: Int, stackBytes: Int, _ body: @Sendable () -> Void) {
        run(beside: count - 1, stackBytes: stackBytes, helper: body, body)
    }

    /// Calls `body` on this thread while `count` others call `helper`, and waits for all; where the system refuses threads there are fewer.
    static func run<Value>(
        beside count: Int, stackBytes: Int, helper: @Sendable () -> Void, _ body: () throws -> Value
    ) rethrows -> Value {
        try withoutActuallyEscaping(helper) { helper in
            let work = SharedWork(helper)
            let threads = (0..<max(count, 0)).compactMap { _ in launch(work, stackBytes: stackBytes) }
            defer { for thread in threads { pthread_join(thread, nil) } }
            return try body()
        }
    }

    private static func start(_ work: AnyWork, stackBytes: Int) -> Bool {
        guard let thread = launch(work, stackBytes: stackBytes) else { return false }
        pthread_join(thread, nil)
        return true
    }

    /// Starts a thread that performs `work`, which its caller keeps until it has waited for the thread.
    private static func launch(_ work: AnyWork, stackBytes: Int) -> pthread_t? {
        var attributes = pthread_attr_t()
        guard unsafe pthread_attr_init(&attributes) == 0 else { return nil }
        defer { unsafe pthread_attr_destroy(&attributes) }
        let page = 4096
        guard unsafe pthread_attr_setstacksize(&attributes, stackBytes / page * page) == 0 else { return nil }
        var thread = pthread_t()
        // `work` outlives the thread, since callers wait for it. Work with a result has one thread alone; shared work only reads.
        let argument = unsafe Unmanaged.passUnretained(work).toOpaque()
        let made = unsafe pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<AnyWork>.fromOpaque(argument).takeUnretainedValue().perform()
                return nil
            }, argument)
        return made == 0 ? thread : nil
    }

    private class AnyWork {
        func perform() {}
    }

    private final class SharedWork: AnyWork {
        private let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }

        override func perform() { body() }
    }

    /// A class so that a C function can be handed it, and so that the result outlives the thread.
    private final class Work<Value, Failure: Error>: AnyWork {
        private let body: () throws(Failure) -> Value
        var result: Result<Value, Failure>?

        init(_ body: @escaping () throws(Failure) -> Value) { self.body = body }

        override func perform() {
            do throws(Failure) { result = .success(try body()) } catch { result = .failure(error) }
        }
    }
}
