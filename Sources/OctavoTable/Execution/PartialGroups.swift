import OctavoSource

/// Groups of some of a table's rows: their keys, where each first appeared, and its aggregates so far.
struct PartialGroups: Sendable {
    let summary: GroupSummary
    private var index: KeyIndex
    /// The keys of groups as they appeared, in parts.
    private var keys: [Chunk] = []
    private var keyCount: Int32 = 0
    /// Which of those are a group's; nil where they are in order.
    private var keyPlaces: [Int32]?
    /// Where each group's first row stands.
    private(set) var firsts: [UInt64] = []
    private var totals: [RunningTotal]
    private var keyBytes = 0
    /// The number of the last chunk that rows were taken from.
    private(set) var lastChunk = -1

    /// The index holds the texts of keys in memory that it doubles when it grows, moving them.
    static let keyCopies = 3
    /// Bytes of a key's place in the index, its values aside.
    static let placeBytes = 48

    /// `nil` where an aggregate needs its values side by side.
    init?(_ summary: GroupSummary) {
        var totals: [RunningTotal] = []
        for wanted in summary.aggregates {
            guard let total = RunningTotal(wanted, argument: wanted.argument.map { summary.projected[$0].type }) else {
                return nil
            }
            totals.append(total)
        }
        self.summary = summary
        self.totals = totals
        index = KeyIndex(summary.keyTypes)
    }

    var count: Int { firsts.count }

    /// Whether groups of several parts of the rows can be put together.
    var canMerge: Bool { totals.allSatisfy(\.canMerge) }

    var byteCount: Int {
        let each = Self.placeBytes * summary.keyCount + totals.reduce(8) { $0 + $1.groupBytes }
        return keyBytes * (Self.keyCopies + 1) + each * count + totals.reduce(0) { $0 + $1.extraBytes }
    }

    // MARK: - Rows

    /// The groups of a chunk's rows. Chunks come in the order of their numbers.
    mutating func insert(_ chunk: Chunk, number: Int, rows: Buffer<Int32>? = nil) throws -> GroupedRows {
        let own = Array(chunk.columns.prefix(summary.keyCount))
        let found = GroupedRows(index.insert(own, count: chunk.count), chunk: number, rows: rows)
        lastChunk = number
        guard index.count > count else { return found }
        let fresh = found.fresh(after: count)
        for row in fresh { firsts.append(found.place(Int(row))) }
        keyPlaces?.append(contentsOf: keyCount..<keyCount + Int32(fresh.count))
        let places = Buffer(fresh)
        try note(Chunk(count: places.count, columns: own.map { try $0.gathered(places).plain() }))
        return found
    }

    private mutating func note(_ keys: Chunk) throws {
        self.keys.append(keys)
        keyCount += Int32(keys.count)
        keyBytes += keys.byteCount
    }

    /// The groups of a chunk's rows, -1 for those that have none.
    func find(_ chunk: Chunk) -> Buffer<Int32> {
        index.find(Array(chunk.columns.prefix(summary.keyCount)), count: chunk.count)
    }

    /// Takes up rows whose groups are known.
    mutating func add(_ chunks: [Chunk], _ rows: [GroupedRows], _ context: ExecutionContext) throws {
        for place in totals.indices {
            let wanted = summary.aggregates[place]
            try wanted.locating {
                try totals[place].take(
                    wanted.argument.map { column in chunks.map { $0.columns[column] } }, rows, count, context)
            }
        }
    }

    /// Takes up a chunk's rows.
    mutating func take(_ chunk: Chunk, number: Int, rows: Buffer<Int32>? = nil, _ context: ExecutionContext) throws {
        let found = try insert(chunk, number: number, rows: rows)
        try add([chunk], [found], context)
    }

    // MARK: - Groups of other rows

    /// Each group's keys.
    private func keyChunk() throws -> Chunk {
        let columns = try summary.keyTypes.enumerated().map { place, type in
            try Column.concatenated(keys.map { $0.columns[place] }, type: type)
        }
        let all = Chunk(count: columns.first?.count ?? 0, columns: columns)
        return try keyPlaces.map { try all.gathered(Buffer($0)) } ?? all
    }

    /// Rows that stand for groups, by the upper bits of the hash of their keys, and where each part starts.
    func parted(bits: Int) throws -> (keys: Chunk, parts: RowParts) {
        let keys = try keyChunk()
        return (keys, RowParts(keys.columns, count: keys.count, bits: bits))
    }

    /// Takes up `groups` of other rows, whose keys are `others`.
    mutating func merge(_ other: PartialGroups, _ groups: Buffer<Int32>, keys others: Chunk) throws {
        let added = try others.gathered(groups)
        let ids = index.insert(added.columns, count: added.count)
        var keyPlaces = keyPlaces ?? (0..<keyCount).map { $0 }
        for place in 0..<ids.count {
            let (id, first) = (Int(ids[place]), other.firsts[Int(groups[place])])
            if id == count {
                firsts.append(first)
                keyPlaces.append(keyCount + Int32(place))
            } else if first < firsts[id] {
                // Equal keys may look different, as 0.0 and -0.0 do.
                firsts[id] = first
                keyPlaces[id] = keyCount + Int32(place)
            }
        }
        self.keyPlaces = keyPlaces
        try note(added)
        for place in totals.indices { totals[place].merge(other.totals[place], groups, as: ids, count) }
        lastChunk = max(lastChunk, other.lastChunk)
    }

    /// Takes up all groups of other rows.
    mutating func merge(_ other: PartialGroups) throws {
        try merge(other, Buffer((0..<Int32(other.count)).map { $0 }), keys: other.keyChunk())
    }

    /// The same groups in the order of their first rows.
    func ordered() throws -> PartialGroups {
        guard var result = PartialGroups(summary) else { return self }
        try result.merge(self, SortKernels.ascending(firsts), keys: keyChunk())
        return result
    }

    // MARK: - Results

    /// Each group's keys and aggregates.
    func columns() throws -> [Column] {
        try keyChunk().columns
            + zip(totals, summary.aggregates).map { total, wanted in try wanted.locating { try total.column(count) } }
    }

    /// The same, with a failure as a value, since another part's may come before it.
    func finished() throws -> FinishedGroups {
        for (place, total) in totals.enumerated() {
            if let failure = total.failure(firsts) {
                return FinishedGroups(
                    columns: [], firsts: firsts, failure: .init(aggregate: place, first: failure.first, error: failure.error))
            }
        }
        return FinishedGroups(columns: try columns(), firsts: firsts, failure: nil)
    }
}
