/// The bounds of each page of the columns that a filter reads, where the file has them for all of these.
struct ParquetPageIndex {
    private struct Pages {
        /// The first row of each page, and the number of rows behind the last.
        let starts: [Int]
        let ranges: [StoredRange]
    }

    private let rows: Int
    private var columns: [String: Pages] = [:]

    /// `nil` where there is nothing to gain.
    init?(bounds: ParquetBounds, parts: any FileParts, filter: RowExpression) throws {
        rows = bounds.group.rows
        for name in filter.columnsRead(Schema([])).sorted() {
            guard let leaf = bounds.leaf(name) else { return nil }
            let chunk = bounds.group.columns[leaf.place]
            guard let offsets = chunk.offsetIndex, let values = chunk.columnIndex,
                offsets.upperBound <= parts.byteCount, values.upperBound <= parts.byteCount
            else { return nil }
            let starts = try Self.starts(try parts.bytes(offsets))
            // An index that contradicts itself is not used: the pages hold the truth.
            guard starts.first == 0, starts.count > 1, zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 }),
                let last = starts.last, last < rows
            else { return nil }
            let statistics = try Self.statistics(try parts.bytes(values))
            guard statistics.count == starts.count else { return nil }
            let ends = starts.dropFirst() + [rows]
            let ranges = zip(statistics, zip(starts, ends)).map { page, place in
                bounds.range(page, leaf, name, rows: place.1 - place.0)
            }
            columns[name] = Pages(starts: starts + [rows], ranges: ranges)
        }
        if columns.isEmpty { return nil }
    }

    /// Stretches of rows whose pages may hold one that passes; neighbours joined.
    func rowsThatMayPass(_ filter: RowExpression) -> [Range<Int>] {
        let cuts = Set(columns.values.flatMap(\.starts)).sorted()
        var result: [Range<Int>] = []
        for (start, end) in zip(cuts, cuts.dropFirst()) {
            let check = RangeFilter { name in
                guard let pages = columns[name] else { return nil }
                // Every cut is at or behind the first start, which is 0.
                let page = pages.starts.partitioningIndex { $0 > start } - 1
                return page >= 0 && page < pages.ranges.count ? pages.ranges[page] : nil
            }
            guard check.mayPass(filter) else { continue }
            if let last = result.last, last.upperBound == start {
                result[result.count - 1] = last.lowerBound..<end
            } else {
                result.append(start..<end)
            }
        }
        // Each stretch costs a look at every page's header.
        guard result.count > Self.largestStretches, let first = result.first, let last = result.last else { return result }
        return [first.lowerBound..<last.upperBound]
    }

    private static let largestStretches = 16

    private static func starts(_ bytes: Buffer<UInt8>) throws -> [Int] {
        var starts: [Int] = []
        var reader = ThriftReader(bytes)
        try reader.structure { reader, id, kind in
            guard id == 1, kind == .list else { return false }
            starts = try reader.list(of: .structure) { reader in
                var start = -1
                try reader.structure { reader, id, kind in
                    guard id == 3, kind == .int64 else { return false }
                    start = try reader.integer()
                    return true
                }
                return start
            }
            return true
        }
        return starts
    }

    private static func statistics(_ bytes: Buffer<UInt8>) throws -> [ParquetStatistics] {
        var isNull: [Bool] = []
        var least: [[UInt8]] = []
        var largest: [[UInt8]] = []
        var nulls: [Int] = []
        var reader = ThriftReader(bytes)
        try reader.structure { reader, id, kind in
            switch (id, kind) {
            case (1, .list): isNull = try reader.list(of: .yes) { try $0.byteValue() == 1 }
            case (2, .list): least = try reader.list(of: .binary) { try $0.binary().array }
            case (3, .list): largest = try reader.list(of: .binary) { try $0.binary().array }
            case (5, .list): nulls = try reader.list(of: .int64) { try $0.integer() }
            default: return false
            }
            return true
        }
        guard least.count == isNull.count, largest.count == isNull.count else { return [] }
        return isNull.indices.map { page in
            var statistics = ParquetStatistics()
            statistics.nulls = page < nulls.count ? nulls[page] : nil
            if !isNull[page] {
                statistics.least = least[page]
                statistics.largest = largest[page]
            }
            return statistics
        }
    }
}

extension Array where Element == Int {
    /// The first index whose element satisfies `belongs`, which holds for none before and all after it.
    func partitioningIndex(_ belongs: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
