import Dispatch
import OctavoKernel
import OctavoSystem
import OctavoTable

extension RunWorkers {
    /// As many threads as this machine has cores.
    static let system = RunWorkers(count: SystemInfo.cores) { work in
        BigStackThread.runSideBySide(SystemInfo.cores, stackBytes: ScriptRunner.stackBytes, work)
    }
}

extension RunClock {
    /// This machine's clock.
    static let system = RunClock(
        now: { .nanoseconds(SystemClock.monotonicNanoseconds()) },
        after: { delay, action in
            let work = DispatchWorkItem(block: action)
            let (seconds, attoseconds) = delay.components
            let nanoseconds = Int(clamping: seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000)
            // A queue of its own class: the loops of a plan may hold every thread of the ordinary one until they end.
            DispatchQueue.global(qos: .userInteractive).asyncAfter(deadline: .now() + .nanoseconds(nanoseconds), execute: work)
            let cancel = CancelOnce(work: work)
            return { cancel.work.cancel() }
        })

    /// Cancelling a work item is safe from any thread; the item is only handed over here.
    private final class CancelOnce: @unchecked Sendable {
        let work: DispatchWorkItem
        init(work: DispatchWorkItem) { self.work = work }
    }
}
