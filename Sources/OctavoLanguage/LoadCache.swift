package import OctavoTable
import Synchronization

/// What `load` has scanned: a file that has not changed is scanned once a session, and the columns that the scan kept are shared by
/// all that load it.
///
/// A class because checks and runs share it.
package final class LoadCache: Sendable {
    private struct Entry {
        let stamps: [String]
        let scan: Scan
        var lastUse: Int
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var uses = 0
    }

    private let state = Mutex(State())

    /// Of the memory budget, kept columns may take one part of so many.
    package static let shareOfMemory = 4

    package init() {}

    /// The scan known under `key` of files in the state that `stamps` tell, or the one that `make` gives. All kept columns
    /// together take at most `memoryLimit` bytes: those not used for longest are dropped, and read again when they are needed.
    package func scan(_ key: String, stamps: [String], memoryLimit: Int, make: () throws -> Scan) rethrows -> Scan {
        let known = state.withLock { state -> Scan? in
            guard let entry = state.entries[key], entry.stamps == stamps else { return nil }
            state.uses += 1
            state.entries[key]?.lastUse = state.uses
            return entry.scan
        }
        if let known { return known }
        let scan = try make()
        state.withLock { state in
            state.uses += 1
            state.entries[key] = Entry(stamps: stamps, scan: scan, lastUse: state.uses)
            var held = 0
            for entry in state.entries.values.sorted(by: { $0.lastUse > $1.lastUse }) {
                held += entry.scan.kept?.heldByteCount ?? 0
                if held > memoryLimit { entry.scan.kept?.drop() }
            }
        }
        return scan
    }
}
