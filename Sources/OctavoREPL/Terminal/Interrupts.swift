import CLibedit
import Glibc
import Synchronization

/// Ctrl-C while nothing is edited.
package enum Interrupts {
    private static let handler = Mutex<(@Sendable () -> Void)?>(nil)
    private static let isWatching = Atomic<Bool>(false)

    /// Calls `action` for every interrupt that comes outside an edit, on a thread of its own: the signal handler only writes to a
    /// pipe, so the action may do anything. `nil` ignores them. Interrupts then no longer end the process.
    package static func onInterrupt(_ action: (@Sendable () -> Void)?) {
        handler.withLock { $0 = action }
        guard octavo_signals_install(), !isWatching.exchange(true, ordering: .relaxed) else { return }
        var thread = pthread_t()
        // The closure captures nothing; the thread lives as long as the process.
        let made = unsafe pthread_create(&thread, nil, { _ in unsafe Interrupts.watch() }, nil)
        if made == 0 { pthread_detach(thread) }
    }

    private static func watch() -> UnsafeMutableRawPointer? {
        while octavo_signals_wait_interrupt() {
            let action = handler.withLock { $0 }
            action?()
        }
        return nil
    }
}
