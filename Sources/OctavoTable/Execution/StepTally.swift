import Synchronization

/// How often a step did something, by what it did: `email 3`. Filled from several threads; told in an order of its own.
package final class StepTally: Sendable {
    private struct Entry {
        var count = 0
        var examples: [String] = []
    }

    private let entries = Mutex<[String: Entry]>([:])
    private static let mostExamples = 3
    /// Characters of an example that are told.
    private static let longestExample = 30

    package init() {}

    package func add(_ what: String, _ count: Int) {
        if count > 0 { entries.withLock { $0[what, default: Entry()].count += count } }
    }

    /// Something that was done to a text. The shortest different ones are kept as examples: the same whichever thread was first.
    package func add(_ what: String, to text: String) {
        entries.withLock { entries in
            entries[what, default: Entry()].count += 1
            Self.keep(text, in: &entries[what, default: Entry()].examples)
        }
    }

    private static func keep(_ text: String, in examples: inout [String]) {
        func isBefore(_ one: String, _ other: String) -> Bool {
            let (left, right) = (one.utf8.count, other.utf8.count)
            return left != right ? left < right : one.utf8.lexicographicallyPrecedes(other.utf8)
        }
        if examples.count == mostExamples, let last = examples.last, !isBefore(text, last) { return }
        guard !examples.contains(text) else { return }
        let place = examples.firstIndex { isBefore(text, $0) } ?? examples.count
        examples.insert(text, at: place)
        if examples.count > mostExamples { examples.removeLast() }
    }

    /// `email 3, phone 1`: most first, equal ones by name; `nil` for nothing. Examples stand in brackets.
    var text: String? {
        let sorted = entries.withLock { $0 }.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        return sorted.isEmpty ? nil : sorted.map { Self.told($0.key, $0.value) }.joined(separator: ", ")
    }

    private static func told(_ what: String, _ entry: Entry) -> String {
        let own = "\(what) \(entry.count)"
        if entry.examples.isEmpty { return own }
        let examples = entry.examples.map { text in
            let head = text.prefix(longestExample)
            return DatumText.quoted(head.endIndex == text.endIndex ? text : head.dropLast() + "…")
        }
        return "\(own) (\(examples.joined(separator: ", ")))"
    }
}
