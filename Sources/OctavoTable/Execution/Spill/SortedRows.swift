/// Rows in order, chunk by chunk as they are asked for. A class because it stands somewhere in them.
final class SortedRows {
    private enum Source {
        case memory(OrderedRows)
        case runs(RunMerger)
    }

    private var source: Source
    private var ready: ArraySlice<Chunk> = []
    private let progress: MergeProgress?

    init(_ rows: OrderedRows) {
        source = .memory(rows)
        progress = nil
    }

    init(_ runs: RunMerger, _ progress: MergeProgress) {
        source = .runs(runs)
        self.progress = progress
    }

    func next() throws -> Chunk? {
        while true {
            if let chunk = ready.popFirst() {
                progress?.note(chunk.count)
                return chunk
            }
            switch source {
            case .memory(var rows):
                guard let block = try rows.next() else { return nil }
                ready = block[...]
                source = .memory(rows)
            case .runs(var merger):
                guard let block = try merger.next() else { return nil }
                ready = block[...]
                source = .runs(merger)
            }
        }
    }
}

/// Rows in memory and their order.
struct OrderedRows {
    private let all: ChunkedRows
    private let rows: Buffer<Int32>
    private let rowsPerChunk: Int
    private let context: ExecutionContext
    private let reservation: Reservation
    private var given = 0

    init(
        _ all: ChunkedRows, _ rows: Buffer<Int32>, rowsPerChunk: Int, _ context: ExecutionContext, _ reservation: Reservation
    ) {
        self.all = all
        self.rows = rows
        self.rowsPerChunk = rowsPerChunk
        self.context = context
        self.reservation = reservation
    }

    /// As many chunks at a time as keep the threads busy, so that few rows are in memory twice.
    mutating func next() throws -> [Chunk]? {
        guard given < rows.count else {
            reservation.release()
            return nil
        }
        let end = min(given + rowsPerChunk * context.threads * 4, rows.count)
        defer { given = end }
        return try all.gathered(rows, given..<end, rowsPerChunk: rowsPerChunk, context)
    }
}
