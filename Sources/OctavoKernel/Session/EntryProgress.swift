import OctavoSyntax

/// How far an entry is that comes line by line: tells when it is worth asking whether it is complete.
///
/// Asking parses the whole entry, so a list of 20,000 lines must not be asked about 20,000 times.
package struct EntryProgress: Sendable {
    private var scan = EntryScan()
    private var lines = 0

    /// Entries of up to this many lines are asked about at every line, so that a mistake shows at once.
    private static let shortEntry = 256

    package init() {}

    /// Takes the next line, without its end.
    package mutating func take(_ line: String) {
        scan.take(line)
        lines += 1
    }

    /// Whether the entry may be complete: always while it is short or nothing is open in it, else at every doubling.
    package var isDue: Bool { lines <= Self.shortEntry || !scan.isOpen || lines & (lines - 1) == 0 }
}
