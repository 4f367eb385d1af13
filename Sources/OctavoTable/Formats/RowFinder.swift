import Synchronization

/// Finds out where a row of a scan stands in its files, by reading them again up to that row: a message needs it once, and
/// keeping a line number for every row would cost all who make no mistake.
struct RowFinder: Sendable {
    private let scan: Scan
    private let context: ExecutionContext

    init(_ scan: Scan, _ context: ExecutionContext) {
        var options = scan.options
        options.includesSource = true
        options.columns = []
        options.types = [:]
        let added = AddedColumns(options, beside: [])
        var places = Scan(
            files: scan.files, options: options,
            fileSchema: Schema(added.names.map { Field($0, $0 == added.line ? .int : .text) }),
            summary: scan.summary)
        places.columns = [added.file, added.line].compactMap { $0 }
        self.scan = places
        self.context = ExecutionContext(
            files: context.files, cancellation: context.cancellation, threads: context.mostThreads, share: context.share)
    }

    /// File and line of the scan's row `row`; its number alone where the files changed since.
    func place(_ row: Int) -> RowPlace {
        var place = RowPlace(row: row)
        var before = 0
        try? TableReader.read(scan, context: context, filter: nil) { chunk in
            defer { before += chunk.count }
            guard row < before + chunk.count else { return true }
            if case .text(let file) = chunk.columns[0][row - before], case .int(let line) = chunk.columns[1][row - before] {
                place = RowPlace(row: row, file: file, line: Int(line))
            }
            return false
        }
        return place
    }

    /// The number of a chunk's first row, known once the chunks before it are counted.
    final class Start: Sendable {
        private let number = Atomic<Int>(0)

        var row: Int {
            get { number.load(ordering: .acquiring) }
            set { number.store(newValue, ordering: .releasing) }
        }
    }

    /// `Chunk.place` of a chunk.
    func places(from start: Start) -> @Sendable (Int) -> RowPlace? {
        { row in place(start.row + row) }
    }

    /// Consecutive chunks from the scan's first row on, whose rows know where they stand.
    func located(_ chunks: [Chunk]) -> [Chunk] {
        var first = 0
        return chunks.map { chunk in
            var chunk = chunk
            chunk.place = { [first] row in place(first + row) }
            first += chunk.count
            return chunk
        }
    }
}
