import Synchronization

/// Columns of a scan that were built while its schema was found, so that reading them needs no second pass.
///
/// A class because all plans over one scan share the rows, and whoever needs the memory can drop them.
package final class KeptColumns: Sendable {
    private struct Content {
        let chunks: [Chunk]
        let places: [String: Int]
    }

    private let content: Mutex<Content?>
    /// Bytes that the columns take, or took before they were dropped.
    let byteCount: Int
    package let names: Set<String>

    init(_ chunks: [Chunk], names: [String]) {
        byteCount = chunks.reduce(0) { $0 + $1.byteCount }
        self.names = Set(names)
        let places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        content = Mutex(Content(chunks: chunks, places: places))
    }

    /// The rows as these columns; `nil` where one is not kept or all were dropped.
    func chunks(of columns: [String]) -> [Chunk]? {
        guard let content = content.withLock({ $0 }) else { return nil }
        let places = columns.compactMap { content.places[$0] }
        guard places.count == columns.count else { return nil }
        return content.chunks.map { chunk in Chunk(count: chunk.count, columns: places.map { chunk.columns[$0] }) }
    }

    /// Bytes that the columns take.
    package var heldByteCount: Int { content.withLock { $0 == nil ? 0 : byteCount } }

    /// Gives the memory back; who asks later reads the files.
    package func drop() { content.withLock { $0 = nil } }
}

/// What a scan for the schema may keep of the columns that it sees.
package struct KeepingLimits: Sendable {
    /// Columns of every kind are kept up to here.
    let anyBytes: Int
    /// Columns of numbers and of texts that repeat are kept up to here: they cost next to nothing to build, since finding their types
    /// takes the same look at every value. Texts that do not repeat are as large as the file, and copying them into fresh
    /// memory takes about as long as a second pass over the file takes for those who need them (measured 2026-11, 500 MB).
    let narrowBytes: Int

    package static let everything = KeepingLimits(anyBytes: .max, narrowBytes: .max)
    package static let nothing = KeepingLimits(anyBytes: 0, narrowBytes: 0)

    /// Files of about this size are read once, whatever is done with them.
    static let smallBytes = 32 << 20

    /// An eighth of the budget, so that several scans and the run's own results fit beside it.
    init(memoryLimit: Int) {
        narrowBytes = memoryLimit / 8
        anyBytes = min(Self.smallBytes, narrowBytes)
    }

    package init(anyBytes: Int, narrowBytes: Int) {
        self.anyBytes = anyBytes
        self.narrowBytes = narrowBytes
    }
}
