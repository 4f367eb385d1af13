import Glibc

/// This machine's clocks.
package enum SystemClock {
    /// Microseconds since 1970-01-01T00:00Z.
    package static func now() -> Int64 { nanoseconds() / 1000 }

    /// Nanoseconds since an unnamed moment; never runs back, so it measures how long something took.
    package static func monotonicNanoseconds() -> Int64 { read(CLOCK_MONOTONIC) }

    /// Waits for so long, or less where a signal comes.
    package static func sleep(microseconds: Int64) {
        guard microseconds > 0 else { return }
        var time = timespec(tv_sec: Int(microseconds / 1_000_000), tv_nsec: Int(microseconds % 1_000_000) * 1000)
        // The record is a variable of this function; nobody asks what is left.
        unsafe nanosleep(&time, nil)
    }

    static func nanoseconds() -> Int64 { read(CLOCK_REALTIME) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        // Cannot fail for these two clocks; the record is a variable of this function.
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
