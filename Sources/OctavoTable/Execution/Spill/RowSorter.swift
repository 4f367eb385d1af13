/// Puts rows in order with bounded memory: what the budget has no room for is sorted and written to a scratch file as a run, and
/// the runs are merged at the end. The order is that of a sort in memory, equals included.
///
/// A class because it owns what it has written and counts what it holds.
final class RowSorter {
    private let context: ExecutionContext
    private let order: RowOrder
    private let types: [DataType]
    private let reservation: Reservation
    private var chunks: [Chunk] = []
    private var runs: [SortedRun] = []
    private let step: String
    /// Rows that were added.
    private var count = 0

    /// Runs that are merged at once; of each a piece is in memory.
    static let mostMerged = 64

    /// `step` is what progress is told under.
    init(types: [DataType], by keys: [OrderKey], _ context: ExecutionContext, step: String) {
        self.context = context
        self.types = types
        order = RowOrder(keys: keys)
        reservation = Reservation(context.memory)
        self.step = step
    }

    var hasSpilled: Bool { !runs.isEmpty }

    func add(_ chunk: Chunk) throws {
        if chunk.count == 0 { return }
        chunks.append(Chunk(count: chunk.count, columns: chunk.columns))
        count += chunk.count
        reservation.add(chunk.byteCount)
        if context.memory.isTight(own: reservation.bytes) { try writeRun() }
    }

    /// All rows in order, or the first `limit` of them. False once `emit` wants no more.
    func finish(limit: Int? = nil, emit: (Chunk) throws -> Bool) throws -> Bool {
        let rows = try sorted(limit: limit)
        var left = limit ?? .max
        while left > 0, let chunk = try rows.next() {
            let part = chunk.count > left ? chunk.slice(0..<left) : chunk
            left -= part.count
            if try !emit(part) { return false }
        }
        return true
    }

    /// All rows in order, to be asked for; of those that fit memory perhaps only the first `limit`. Nothing can be added any more.
    func sorted(limit: Int? = nil) throws -> SortedRows {
        if runs.isEmpty { return try SortedRows(ordered(limit: limit)) }
        if !chunks.isEmpty { try writeRun() }
        // Rows pass through each merging once; how many there are is known now.
        var passes = 1
        var left = runs.count
        while left > Self.mostMerged {
            left = (left + Self.mostMerged - 1) / Self.mostMerged
            passes += 1
        }
        let progress = MergeProgress(context, step, total: count * passes)
        // Neighbours are merged, so that of equals those that came first stay first.
        while runs.count > Self.mostMerged {
            runs = try stride(from: 0, to: runs.count, by: Self.mostMerged).map { start in
                let group = Array(runs[start..<min(start + Self.mostMerged, runs.count)])
                if group.count == 1 { return group[0] }
                let merged = SortedRun(try context.files.scratch(), rowsPerPiece: group[0].rowsPerPiece)
                var merger = RunMerger(group, order, types, context)
                while let block = try merger.next() {
                    for chunk in block {
                        try merged.add(chunk, context.cancellation)
                        progress.note(chunk.count)
                    }
                }
                return merged
            }
        }
        return SortedRows(RunMerger(runs, order, types, context), progress)
    }

    /// The rows that are in memory, in order; they count until all are given.
    private func ordered(limit: Int? = nil, rowsPerChunk: Int = Executor.chunkRows) throws -> OrderedRows {
        context.progress?(.init(step: step, rows: nil, fraction: nil))
        let all = try ChunkedRows(chunks, types: types, threads: context.threads)
        chunks = []
        let rows = try order.sorted(all, limit: limit, context)
        return OrderedRows(all, rows, rowsPerChunk: rowsPerChunk, context, reservation)
    }

    private func writeRun() throws {
        let count = chunks.reduce(0) { $0 + $1.count }
        let rowBytes = max(reservation.bytes / max(count, 1), 1)
        let rowsPerPiece = min(max(context.memory.pieceBytes / rowBytes, 1), Executor.chunkRows)
        let run = SortedRun(try context.files.scratch(), rowsPerPiece: rowsPerPiece)
        let rows = SortedRows(try ordered(rowsPerChunk: rowsPerPiece))
        while let part = try rows.next() {
            try run.add(part, context.cancellation)
        }
        runs.append(run)
        reservation.release()
        context.progress?(.init(step: step, rows: count, fraction: nil))
    }
}
