import Glibc

/// The entries of a session that is under way, on disk before the next prompt.
///
/// A class because it holds an open, locked file. A clean end removes the file; what is found at the next start was left by a
/// process that did not get there.
package final class Journal {
    /// What an interrupted session left.
    package struct Recovered: Equatable, Sendable {
        /// The notebook that holds the entries.
        package let path: String
        package let entries: [String]
    }

    package let path: String
    private let descriptor: Int32

    /// Sessions that share a path at the same time, each with a file of its own.
    private static let mostSessions = 9

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Begins a journal at `path` (`session.md`), or beside it (`session-2.md`) while another process writes there. Journals
    /// that nobody writes to any more are moved aside (`session-recovered.md`) and returned. `nil` where no file can be made.
    package static func begin(at path: String) -> (journal: Journal?, recovered: [Recovered]) {
        TextFile.makeFolder(for: path)
        var journal: Journal?
        var recovered: [Recovered] = []
        for number in 1...mostSessions {
            let candidate = numbered(path, number == 1 ? "" : "-\(number)")
            if journal != nil, !TextFile.exists(candidate) { continue }
            guard let descriptor = TextFile.openLocked(candidate, waiting: false) else { continue }
            if let left = moveAside(candidate, base: path) { recovered.append(left) }
            close(descriptor)
            guard journal == nil else {
                TextFile.remove(candidate)
                continue
            }
            guard let own = TextFile.openLocked(candidate, waiting: false) else { continue }
            if ftruncate(own, 0) == 0, TextFile.write(Array(JournalFormat.header.utf8), to: own), fsync(own) == 0 {
                journal = Journal(path: candidate, descriptor: own)
            } else {
                close(own)
            }
        }
        return (journal, recovered)
    }

    /// Adds an entry that has ended. It is on the disk when this returns; false if it could not be.
    @discardableResult package func append(_ entry: String, failed: Bool = false) -> Bool {
        let end = lseek(descriptor, 0, SEEK_END)
        if TextFile.write(Array(JournalFormat.cell(entry, failed: failed).utf8), to: descriptor), fsync(descriptor) == 0 {
            return true
        }
        // Half a cell would swallow the next one.
        _ = ftruncate(descriptor, end)
        return false
    }

    /// Ends the journal: the session was left on purpose.
    package func finish() { TextFile.remove(path) }

    private static func moveAside(_ candidate: String, base: String) -> Recovered? {
        guard let bytes = TextFile.read(candidate) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        let found = JournalFormat.entries(in: text)
        guard !found.entries.isEmpty else { return nil }
        for number in 1...999 {
            let aside = numbered(base, number == 1 ? "-recovered" : "-recovered-\(number)")
            if TextFile.exists(aside) { continue }
            guard TextFile.replace(aside, with: Array(text.utf8.prefix(found.wholeBytes))) else { return nil }
            TextFile.remove(candidate)
            return Recovered(path: aside, entries: found.entries)
        }
        return nil
    }

    /// `folder/name.md` to `folder/name` + `suffix` + `.md`.
    private static func numbered(_ path: String, _ suffix: String) -> String {
        let stem = path.hasSuffix(".md") ? String(path.dropLast(3)) : path
        return stem + suffix + ".md"
    }
}
