/// A column that rows are put in order by.
struct OrderKey: Sendable {
    /// The column's place.
    let place: Int
    var isDescending = false
}

/// Compares rows of different chunks as `SortKernels` orders them: values, then NaN, then null, in both directions.
struct RowOrder: Sendable {
    let keys: [OrderKey]

    /// Below zero where the first comes first, zero where neither does.
    func compare(_ one: Chunk, _ row: Int, _ other: Chunk, _ otherRow: Int) -> Int {
        for key in keys {
            let (left, right) = (one.columns[key.place][row], other.columns[key.place][otherRow])
            let (leftRank, rightRank) = (Self.rank(left), Self.rank(right))
            if leftRank != rightRank { return leftRank - rightRank }
            let order = leftRank > 0 ? 0 : DatumOrder.sort(left, right)
            if order != 0 { return key.isDescending ? -order : order }
        }
        return 0
    }

    private static func rank(_ value: Datum) -> Int {
        switch value {
        case .null: 2
        case .float(let number): number.isNaN ? 1 : 0
        default: 0
        }
    }

    /// How many rows of `chunk`, which is in order, stand before the row of `other`; rows equal to it count where `countsEquals`.
    func count(in chunk: Chunk, before other: Chunk, _ row: Int, countsEquals: Bool) -> Int {
        var (low, high) = (0, chunk.count)
        while low < high {
            let middle = (low + high) / 2
            let order = compare(chunk, middle, other, row)
            if order < 0 || (order == 0 && countsEquals) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The places of all rows in order, or of the first `limit`; equals keep theirs.
    func sorted(_ rows: ChunkedRows, limit: Int? = nil, _ context: ExecutionContext) throws -> Buffer<Int32> {
        guard rows.count < Int(Int32.max) else { throw Column.tooLarge }
        let (threads, cancellation) = (context.threads, context.cancellation)
        guard let limit else {
            let columns = keys.map { (column: rows.columns[$0.place], isDescending: $0.isDescending) }
            return try RowSort(columns, count: rows.count, threads: threads, cancellation).rows()
        }
        let codes = try Parallel.map(keys, threads: threads) { key in
            try SortKernels.codes([rows.columns[key.place]], cancellation)
        }
        let pairs = zip(codes, keys).map { (codes: $0, isDescending: $1.isDescending) }
        return try SortKernels.firstRows(pairs, count: rows.count, limit: limit, cancellation)
    }
}
