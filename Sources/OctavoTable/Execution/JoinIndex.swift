import OctavoSource

/// The right side of a join by key.
struct JoinIndex: Sendable {
    /// All its columns, the keys among them.
    let rows: ChunkedRows
    private let keys: KeyIndex
    /// Rows by key number, each key's in order.
    private let order: Buffer<Int32>
    private let starts: [Int]
    /// Whether no key has two rows.
    let isUnique: Bool

    /// `extra` are the types of columns behind the side's own and its keys.
    init(_ chunks: [Chunk], _ sides: JoinSides, extra types: [DataType] = [], _ context: ExecutionContext) throws {
        guard chunks.reduce(0, { $0 + $1.count }) < Int(Int32.max) else { throw Column.tooLarge }
        var keys = KeyIndex(sides.types)
        var grouping = Grouping(ids: [], count: 0, firstRows: [])
        var start = 0
        for chunk in chunks {
            try context.cancellation.check()
            let ids = keys.insert(try sides.matchedRight(chunk).columns, count: chunk.count)
            grouping.noteFirstRows(ids, from: start)
            grouping.ids.append(ids)
            start += chunk.count
        }
        try context.cancellation.check()
        (order, starts) = grouping.ordered()
        try context.cancellation.check()
        self.keys = keys
        isUnique = order.count == starts.count - 1
        rows = try ChunkedRows(chunks, types: sides.right.types + types, threads: context.threads)
    }

    func count(of id: Int32) -> Int { starts[Int(id) + 1] - starts[Int(id)] }

    /// Key numbers; -1 where the right has none or a key is null.
    func find(_ chunk: Chunk) -> Buffer<Int32> {
        let ids = keys.find(chunk.columns, count: chunk.count)
        let valid = chunk.columns.reduce(Bitmap?.none) { Column.bothValid($0, $1.validity) }
        return valid.map { ids.masked(by: $0) } ?? ids
    }

    /// Pairs of left and right rows in order; -1 on the right where nothing matches.
    func pairs(
        _ ids: Buffer<Int32>, keepsUnmatched: Bool
    ) throws -> (left: Buffer<Int32>, right: Buffer<Int32>, hasMissing: Bool) {
        if isUnique {
            let pairs = JoinKernels.pairs(ids, rowsByKey: order, keepsUnmatched: keepsUnmatched)
            return (pairs.left, pairs.right, keepsUnmatched && pairs.right.array.contains { $0 < 0 })
        }
        var left: [Int32] = []
        var right: [Int32] = []
        left.reserveCapacity(ids.count)
        right.reserveCapacity(ids.count)
        var hasMissing = false
        for row in 0..<ids.count {
            let id = Int(ids[row])
            if id >= 0 {
                guard left.count + starts[id + 1] - starts[id] < Int(Int32.max) else { throw Column.tooLarge }
                for place in starts[id]..<starts[id + 1] {
                    left.append(Int32(row))
                    right.append(order[place])
                }
            } else if keepsUnmatched {
                left.append(Int32(row))
                right.append(-1)
                hasMissing = true
            }
        }
        return (Buffer(left), Buffer(right), hasMissing)
    }
}

/// Looks for left rows that meet more than one right row, where a join expects one.
struct ExpectedOne {
    /// Left rows so far.
    private(set) var rows = 0
    private var total = 0
    private var repeatedKeys = 0
    private var worst: (count: Int, row: Int, key: String) = (1, 0, "")

    /// Keys of the index so far that were met and stand there more than once.
    private var met: Set<Int32> = []

    /// Takes up rows of the left side, whose places in it `number` tells.
    mutating func take(_ chunk: Chunk, _ index: JoinIndex, _ sides: JoinSides, row number: (Int) -> Int) throws {
        let ids = index.find(try sides.matchedLeft(chunk))
        for row in 0..<chunk.count {
            let count = ids[row] < 0 ? 0 : index.count(of: ids[row])
            total += max(count, 1)
            guard count > 1 else { continue }
            if met.insert(ids[row]).inserted { repeatedKeys += 1 }
            // Of equals the first in the order of the left rows.
            if count > worst.count || (count == worst.count && number(row) < worst.row) {
                let key = sides.left.keyPlaces.map { DatumText.literal(chunk.columns[$0][row]) }.joined(separator: ", ")
                worst = (count, number(row), key)
            }
        }
        rows += chunk.count
    }

    /// The index that comes next has other keys.
    mutating func forgetKeys() { met = [] }

    func throwIfMany() throws {
        guard repeatedKeys > 0 else { return }
        let keys = repeatedKeys == 1 ? "1 key occurs" : "\(repeatedKeys) keys occur"
        throw Diagnostic(
            "join-many",
            "cannot join to one row each: \(keys) more than once on the right, so \(rows) rows would become \(total)",
            notes: ["most repeated: \(worst.key), \(worst.count) times"],
            help: ["`expect: \"many\"` allows it; `distinct(.key)` of the right table first keeps one row a key"])
    }
}
