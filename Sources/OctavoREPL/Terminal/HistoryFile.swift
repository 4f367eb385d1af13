import Glibc

/// The history on disk: one record a line, appended under a lock, so several sessions may share it.
package struct HistoryFile {
    /// Rewritten without repetitions when it holds this many lines.
    package static let crowded = 2 * History.limit

    package let path: String

    package init(path: String) { self.path = path }

    /// The entries, oldest first. Empty where there is no file.
    package func load() -> [String] {
        guard let bytes = TextFile.read(path) else { return [] }
        let lines = Self.lines(bytes)
        if lines.count > Self.crowded { compact() }
        return lines.map(HistoryRecord.decode)
    }

    /// Adds an entry at the end, whole. A file that cannot be written is left: the session goes on.
    package func append(_ entry: String) {
        TextFile.makeFolder(for: path)
        guard let descriptor = TextFile.openLocked(path) else { return }
        defer { close(descriptor) }
        let end = lseek(descriptor, 0, SEEK_END)
        let record = Array((HistoryRecord.encode(entry) + "\n").utf8)
        // Half a record, after a full disk, would spoil the next one.
        if !TextFile.write(record, to: descriptor) { _ = ftruncate(descriptor, end) }
    }

    /// Keeps the last occurrence of every entry, the newest `History.limit` of them.
    package func compact() {
        guard let lock = TextFile.openLocked(path) else { return }
        defer { close(lock) }
        guard let bytes = TextFile.read(path) else { return }
        var kept: [String] = []
        var seen: Set<String> = []
        for line in Self.lines(bytes).reversed() where kept.count < History.limit && seen.insert(line).inserted {
            kept.append(line)
        }
        _ = TextFile.replace(path, with: Array(kept.reversed().map { $0 + "\n" }.joined().utf8))
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }
}
