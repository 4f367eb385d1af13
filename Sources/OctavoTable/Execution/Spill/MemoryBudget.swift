import Synchronization

/// The bytes that rows in memory may take, shared by all that runs in a process: plans, cells side by side, and results that are
/// kept. What does not fit goes to disk.
///
/// A class because everybody counts in the same place.
package final class MemoryBudget: Sendable {
    package let limit: Int
    private let held = Atomic<Int>(0)

    package init(_ limit: Int) { self.limit = limit }

    /// Bytes that are counted now.
    package var heldBytes: Int { held.load(ordering: .relaxed) }

    /// Rows are held up to half of the budget: the other half is for what steps make out of them, and for files being read.
    private var mostHeld: Int { limit / 2 }

    /// Whether so many bytes more may stay in memory.
    func hasRoom(for bytes: Int) -> Bool {
        let (total, isOver) = heldBytes.addingReportingOverflow(bytes)
        return !isOver && total <= mostHeld
    }

    /// Whether somebody who holds `own` bytes, and will copy them to put them in order, should move them to disk now.
    ///
    /// However full the memory is, less than a part of the budget is not worth moving.
    func isTight(own: Int) -> Bool { own > limit / 4 || (own > limit / 64 && !hasRoom(for: 0)) }

    /// The size of a piece that is read back from disk at a time: of several dozen, all fit.
    var pieceBytes: Int { limit / 1024 }

    fileprivate func add(_ bytes: Int) { held.add(bytes, ordering: .relaxed) }
}

/// Bytes counted in a budget until they are released or the last reference is gone.
package final class Reservation: Sendable {
    private let budget: MemoryBudget
    private let own = Atomic<Int>(0)

    package init(_ budget: MemoryBudget) { self.budget = budget }

    deinit { release() }

    var bytes: Int { own.load(ordering: .relaxed) }

    func add(_ bytes: Int) {
        own.add(bytes, ordering: .relaxed)
        budget.add(bytes)
    }

    /// Counts so many bytes more, where memory has room for them.
    package func take(_ bytes: Int) -> Bool {
        guard budget.hasRoom(for: bytes) else { return false }
        add(bytes)
        return true
    }

    /// Counts nothing any more; adding begins anew.
    package func release() {
        let bytes = own.exchange(0, ordering: .relaxed)
        if bytes != 0 { budget.add(-bytes) }
    }
}
