/// Which group each row of a table is in; groups are numbered by first appearance.
struct Grouping: Sendable {
    /// One number a row, by chunk.
    var ids: [Buffer<Int32>]
    var count: Int
    /// The first row of each group, counted over all chunks.
    var firstRows: [Int32]

    /// Every row in one group, which exists even without rows.
    static func single(_ counts: [Int]) -> Grouping {
        // All chunks share the zeros of the longest.
        let zeros = Buffer<Int32>(repeating: 0, count: counts.max() ?? 0)
        return Grouping(ids: counts.map { zeros.slice(0..<$0) }, count: 1, firstRows: [0])
    }

    /// Groups by equal keys. `keys` holds each chunk's key columns; `types` their common types.
    static func make(
        _ keys: [Chunk], types: [DataType], threads: Int, _ cancellation: Cancellation? = nil
    ) throws -> Grouping {
        let total = keys.reduce(0) { $0 + $1.count }
        guard total < Int(Int32.max) else { throw Column.tooLarge }
        let parts = total < 100_000 ? 1 : min(threads, keys.count)
        var starts: [Int] = [0]
        for chunk in keys { starts.append(starts[starts.count - 1] + chunk.count) }
        let firsts = starts
        let ranges = (0..<parts).map { keys.count * $0 / parts..<keys.count * ($0 + 1) / parts }
        let partial = try Parallel.map(ranges, threads: threads) { range -> (index: KeyIndex, grouping: Grouping) in
            var index = KeyIndex(types)
            var grouping = Grouping(ids: [], count: 0, firstRows: [])
            for place in range {
                try cancellation?.check()
                let ids = index.insert(keys[place].columns, count: keys[place].count)
                grouping.noteFirstRows(ids, from: firsts[place])
                grouping.ids.append(ids)
            }
            return (index, grouping)
        }
        guard var (index, result) = partial.first else { return Grouping(ids: [], count: 0, firstRows: []) }
        for (range, part) in zip(ranges, partial).dropFirst() {
            let numbers = Buffer<Int32>.concatenated(
                try part.grouping.firstKeys(keys[range], from: firsts[range.lowerBound]).map { keys in
                    try cancellation?.check()
                    let keys = try keys()
                    return (index.insert(keys.columns, count: keys.count), keys.count)
                })
            for id in 0..<part.grouping.count where Int(numbers[id]) >= result.count {
                result.firstRows.append(part.grouping.firstRows[id])
                result.count += 1
            }
            result.ids += try Parallel.map(part.grouping.ids, threads: threads) { numbers.gathered32($0) }
        }
        return result
    }

    /// The keys of each group's first row, group by group, in parts that are gathered when they are asked for. `chunks` are those of
    /// this grouping, whose first row is `start`.
    func firstKeys(_ chunks: ArraySlice<Chunk>, from start: Int = 0) -> [@Sendable () throws -> Chunk] {
        var (first, next): (Int, Int) = (start, 0)
        return chunks.map { chunk in
            var rows: [Int32] = []
            while next < count, Int(firstRows[next]) < first + chunk.count {
                rows.append(firstRows[next] - Int32(first))
                next += 1
            }
            first += chunk.count
            let chosen = Buffer(rows)
            return { try chunk.gathered(chosen) }
        }
    }

    /// Numbers appear in ascending order, so a row whose number is the count so far begins a group.
    mutating func noteFirstRows(_ ids: Buffer<Int32>, from start: Int) {
        // Below the buffer's length by the loop.
        for row in 0..<ids.count where unsafe Int(ids.pointer[row]) == count {
            firstRows.append(Int32(start + row))
            count += 1
        }
    }

    /// Rows of all chunks by group, each group's in row order, and where each group starts.
    func ordered() -> (rows: Buffer<Int32>, starts: [Int]) {
        var starts = [Int](repeating: 0, count: count + 1)
        for (group, size) in sizes().enumerated() { starts[group + 1] = starts[group] + Int(size) }
        var next = starts
        let total = starts[count]
        if count == 1 {
            // Every place is written.
            return (unsafe Buffer<Int32>(count: total) { for row in 0..<total { unsafe $0[row] = Int32(row) } }, starts)
        }
        // Every place below `total` is written once, because `next` counts each group's rows; group numbers are below `count`.
        let rows = unsafe Buffer<Int32>(count: total) { target in
            unsafe next.withUnsafeMutableBufferPointer { next in
                var at: Int32 = 0
                for part in ids {
                    for row in 0..<part.count {
                        let group = unsafe Int(part.pointer[row])
                        unsafe target[next[group]] = at
                        unsafe next[group] += 1
                        at += 1
                    }
                }
            }
        }
        return (rows, starts)
    }
}

/// Columns of several chunks, reached by row numbers that run over all of them.
struct ChunkedRows {
    let columns: [Column]
    let count: Int

    /// Throws `budget` when one column's texts pass 4 GiB together.
    init(_ chunks: [Chunk], types: [DataType], threads: Int = 1) throws {
        columns = try Parallel.map(Array(types.indices), threads: threads) { place in
            try Column.concatenated(chunks.map { $0.columns[place] }, type: types[place])
        }
        count = chunks.reduce(0) { $0 + $1.count }
    }

    func gathered(_ rows: Buffer<Int32>, mayBeMissing: Bool = false) throws -> Chunk {
        Chunk(count: rows.count, columns: try columns.map { try $0.gathered(rows, mayBeMissing: mayBeMissing) })
    }
}
