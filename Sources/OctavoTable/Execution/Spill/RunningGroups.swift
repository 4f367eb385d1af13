import OctavoSource

/// Groups whose aggregates are taken up as rows come, so that only the groups are held.
///
/// A class because what it holds is counted.
final class RunningGroups {
    private let summary: GroupSummary
    private let context: ExecutionContext
    private let reservation: Reservation
    private var index: KeyIndex
    private var keys: [Chunk] = []
    private(set) var count = 0
    private var totals: [RunningTotal]
    /// No group is added any more: the budget has no room for it.
    private var isFull = false

    /// The index holds the texts of keys in memory that it doubles when it grows, moving them.
    static let keyCopies = 3
    /// Bytes of a key's place in the index, its values aside.
    static let keyBytes = 48

    /// `nil` where an aggregate needs its values side by side.
    init?(_ summary: GroupSummary, _ context: ExecutionContext) {
        var totals: [RunningTotal] = []
        for wanted in summary.aggregates {
            guard let total = RunningTotal(wanted, argument: wanted.argument.map { summary.projected[$0].type }) else {
                return nil
            }
            totals.append(total)
        }
        self.summary = summary
        self.context = context
        self.totals = totals
        index = KeyIndex(summary.keyTypes)
        reservation = Reservation(context.memory)
    }

    /// Takes up rows; gives back those of groups that there is no room for.
    func take(_ chunks: [Chunk]) throws -> [Chunk] {
        var taken: [Chunk] = []
        var ids: [Buffer<Int32>] = []
        var rest: [Chunk] = []
        for chunk in chunks {
            try context.cancellation.check()
            let own = Array(chunk.columns.prefix(summary.keyCount))
            if isFull {
                let found = index.find(own, count: chunk.count)
                let known = Bitmap(count: chunk.count) { found[$0] >= 0 }
                let places = known.rows
                if places.count < chunk.count { rest.append(try chunk.gathered(known.inverted.rows)) }
                if places.count == 0 { continue }
                taken.append(places.count == chunk.count ? chunk : try chunk.gathered(places))
                ids.append(places.count == chunk.count ? found : found.gathered32(places))
            } else {
                let found = index.insert(own, count: chunk.count)
                try note(own, found)
                taken.append(chunk)
                ids.append(found)
            }
        }
        for place in totals.indices {
            let argument = summary.aggregates[place].argument
            try summary.aggregates[place].locating {
                try totals[place].take(argument.map { column in taken.map { $0.columns[column] } }, ids, count, context)
            }
        }
        return rest
    }

    /// Keeps the keys of groups that appear.
    private func note(_ own: [Column], _ ids: Buffer<Int32>) throws {
        var fresh: [Int32] = []
        for row in 0..<ids.count where Int(ids[row]) == count {
            fresh.append(Int32(row))
            count += 1
        }
        if fresh.isEmpty { return }
        let rows = Buffer(fresh)
        let part = Chunk(count: rows.count, columns: try own.map { try $0.gathered(rows).plain() })
        keys.append(part)
        let each = Self.keyBytes * summary.keyCount + totals.reduce(0) { $0 + $1.groupBytes }
        reservation.add(part.byteCount * (Self.keyCopies + 1) + each * part.count)
        isFull = context.memory.isTight(own: reservation.bytes)
    }

    /// Each group's keys and aggregates.
    func columns() throws -> [Column] {
        let own = try summary.keyTypes.enumerated().map { place, type in
            try Column.concatenated(keys.map { $0.columns[place] }, type: type)
        }
        return try own + zip(totals, summary.aggregates).map { total, wanted in try wanted.locating { try total.column(count) } }
    }
}

extension Column {
    /// Texts stored one by one, so that no distinct values of a larger column are kept for them.
    func plain() throws -> Column {
        guard case .dictionary = storage else { return self }
        return Column(type: type, count: count, validity: validity, storage: .texts(try plainTexts()))
    }
}
