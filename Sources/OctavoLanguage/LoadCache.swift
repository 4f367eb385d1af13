package import OctavoTable
import Synchronization

/// Plans that read files, by what they read: a file that has not changed is scanned once a session, and what the scan kept of it is
/// shared by all that load it.
///
/// A class because checks and runs share it.
package final class LoadCache: Sendable {
    private struct Entry {
        let stamps: [String]
        let plan: Plan
        let kept: KeptColumns?
        var lastUse: Int
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var uses = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// The plan kept under `key` for files in the state that `stamps` tell, or the one that `make` gives. All kept columns
    /// together take at most `memoryLimit` bytes: those not used for longest are dropped, and read again when they are needed.
    package func plan(_ key: String, stamps: [String], memoryLimit: Int, make: () throws -> (Plan, KeptColumns?)) rethrows -> Plan
    {
        let known = state.withLock { state -> Plan? in
            guard state.entries[key]?.stamps == stamps else { return nil }
            state.uses += 1
            state.entries[key]?.lastUse = state.uses
            return state.entries[key]?.plan
        }
        if let known { return known }
        let (plan, kept) = try make()
        state.withLock { state in
            state.uses += 1
            state.entries[key] = Entry(stamps: stamps, plan: plan, kept: kept, lastUse: state.uses)
            var held = 0
            for entry in state.entries.values.sorted(by: { $0.lastUse > $1.lastUse }) {
                held += entry.kept?.heldByteCount ?? 0
                if held > memoryLimit { entry.kept?.drop() }
            }
        }
        return plan
    }
}
