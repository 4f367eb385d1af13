import OctavoSource

/// Groups of more rows than the budget has room for. Where every aggregate can be taken up row by row, the groups themselves are
/// held, as many as there is room for; rows of the others, and all rows where an aggregate needs its values side by side, are
/// brought together on disk.
///
/// A class because it owns what it has set aside.
final class SpilledGroups {
    private let summary: GroupSummary
    private let run: Run
    private var running: RunningGroups?
    private var batch: [Chunk] = []
    private var batchBytes = 0
    private let rest: KeyedRows
    private var hasRest = false
    private var rows: Int64 = 0

    /// Goes on from groups of the rows before, in the order of their first rows; nil where they cannot be held.
    init(_ summary: GroupSummary, _ run: Run, from groups: PartialGroups?) {
        self.summary = summary
        self.run = run
        running = groups.map { RunningGroups($0, run.context) }
        // The last column is the row's number, by which groups get back into the order of their first rows.
        rest = KeyedRows(types: summary.types + [.int], run.context, step: "summarize") {
            Array($0.columns.prefix(summary.keyCount))
        }
    }

    func add(_ chunk: Chunk) throws {
        let numbered = chunk.numbered(from: rows)
        rows += Int64(chunk.count)
        guard running != nil else { return try setAside(numbered) }
        batch.append(numbered)
        batchBytes += numbered.byteCount
        if batchBytes > run.context.memoryLimit / 16 { try takeBatch() }
    }

    private func takeBatch() throws {
        try run.context.cancellation.check()
        for chunk in try running?.take(batch) ?? [] { try setAside(chunk) }
        (batch, batchBytes) = ([], 0)
    }

    private func setAside(_ chunk: Chunk) throws {
        hasRest = true
        try rest.add(chunk)
    }

    /// The groups in order of first appearance. False once `emit` wants no more.
    func finish(emit: (Chunk) throws -> Bool) throws -> Bool {
        if !batch.isEmpty { try takeBatch() }
        if let running {
            let groups = try summary.finish(running.columns(), count: running.groupCount)
            self.running = nil
            for piece in groups.pieces(firstRow: 0) {
                if try !emit(piece) { return false }
            }
        }
        guard hasRest else { return true }
        // All of these appeared after those that were held, because a group that is held is held from its first row on.
        var sorter: RowSorter?
        let number = summary.types.count
        while let chunks = try rest.next() {
            let (groups, firstRows) = try summary.result(of: chunks, run)
            let numbers = try Column.concatenated(chunks.map { $0.columns[number] }, type: .int).gathered(Buffer(firstRows))
            let numbered = Chunk(count: groups.count, columns: groups.columns + [numbers])
            let target =
                sorter
                ?? RowSorter(
                    types: numbered.columns.map(\.type), by: [OrderKey(place: groups.columns.count)], run.context,
                    step: "summarize")
            sorter = target
            for piece in numbered.pieces(firstRow: nil) { try target.add(piece) }
        }
        return try sorter?.finish { try emit($0.prefix(columns: $0.columns.count - 1)) } ?? true
    }
}
