/// A search through the history that follows the typing.
package struct IncrementalSearch {
    package private(set) var query = ""
    /// The entry that matches, and where in it (in scalars).
    package private(set) var match: (entry: History.Entry, offset: Int)?
    /// Whether the last step found nothing; the match before it stays.
    package private(set) var failed = false
    private let history: History

    package init(in history: History) { self.history = history }

    /// Searches for more: the current match stays if it still fits, else the next older one that does.
    package mutating func extend(_ scalar: Unicode.Scalar) {
        query.unicodeScalars.append(scalar)
        let start = match.flatMap { history.index(of: $0.entry.id) }.map { $0 + 1 } ?? history.entries.count
        find(history.entries[..<start].reversed())
    }

    /// Searches for less, from the newest entry again.
    package mutating func shorten() {
        guard !query.isEmpty else { return }
        query.unicodeScalars.removeLast()
        match = nil
        failed = false
        if !query.isEmpty { find(history.entries.reversed()) }
    }

    package mutating func older() {
        guard !query.isEmpty else { return }
        let end = match.flatMap { history.index(of: $0.entry.id) } ?? history.entries.count
        find(history.entries[..<end].reversed())
    }

    package mutating func newer() {
        guard !query.isEmpty, let index = match.flatMap({ history.index(of: $0.entry.id) }) else { return }
        find(history.entries[(index + 1)...])
    }

    /// Takes the query of the search before, for Ctrl-R on an empty one.
    package mutating func resume(_ query: String) {
        self.query = query
        find(history.entries.reversed())
    }

    private mutating func find(_ candidates: some Sequence<History.Entry>) {
        // ASCII capitals are only told apart by who types one.
        let exact = query.utf8.contains { (0x41...0x5A).contains($0) }
        let wanted = Array(query.utf8)
        for entry in candidates {
            guard let offset = Self.first(wanted, in: Array(entry.text.utf8), folding: !exact) else { continue }
            match = (entry, entry.text.utf8.prefix(offset).count { $0 & 0xC0 != 0x80 })
            failed = false
            return
        }
        failed = true
    }

    private static func first(_ wanted: [UInt8], in text: [UInt8], folding: Bool) -> Int? {
        guard let first = wanted.first, wanted.count <= text.count else { return nil }
        let fold = { (byte: UInt8) in folding && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
        return (0...(text.count - wanted.count)).first { start in
            fold(text[start]) == first && wanted.indices.allSatisfy { fold(text[start + $0]) == wanted[$0] }
        }
    }
}
