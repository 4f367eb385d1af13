import Glibc
package import OctavoTable
import Synchronization

/// Ctrl-C while a cell runs: once asks the cell to stop, twice within a second ends the process.
package enum InterruptSignal {
    /// Set by `install`, read by the signal handler; an atomic pointer, since a handler must not wait for a lock.
    private static let target = Atomic<UInt>(0)
    private static let lastNanoseconds = Atomic<Int64>(0)
    private static let impatienceNanoseconds: Int64 = 1_000_000_000

    /// From now on SIGINT sets `cancellation`; a later call replaces it. The second SIGINT within a second ends the process with
    /// status 130, as a shell reports an interrupted program.
    package static func install(_ cancellation: Cancellation) {
        // Kept for ever: the handler may be reading the old one at this moment. There is one per session, so little is kept.
        target.store(unsafe UInt(bitPattern: Unmanaged.passRetained(cancellation).toOpaque()), ordering: .releasing)
        lastNanoseconds.store(0, ordering: .relaxed)
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { _ in InterruptSignal.received() }
        action.sa_flags = SA_RESTART
        unsafe sigemptyset(&action.sa_mask)
        unsafe sigaction(SIGINT, &action, nil)
        // Whoever started the process may have blocked the signal; threads made from here on inherit that it is not.
        var interrupt = sigset_t()
        unsafe sigemptyset(&interrupt)
        unsafe sigaddset(&interrupt, SIGINT)
        unsafe pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
    }

    /// Everything here may be called in a signal handler: atomics, `clock_gettime` and `_exit`.
    private static func received() {
        let now = SystemClock.monotonicNanoseconds()
        let last = lastNanoseconds.exchange(now, ordering: .relaxed)
        if last != 0, now - last < impatienceNanoseconds { _exit(130) }
        guard let pointer = unsafe UnsafeRawPointer(bitPattern: target.load(ordering: .acquiring)) else { return }
        // Retained for ever by `install`, so it is alive.
        unsafe Unmanaged<Cancellation>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.cancel() }
    }
}
