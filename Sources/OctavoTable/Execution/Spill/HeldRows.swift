/// Rows of one step in order: in memory as long as the budget has room, beyond it in a scratch file whose pages the system
/// brings in when they are looked at.
///
/// A class because what it holds is counted until `release`.
final class HeldRows {
    private let context: ExecutionContext
    private let reservation: Reservation
    private(set) var chunks: [Chunk] = []
    /// Rows at the end of `chunks` that wait until they are enough to be written at once.
    private var waiting = 0
    private var waitingBytes = 0
    private var file: (any ScratchFile)?

    /// Smaller parts would make a mapping of every few rows, of which a process can have only so many.
    private static let mappedBytes = 1 << 22

    init(_ context: ExecutionContext) {
        self.context = context
        reservation = Reservation(context.memory)
    }

    /// Rows that somebody else holds, who counts them.
    init(_ table: Table, _ context: ExecutionContext) {
        self.context = context
        reservation = Reservation(context.memory)
        chunks = table.chunks
    }

    func add(_ chunk: Chunk) throws {
        if chunk.count == 0 { return }
        let bytes = chunk.byteCount
        chunks.append(chunk)
        if file == nil, context.memory.hasRoom(for: bytes) {
            reservation.add(bytes)
            return
        }
        waiting += 1
        waitingBytes += bytes
        if waitingBytes >= min(Self.mappedBytes, context.memoryLimit / 16) { try writeWaiting() }
    }

    private func writeWaiting() throws {
        try context.cancellation.check()
        let file = try self.file ?? context.files.scratch()
        self.file = file
        let rows = chunks.suffix(waiting)
        let count = rows.reduce(0) { $0 + $1.count }
        let places = RowPlaces(rows)
        let types = rows.first?.columns.map(\.type) ?? []
        let columns = try types.indices.map { place in
            try Column.concatenated(rows.map { $0.columns[place] }, type: types[place])
        }
        let stored = try StoredChunk(Chunk(count: count, columns: columns), in: file).mapped(of: file)
        chunks.removeLast(waiting)
        chunks.append(Chunk(count: count, columns: stored.columns, firstRow: places.firstRow, place: places.place))
        (waiting, waitingBytes) = (0, 0)
    }

    func table(_ schema: Schema) -> Table { Table(schema: schema, chunks: chunks) }

    /// The counting of the bytes that are in memory, for whoever keeps the rows.
    var counted: Reservation { reservation }

    /// The bytes count no more, because nobody needs the rows or somebody else counts them.
    func release() { reservation.release() }
}

/// Where the rows of several chunks that became one came from.
private struct RowPlaces {
    let firstRow: Int?
    let place: (@Sendable (Int) -> RowPlace?)?

    init(_ chunks: ArraySlice<Chunk>) {
        var next = chunks.first?.firstRow
        var isConsecutive = true
        for chunk in chunks {
            if chunk.place != nil || chunk.firstRow == nil || chunk.firstRow != next { isConsecutive = false }
            next = next.map { $0 + chunk.count }
        }
        if isConsecutive {
            (firstRow, place) = (chunks.first?.firstRow, nil)
            return
        }
        firstRow = nil
        var starts: [Int] = [0]
        for chunk in chunks { starts.append(starts[starts.count - 1] + chunk.count) }
        let known = starts
        // Without the columns, which are what was to leave memory.
        let places = chunks.map { chunk in (first: chunk.firstRow, place: chunk.place) }
        place = { row in
            guard let index = known.lastIndex(where: { $0 <= row }), index < places.count else { return nil }
            let own = row - known[index]
            return places[index].place?(own) ?? places[index].first.map { RowPlace(row: $0 + own) }
        }
    }
}
