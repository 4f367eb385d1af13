/// Names with what they mean, for environments that are copied at every cell: a copy costs a few names however many there are.
///
/// The newest names stand in a dictionary of their own; older ones in dictionaries that copies share, each more than twice as
/// large as the one above it. Adding a name and finding one take O(log n), and O(1) for the few names of most programs.
package struct NameTable<Meaning: Sendable>: Sendable, Sequence {
    /// A missing meaning hides an older one.
    private var recent: [String: Meaning?] = [:]
    /// The largest and oldest first.
    private var older: [[String: Meaning?]] = []

    /// What a copy that adds a name copies at most.
    private static var recentLimit: Int { 16 }

    package init() {}

    package subscript(name: String) -> Meaning? {
        get {
            if let found = recent[name] { return found }
            for names in older.reversed() { if let found = names[name] { return found } }
            return nil
        }
        set {
            recent.updateValue(newValue, forKey: name)
            if recent.count >= Self.recentLimit { settle() }
        }
    }

    package var keys: Dictionary<String, Meaning>.Keys { all.keys }
    package var values: Dictionary<String, Meaning>.Values { all.values }
    package func makeIterator() -> Dictionary<String, Meaning>.Iterator { all.makeIterator() }

    /// Names of `other` win.
    package mutating func merge(_ other: NameTable) {
        for (name, meaning) in other { self[name] = meaning }
    }

    /// Everything in one dictionary. O(n).
    private var all: [String: Meaning] {
        var all = older.first ?? [:]
        for names in older.dropFirst() { all.merge(names) { $1 } }
        all.merge(recent) { $1 }
        return all.compactMapValues { $0 }
    }

    private mutating func settle() {
        var names = recent
        recent = [:]
        while let last = older.last, last.count <= names.count * 2 {
            names = last.merging(names) { $1 }
            older.removeLast()
        }
        older.append(names)
    }
}
