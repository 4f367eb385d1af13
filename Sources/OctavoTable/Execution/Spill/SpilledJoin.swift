import OctavoSource

/// A join whose right side does not fit the budget. Both sides are sorted by a hash of their keys on disk; as many keys of the
/// right side as fit are indexed at a time, the left rows of the same keys meet them, and the pairs are put back into the order
/// of the left rows.
///
/// A class because it owns what it has set aside.
final class SpilledJoin {
    private let sides: JoinSides
    private let run: Run
    /// A side's columns with its keys, then the row's number, then the hash.
    private let left: RowSorter
    private let right: KeyedRows
    private var leftRows: Int64 = 0
    private var rightRows: Int64 = 0
    /// The rows that come out, with the number of the left row, or of the right one where there is none.
    private let pairs: RowSorter
    private let unmatched: RowSorter

    init(_ sides: JoinSides, _ run: Run) {
        self.sides = sides
        self.run = run
        left = RowSorter(
            types: sides.left.types + [.int, .int], by: [OrderKey(place: sides.left.types.count + 1)], run.context,
            step: "join")
        right = KeyedRows(types: sides.right.types + [.int], run.context, step: "join") {
            try sides.matchedRight($0).columns
        }
        let types = sides.schema.fields.map(\.type)
        let order = [OrderKey(place: types.count)]
        pairs = RowSorter(types: types + [.int], by: order, run.context, step: "join")
        unmatched = RowSorter(types: types + [.int], by: order, run.context, step: "join")
    }

    func add(right chunk: Chunk) throws {
        try right.add(chunk.numbered(from: rightRows))
        rightRows += Int64(chunk.count)
    }

    func add(left chunk: Chunk) throws {
        let hashes = RowHash.column(try sides.matchedLeft(chunk).columns, count: chunk.count)
        let numbered = chunk.numbered(from: leftRows)
        leftRows += Int64(chunk.count)
        try left.add(Chunk(count: chunk.count, columns: numbered.columns + [hashes]))
    }

    /// The result in the order of a join in memory. False once `emit` wants no more.
    func finish(emit: (Chunk) throws -> Bool) throws -> Bool {
        var check = ExpectedOne()
        var source = HashedRows(try left.sorted())
        var group = try right.next()
        while let chunks = group {
            group = try right.next()
            let index = try JoinIndex(chunks, sides, extra: [.int, .int], run.context)
            let used = UsedRows(count: sides.kind == .full ? index.rows.count : 0)
            // Behind the last key of the right side come left rows that meet nothing.
            let last = group == nil ? Int64.max : KeyedRows.lastHash(chunks[chunks.count - 1])
            while let chunk = try source.next(upTo: last) {
                for piece in chunk.pieces(firstRow: nil) { try meet(piece, index, used, &check) }
            }
            if sides.kind == .full {
                let rest = try sides.unmatched(index, used, adding: [sides.right.types.count])
                for piece in rest.pieces(firstRow: nil) { try unmatched.add(piece) }
            }
            check.forgetKeys()
        }
        try check.throwIfMany()
        let width = sides.schema.count
        for sorter in [pairs, unmatched] {
            if try !sorter.finish(emit: { try emit($0.prefix(columns: width)) }) { return false }
        }
        return true
    }

    private func meet(_ chunk: Chunk, _ index: JoinIndex, _ used: UsedRows, _ check: inout ExpectedOne) throws {
        try run.context.cancellation.check()
        let numbers = chunk.columns[sides.left.types.count]
        if sides.expectsOne, case .integers(let values) = numbers.storage {
            try check.take(chunk, index, sides) { Int(values[$0]) }
        }
        // The number goes along as one more column of the left side.
        let width = sides.left.width
        let own = Chunk(count: chunk.count, columns: chunk.columns.prefix(width) + [numbers])
        let met = try sides.met(own, sides.matchedLeft(chunk), index, used)
        let columns = Array(met.columns.prefix(width)) + met.columns.dropFirst(width + 1) + [met.columns[width]]
        for piece in Chunk(count: met.count, columns: columns).pieces(firstRow: nil) { try pairs.add(piece) }
    }
}

/// Rows in the order of their last column, a hash, taken up to one hash after the other.
private struct HashedRows {
    private let rows: SortedRows
    private var rest: Chunk?

    init(_ rows: SortedRows) { self.rows = rows }

    /// The next rows whose hash is at most `hash`; `nil` where there are none left.
    mutating func next(upTo hash: Int64) throws -> Chunk? {
        guard let chunk = try rest ?? rows.next() else { return nil }
        let count = KeyedRows.count(upTo: hash, in: chunk, isIncluded: true)
        rest = count < chunk.count ? chunk.slice(count..<chunk.count) : nil
        return count > 0 ? chunk.slice(0..<count) : nil
    }
}
