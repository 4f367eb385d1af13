import Glibc

/// A lock that threads can wait with for a change.
@safe package final class WaitableLock: @unchecked Sendable {
    // Safe to share: the pthread calls are made for it; the memory is freed with the last reference.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    package init() {
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe pthread_cond_destroy(condition)
        unsafe mutex.deallocate()
        unsafe condition.deallocate()
    }

    package func lock() { unsafe pthread_mutex_lock(mutex) }
    package func unlock() { unsafe pthread_mutex_unlock(mutex) }
    package func wait() { unsafe pthread_cond_wait(condition, mutex) }
    package func wakeAll() { unsafe pthread_cond_broadcast(condition) }
}
