import Synchronization

/// Compiled patterns by their text, so that a pattern in a column expression is compiled once and not once a row.
///
/// A class because all threads share one. What it holds never changes a result, only how fast it comes.
package final class PatternCache: Sendable {
    /// The patterns of a large notebook fit; a program that makes patterns from data cannot fill the memory with them.
    package static let capacity = 256
    package static let shared = PatternCache()

    private struct Entry {
        let pattern: TextPattern
        var lastUse: UInt64
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var uses: UInt64 = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// The compiled form of `text`, from here or made now.
    package func pattern(_ text: String) throws(PatternError) -> TextPattern {
        let known: TextPattern? = state.withLock { state in
            state.uses += 1
            state.entries[text]?.lastUse = state.uses
            return state.entries[text]?.pattern
        }
        // Unicode equality joins texts that differ in bytes; such patterns are rare and differ in what they match.
        if let known, known.source.utf8.elementsEqual(text.utf8) { return known }
        let pattern = try TextPattern(text)
        state.withLock { state in
            if state.entries.count >= Self.capacity, state.entries[text] == nil,
                let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
            {
                state.entries[oldest.key] = nil
            }
            state.entries[text] = Entry(pattern: pattern, lastUse: state.uses)
        }
        return pattern
    }

    package var count: Int { state.withLock { $0.entries.count } }
}
