import Synchronization

/// How often a step did something, by what it did: `email 3`. Filled from several threads; told in an order of its own.
package final class StepTally: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    package init() {}

    package func add(_ what: String, _ count: Int) {
        if count > 0 { counts.withLock { $0[what, default: 0] += count } }
    }

    /// `email 3, phone 1`: most first, equal ones by name; `nil` for nothing.
    var text: String? {
        let sorted = counts.withLock { $0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return sorted.isEmpty ? nil : sorted.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
