import OctavoSource
import OctavoTable
import Synchronization

/// Stops a cell after a while through the flag that also a person's interrupt sets, and tells the two apart.
///
/// A class because the clock's thread sets it.
final class TimeLimit: Sendable {
    private let limit: Duration?
    private let cancellation: Cancellation
    private let hasExpired = Atomic<Bool>(false)
    private let stop: Mutex<(@Sendable () -> Void)?>
    private let interrupted = Atomic<Bool>(false)

    init(_ limit: Duration?, _ settings: RunSettings) {
        self.limit = limit
        cancellation = settings.cancellation
        stop = Mutex(nil)
        guard let limit else { return }
        let stopClock = settings.clock.after(limit) { [self] in
            hasExpired.store(true, ordering: .sequentiallyConsistent)
            cancellation.cancel()
        }
        stop.withLock { $0 = stopClock }
    }

    var wasInterrupted: Bool { interrupted.load(ordering: .sequentiallyConsistent) }

    /// Ends the watch. An `interrupted` error that the limit caused becomes `time-limit`; a limit that came too late to stop
    /// anything is forgotten.
    func finish(_ errors: [Diagnostic], in source: Source) -> [Diagnostic] {
        stop.withLock { stop in
            stop?()
            stop = nil
        }
        let expired = hasExpired.load(ordering: .sequentiallyConsistent)
        let isStopped = errors.contains { $0.code == "interrupted" }
        if expired {
            cancellation.reset()
        } else if cancellation.isCancelled {
            interrupted.store(true, ordering: .sequentiallyConsistent)
        }
        guard expired, isStopped, let limit else { return errors }
        return [
            Diagnostic(
                "time-limit", "the cell took longer than its time limit of \(DurationLabel.text(limit))", at: source.range,
                help: ["`timeout=` in the cell's info string sets another limit"])
        ]
    }
}

/// Durations for people and for reports.
enum DurationLabel {
    /// In the largest unit that is exact: `30s`, `10m`, `1500ms`.
    static func text(_ duration: Duration) -> String {
        let milliseconds = milliseconds(duration)
        if milliseconds % 3_600_000 == 0, milliseconds > 0 { return "\(milliseconds / 3_600_000)h" }
        if milliseconds % 60_000 == 0, milliseconds > 0 { return "\(milliseconds / 60_000)m" }
        if milliseconds % 1000 == 0 { return "\(milliseconds / 1000)s" }
        return "\(milliseconds)ms"
    }

    /// Seconds with three digits: `0.042`.
    static func seconds(_ duration: Duration) -> String {
        let milliseconds = max(milliseconds(duration), 0)
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    static func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? .max : whole &+ attoseconds / 1_000_000_000_000_000
    }
}
