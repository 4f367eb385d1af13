/// Merges sorted runs block by block: of every run a piece or two is in memory. All rows that no unread row can come before are
/// put in order together, by the same loops that sort in memory.
struct RunMerger {
    private let order: RowOrder
    private let types: [DataType]
    private let context: ExecutionContext
    private var cursors: [Cursor]

    private struct Cursor {
        let run: SortedRun
        var nextPiece = 0
        /// Rows that were read and not given yet, in order.
        var rows: [Chunk] = []

        var isReadWhole: Bool { nextPiece == run.pieces.count }
        var count: Int { rows.reduce(0) { $0 + $1.count } }

        mutating func refill() throws {
            // Half a piece is left at least, so that every round gives about as many rows as it looks at.
            while !isReadWhole, count * 2 < run.rowsPerPiece + 1 {
                rows.append(try run.pieces[nextPiece].chunk(of: run.file))
                nextPiece += 1
            }
        }

        /// Takes the rows that stand before the row of `other`.
        mutating func take(before other: Chunk, _ row: Int, countsEquals: Bool, _ order: RowOrder) -> [Chunk] {
            var taken: [Chunk] = []
            while let first = rows.first {
                let count = order.count(in: first, before: other, row, countsEquals: countsEquals)
                if count > 0 { taken.append(count == first.count ? first : first.slice(0..<count)) }
                if count < first.count {
                    if count > 0 { rows[0] = first.slice(count..<first.count) }
                    break
                }
                rows.removeFirst()
            }
            return taken
        }
    }

    /// Of equal rows those of earlier runs come first.
    init(_ runs: [SortedRun], _ order: RowOrder, _ types: [DataType], _ context: ExecutionContext) {
        self.order = order
        self.types = types
        self.context = context
        cursors = runs.map { Cursor(run: $0) }
    }

    /// The rows that come next, in chunks of working size; `nil` at the end.
    mutating func next() throws -> [Chunk]? {
        try context.cancellation.check()
        for place in cursors.indices { try cursors[place].refill() }
        var block: [Chunk] = []
        var sources = 0
        if let bound = bound() {
            for place in cursors.indices {
                // Rows of later runs that equal the bound come after those of its run that are not read yet.
                let taken = cursors[place].take(before: bound.chunk, bound.row, countsEquals: place <= bound.run, order)
                if !taken.isEmpty { sources += 1 }
                block += taken
            }
        } else {
            for place in cursors.indices {
                if !cursors[place].rows.isEmpty { sources += 1 }
                block += cursors[place].rows
                cursors[place].rows = []
            }
            if block.isEmpty { return nil }
        }
        if sources == 1 { return block }
        let all = try ChunkedRows(block, types: types, threads: context.threads)
        let rows = try order.sorted(all, context)
        return try all.gathered(rows, 0..<rows.count, rowsPerChunk: Executor.chunkRows, context)
    }

    /// The last row read of the run whose unread rows may come first; none where all is read.
    private func bound() -> (run: Int, chunk: Chunk, row: Int)? {
        var best: (run: Int, chunk: Chunk, row: Int)?
        for (place, cursor) in cursors.enumerated() where !cursor.isReadWhole {
            guard let last = cursor.rows.last else { continue }
            if let known = best, order.compare(last, last.count - 1, known.chunk, known.row) >= 0 { continue }
            best = (place, last, last.count - 1)
        }
        return best
    }
}

extension ChunkedRows {
    /// The rows at `range` of `rows`, in chunks of so many.
    func gathered(
        _ rows: Buffer<Int32>, _ range: Range<Int>, rowsPerChunk: Int, _ context: ExecutionContext
    ) throws -> [Chunk] {
        let ranges = stride(from: range.lowerBound, to: range.upperBound, by: rowsPerChunk).map {
            $0..<min($0 + rowsPerChunk, range.upperBound)
        }
        let cancellation = context.cancellation
        return try Parallel.map(ranges, threads: context.threads) { range in
            try cancellation.check()
            return try gathered(rows.slice(range))
        }
    }
}
