/// The entries of this and earlier sessions, oldest first, each text once.
///
/// A class because the editor, the commands and the file share it.
package final class History {
    /// An entry with a number that stays its own while others come and go.
    package struct Entry: Equatable, Sendable {
        package let id: Int
        package let text: String
    }

    /// Enough for years; walking all of them stays instant.
    package static let limit = 10_000
    /// Longer entries are data, not something to recall.
    package static let longest = 1 << 20

    package private(set) var entries: [Entry] = []
    private var nextID = 0
    private let file: HistoryFile?

    /// Reads the file if there is one. A file that cannot be read gives an empty history.
    package init(path: String? = nil) {
        file = path.map { HistoryFile(path: $0) }
        var texts: [String] = []
        var seen: Set<String> = []
        for text in (file?.load() ?? []).reversed() where texts.count < Self.limit && seen.insert(text).inserted {
            texts.append(text)
        }
        for text in texts.reversed() { append(text) }
    }

    /// Takes an entry as the newest, here and in the file. The same text earlier on goes away. Empty entries, those that
    /// begin with a space and those longer than `longest` are not kept.
    package func add(_ text: String) {
        guard Self.isKept(text) else { return }
        let last = entries.last?.text
        entries.removeAll { $0.text == text }
        append(text)
        if entries.count > Self.limit { entries.removeFirst(entries.count - Self.limit) }
        if last != text { file?.append(text) }
    }

    package static func isKept(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first != " ", text.utf8.count <= longest else { return false }
        return text.contains { !$0.isWhitespace }
    }

    /// Where an entry stands now, if it still does. O(log n): the numbers rise.
    func index(of id: Int) -> Int? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].id == id ? low : nil
    }

    private func append(_ text: String) {
        entries.append(Entry(id: nextID, text: text))
        nextID += 1
    }
}
