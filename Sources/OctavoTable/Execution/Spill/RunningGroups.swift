import OctavoSource

/// Groups whose aggregates are taken up as rows come, so that only the groups are held.
///
/// A class because what it holds is counted.
final class RunningGroups {
    private let context: ExecutionContext
    private let reservation: Reservation
    private var groups: PartialGroups
    private var nextChunk: Int
    /// No group is added any more: the budget has no room for it.
    private var isFull = false

    /// Goes on from groups in the order of their first rows.
    init(_ groups: PartialGroups, _ context: ExecutionContext) {
        self.groups = groups
        self.context = context
        nextChunk = groups.lastChunk + 1
        reservation = Reservation(context.memory)
        count()
    }

    var groupCount: Int { groups.count }

    private func count() {
        reservation.add(groups.byteCount - reservation.bytes)
        isFull = isFull || context.memory.isTight(own: reservation.bytes)
    }

    /// Takes up rows; gives back those of groups that there is no room for.
    func take(_ chunks: [Chunk]) throws -> [Chunk] {
        var taken: [Chunk] = []
        var rows: [GroupedRows] = []
        var rest: [Chunk] = []
        for chunk in chunks {
            try context.cancellation.check()
            let number = nextChunk
            nextChunk += 1
            if isFull {
                let found = groups.find(chunk)
                let known = Bitmap(count: chunk.count) { found[$0] >= 0 }
                let places = known.rows
                if places.count < chunk.count { rest.append(try chunk.gathered(known.inverted.rows)) }
                if places.count == 0 { continue }
                let isWhole = places.count == chunk.count
                taken.append(isWhole ? chunk : try chunk.gathered(places))
                rows.append(GroupedRows(isWhole ? found : found.gathered32(places), chunk: number, rows: isWhole ? nil : places))
            } else {
                rows.append(try groups.insert(chunk, number: number))
                taken.append(chunk)
                count()
            }
        }
        try groups.add(taken, rows, context)
        return rest
    }

    /// Each group's keys and aggregates.
    func columns() throws -> [Column] { try groups.columns() }
}

extension Column {
    /// Texts stored one by one, so that no distinct values of a larger column are kept for them.
    func plain() throws -> Column {
        guard case .dictionary = storage else { return self }
        return Column(type: type, count: count, validity: validity, storage: .texts(try plainTexts()))
    }
}
