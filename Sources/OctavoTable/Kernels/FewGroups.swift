import CKernels

/// Sums and counts of a table with few groups: one pass over the rows as they lie, an accumulator a group, a set of them for
/// each thread. With many groups ordering the rows first touches less memory.
struct FewGroups: Sendable {
    /// Above it the accumulators of two threads no longer fit the cache that they share with the rows.
    static let limit = 4096

    var sums: [ExactSum] = []
    var wholes: [Int128] = []
    /// Values that are not null.
    var counts: [Int64] = []

    /// `nil` for columns that are neither int nor float, and for more groups than `limit`.
    init?(_ columns: [Column], _ grouping: Grouping, threads: Int) throws {
        guard grouping.count <= Self.limit, columns.count == grouping.ids.count, let type = columns.first?.type else {
            return nil
        }
        switch type {
        case .float, .int, .duration: break
        default: return nil
        }
        let size = grouping.count
        let parts = min(threads, columns.count)
        let ranges = (0..<parts).map { columns.count * $0 / parts..<columns.count * ($0 + 1) / parts }
        let partial = try Parallel.map(ranges, threads: threads) { range in
            Self.accumulated(zip(columns[range], grouping.ids[range]), size: size, isFloat: type == .float)
        }
        guard var total = partial.first else { return nil }
        for part in partial.dropFirst() {
            for group in 0..<size {
                total.counts[group] += part.counts[group]
                if type == .float { total.sums[group].merge(part.sums[group]) } else { total.wholes[group] += part.wholes[group] }
            }
        }
        self = total
    }

    private init() {}

    private static func accumulated(
        _ pieces: some Sequence<(Column, Buffer<Int32>)>, size: Int, isFloat: Bool
    ) -> FewGroups {
        var result = FewGroups()
        result.counts = Array(repeating: 0, count: size)
        var sums = [octavo_exact_sum](repeating: octavo_exact_sum(), count: isFloat ? size : 0)
        var low = [UInt64](repeating: 0, count: isFloat ? 0 : size)
        var high = [Int64](repeating: 0, count: isFloat ? 0 : size)
        for (column, ids) in pieces {
            let valid = column.validity?.aligned.words
            // Group numbers are below `size`, and columns, numbers and validity have a place a row.
            switch column.storage {
            case .floats(let values) where isFloat:
                unsafe octavo_exact_add_groups(
                    &sums, &result.counts, ids.pointer, values.pointer, valid?.pointer, column.count)
            case .integers(let values) where !isFloat:
                unsafe octavo_add_groups_i64(
                    &low, &high, &result.counts, ids.pointer, values.pointer, valid?.pointer, column.count)
            default: break
            }
        }
        result.sums = sums.map { ExactSum($0) }
        result.wholes = zip(low, high).map { Int128($1) << 32 + Int128($0) }
        return result
    }
}

extension Grouping {
    /// Rows in each group.
    func sizes() -> [Int64] {
        if count == 1 { return [ids.reduce(0) { $0 + Int64($1.count) }] }
        var counts = [Int64](repeating: 0, count: count)
        // Group numbers are below `count`.
        for part in ids { unsafe octavo_count_groups(&counts, part.pointer, part.count) }
        return counts
    }
}
