/// Where the user is in the history while one entry is edited.
package struct HistoryWalk {
    /// What was being typed when the walk began; it is what follows the newest entry.
    private var draft: String?
    /// The entry that is shown.
    package private(set) var current: Int?
    /// Only entries that begin with this are stopped at.
    private var prefix = ""
    /// The entry after the one that was run again, offered before anything is typed.
    package private(set) var follower: Int?

    package init(follower: Int? = nil) { self.follower = follower }

    /// The entry before, or `nil` where there is none. With `matching`, a walk that begins here stops only at entries that
    /// begin with it.
    package mutating func older(_ text: String, matching: String = "", in history: History) -> String? {
        let start: Int
        if let current, let index = history.index(of: current) {
            start = index
        } else {
            draft = text
            prefix = matching
            start = history.entries.count
        }
        let found = history.entries[..<start].last { $0.text != text && $0.text.hasPrefix(prefix) }
        guard let found else {
            if current == nil { draft = nil }
            return nil
        }
        current = found.id
        return found.text
    }

    /// The entry after, at the end what was being typed, or `nil` where there is none.
    package mutating func newer(_ text: String, in history: History) -> String? {
        guard let current, let index = history.index(of: current) else {
            guard let follower, text.isEmpty, let index = history.index(of: follower) else { return nil }
            draft = text
            prefix = ""
            self.current = follower
            self.follower = nil
            return history.entries[index].text
        }
        if let found = history.entries[(index + 1)...].first(where: { $0.text != text && $0.text.hasPrefix(prefix) }) {
            self.current = found.id
            return found.text
        }
        defer { self = HistoryWalk() }
        return draft ?? ""
    }

    /// Takes an entry that was found by searching as the place to walk on from.
    package mutating func jump(to id: Int, from text: String) {
        if current == nil { draft = text }
        prefix = ""
        current = id
    }

    /// The number of the entry after the one that is shown, if `submitted` is that entry unchanged.
    package func follower(afterSubmitting submitted: String, in history: History) -> Int? {
        guard let current, let index = history.index(of: current), history.entries[index].text == submitted,
            index + 1 < history.entries.count
        else { return nil }
        return history.entries[index + 1].id
    }
}
