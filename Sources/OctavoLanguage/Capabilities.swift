package import OctavoSource
package import OctavoTable
import Synchronization

/// The only way out of the language: files, clock, environment, saved tables, databases, providers. A test passes doubles and a cell gives the same bytes.
package struct Capabilities: Sendable {
    package var files: any FileAccess
    /// Microseconds since 1970-01-01T00:00Z.
    package var now: @Sendable () -> Int64
    package var environment: @Sendable (String) -> String?
    package var threads: Int
    /// What rows in memory are counted against.
    package var memory: MemoryBudget
    /// Bytes that this process holds now, files that are mapped aside.
    package var memoryInUse: @Sendable () -> Int
    package var isOffline: Bool
    package var isReadOnly: Bool
    /// The tables that were saved.
    package var store: any SnapshotStore
    package var databases: any DatabaseAccess
    package var providers: any ProviderAccess
    /// Where trainings are noted.
    package var runs: any RunLog
    /// Where trainings leave how far they are; `nil` where nothing is kept.
    package var checkpoints: (any CheckpointStore)?
    /// Told what is worth saying of a run that goes on; a check's warnings are among what the check found.
    package var warnings: (@Sendable (Diagnostic) -> Void)?
    /// Shown the pieces of a provider's answer as they come.
    package var answers: (@Sendable (String) -> Void)?
    /// Told now and then how far a long run is.
    package var progress: (@Sendable (ExecutionContext.Progress) -> Void)?
    /// What `load` has read so far, shared by checks and runs of one session.
    package let loads = LoadCache()

    package init(
        files: any FileAccess, now: @escaping @Sendable () -> Int64, environment: @escaping @Sendable (String) -> String?,
        threads: Int = 2, memory: MemoryBudget = MemoryBudget(.max), memoryInUse: @escaping @Sendable () -> Int = { 0 },
        isOffline: Bool = false,
        isReadOnly: Bool = false, store: any SnapshotStore = NoStore(), databases: any DatabaseAccess = NoDatabases(),
        providers: any ProviderAccess = NoProviders(), runs: any RunLog = NoRunLog(),
        checkpoints: (any CheckpointStore)? = nil
    ) {
        self.files = files
        self.now = now
        self.environment = environment
        self.threads = threads
        self.memory = memory
        self.memoryInUse = memoryInUse
        self.isOffline = isOffline
        self.isReadOnly = isReadOnly
        self.store = store
        self.databases = databases
        self.providers = providers
        self.runs = runs
        self.checkpoints = checkpoints
    }
}

extension Capabilities {
    /// Bytes that a program may hold.
    package var memoryLimit: Int { memory.limit }

    /// The same with somebody who is told the warnings of a run, but for those that its check has told already.
    package func warning(
        besides told: [Diagnostic], _ warn: @escaping @Sendable (Diagnostic) -> Void
    ) -> Capabilities {
        var capabilities = self
        capabilities.warnings = { warning in
            let isKnown = told.contains { $0.code == warning.code && $0.message == warning.message }
            if !isKnown { warn(warning) }
        }
        return capabilities
    }
}

/// What a function may do besides giving a value.
package struct Effects: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let readsFiles = Effects(rawValue: 1)
    package static let writesFiles = Effects(rawValue: 2)
    package static let network = Effects(rawValue: 4)
    /// Gives another value at another time or on another machine: `now`, `env`.
    package static let outside = Effects(rawValue: 8)
    package static let prints = Effects(rawValue: 16)
    package static let store = Effects(rawValue: 32)
    /// Asks a provider, whose answers are recorded: the same in every run once they are.
    package static let asks = Effects(rawValue: 64)

    /// Names in a fixed order, for JSON and messages.
    package var names: [String] {
        let all: [(Effects, String)] = [
            (.readsFiles, "reads files"), (.writesFiles, "writes files"), (.network, "network"), (.outside, "outside"),
            (.prints, "prints"), (.store, "store"), (.asks, "asks a provider"),
        ]
        return all.filter { contains($0.0) }.map(\.1)
    }
}

/// A file or store name that a cell reads or writes; `*` where only a run can know which.
package struct Access: Hashable, Sendable, Comparable {
    package enum Kind: String, Sendable { case reads, writes }
    package let kind: Kind
    /// `file:PATH` or `store:NAME`.
    package let resource: String

    package init(_ kind: Kind, _ resource: String) {
        self.kind = kind
        self.resource = resource
    }

    package static func < (left: Access, right: Access) -> Bool {
        (left.resource, left.kind.rawValue) < (right.resource, right.kind.rawValue)
    }
}
