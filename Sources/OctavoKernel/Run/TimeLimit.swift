import OctavoSource
import OctavoTable
import Synchronization

/// Stops one cell after a while through a flag of its own, which a person's interrupt of the whole run sets too, and tells the
/// two apart.
///
/// A class because the clock's thread sets it.
final class TimeLimit: Sendable {
    /// What the cell heeds.
    let cancellation: Cancellation
    /// What is told where the limit stops the cell; `nil` without a limit.
    private let reached: (message: String, help: String)?
    private let wholeRun: Cancellation
    private let stop = Mutex<(@Sendable () -> Void)?>(nil)

    /// `own`: what the cell may take; `rest`: what is left of the time for all cells.
    init(own: Duration?, rest: Duration?, _ settings: RunSettings) {
        let limit = [own, rest].compactMap { $0 }.min()
        if let own, own == limit {
            reached = (
                "the cell took longer than its time limit of \(DurationLabel.text(own))",
                "`timeout=` in the cell's info string sets another limit"
            )
        } else {
            reached = settings.totalTimeout.map {
                ("the run reached its time limit of \(DurationLabel.text($0)) in this cell", "`--timeout` sets another limit")
            }
        }
        wholeRun = settings.cancellation
        let cancellation = Cancellation(within: wholeRun)
        self.cancellation = cancellation
        guard let limit else { return }
        let stopClock = settings.clock.after(limit) { cancellation.cancel() }
        stop.withLock { $0 = stopClock }
    }

    /// Ends the watch. An `interrupted` error that the limit caused becomes `time-limit`; a limit that came too late to stop
    /// anything is forgotten.
    func finish(_ errors: [Diagnostic], in source: Source) -> [Diagnostic] {
        stop.withLock { stop in
            stop?()
            stop = nil
        }
        guard let reached, cancellation.isCancelled, !wholeRun.isCancelled, errors.contains(where: { $0.code == "interrupted" })
        else { return errors }
        return [
            Diagnostic("time-limit", reached.message, at: source.range, help: [reached.help])
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

    /// Seconds with three digits, as a number.
    static func fraction(_ duration: Duration) -> Double { Double(milliseconds(duration)) / 1000 }

    static func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? .max : whole &+ attoseconds / 1_000_000_000_000_000
    }
}
