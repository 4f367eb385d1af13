import OctavoSource

/// One aggregate over groups of rows: one value a group.
struct Aggregation: Sendable {
    let aggregate: Aggregate
    let resultType: DataType
    /// The argument, chunk by chunk; empty for `count()`.
    let argument: [Column]
    let grouping: Grouping
    let threads: Int
    let cancellation: Cancellation

    /// Rows that are looked at between two looks at the interrupt.
    private static let checkedRows = 1 << 16

    /// Rows by group, shared by every aggregate over the same grouping.
    typealias Order = (rows: Buffer<Int32>, starts: [Int])

    func run(_ order: () -> Order) throws -> Column {
        if let whole = try wholeTable() { return whole }
        if let fast = try fewGroups() { return fast }
        switch aggregate {
        case .count: return counts()
        case .first, .last, .min, .max, .mode: return try chosen(order())
        case .distinctCount: return try distinctCounts(order())
        case .collect: return try collected(order())
        case .any, .all:
            let column = try Column.concatenated(argument, type: .bool)
            let (truth, valid) = (column.truth, column.valid)
            let bits = try perGroup(order()) { rows in
                let wanted = aggregate == .any
                for index in 0..<rows.count where valid[Int(rows[index])] && truth[Int(rows[index])] == wanted { return wanted }
                return !wanted
            }
            return .bools(Bitmap(bits))
        case .sum, .mean, .std, .median, .quantile: return try numeric(order())
        }
    }

    private func counts() -> Column {
        Column(type: .int, count: grouping.count, storage: .integers(Buffer(grouping.sizes())))
    }

    /// Runs `body` with each group's rows, groups in parallel.
    private func perGroup<Value: Sendable>(
        _ order: Order, _ body: @Sendable (Buffer<Int32>) throws -> Value
    ) throws -> [Value] {
        let pieces = grouping.count < 16 ? grouping.count : threads * 8
        let ranges = (0..<pieces).map { grouping.count * $0 / pieces..<grouping.count * ($0 + 1) / pieces }
        let (rows, starts) = order
        return try Parallel.map(ranges, threads: threads) { groups in
            try groups.map { group in
                try cancellation.check()
                return try body(rows.slice(starts[group]..<starts[group + 1]))
            }
        }.flatMap { $0 }
    }

    // MARK: - One of the values

    private func chosen(_ order: Order) throws -> Column {
        let type = argument.first?.type ?? resultType
        let rows: [Int32]
        switch aggregate {
        case .first, .last, .mode:
            let valid = Bitmap.concatenated(argument.map(\.valid))
            if aggregate == .mode {
                let numbers = try valueNumbers()
                rows = try perGroup(order) { Self.mode($0, valid, numbers) }
            } else {
                rows = try perGroup(order) { group in
                    if aggregate == .first {
                        for index in 0..<group.count where valid[Int(group[index])] { return group[index] }
                    } else {
                        for index in (0..<group.count).reversed() where valid[Int(group[index])] { return group[index] }
                    }
                    return -1
                }
            }
        default: rows = try extremes(order)
        }
        let values = try Column.concatenated(argument, type: type)
        return try values.gathered(Buffer(rows), mayBeMissing: rows.contains { $0 < 0 }).widened(to: resultType)
    }

    /// The first row with each group's least or greatest value; -1 without one.
    private func extremes(_ order: Order) throws -> [Int32] {
        let wantsLeast = aggregate == .min
        if argument.first?.type == .text {
            let column = try Column.concatenated(argument, type: .text)
            if case .texts(let texts) = column.storage {
                return try perGroup(order) { try extreme($0, texts, column.validity, wantsLeast: wantsLeast) }
            }
        }
        let codes = try SortKernels.codes(argument)
        return try perGroup(order) { group in
            var best: Int32 = -1
            var bestRank: UInt8 = 0
            var bestCode: UInt64 = 0
            for index in 0..<group.count {
                let row = Int(group[index])
                let rank = codes.ranks.map { $0[row] } ?? 0
                if rank == 2 { continue }
                let code = codes.codes[row]
                let isLess = (rank, code) < (bestRank, bestCode)
                let isGreater = (bestRank, bestCode) < (rank, code)
                if best < 0 || (wantsLeast ? isLess : isGreater) {
                    best = group[index]
                    (bestRank, bestCode) = (rank, code)
                }
            }
            return best
        }
    }

    /// Texts are compared as they lie: each is looked at once, where codes would sort them all first.
    private func extreme(
        _ group: Buffer<Int32>, _ texts: TextBuffer, _ validity: Bitmap?, wantsLeast: Bool
    ) throws -> Int32 {
        var best: Int32 = -1
        for index in 0..<group.count {
            if index % Self.checkedRows == 0 { try cancellation.check() }
            let row = group[index]
            if let validity, !validity[Int(row)] { continue }
            if best >= 0 {
                // Both texts are in the buffer, which outlives the loop.
                let sign = unsafe TextKernels.compare(texts.utf8(Int(row)), texts.utf8(Int(best)))
                if wantsLeast ? sign >= 0 : sign <= 0 { continue }
            }
            best = row
        }
        return best
    }

    private func valueNumbers() throws -> Buffer<Int32> {
        var index = KeyIndex([argument.first?.type ?? .null])
        return Buffer<Int32>.concatenated(
            try argument.map {
                try cancellation.check()
                return (index.insert([$0], count: $0.count), $0.count)
            })
    }

    private static func mode(_ group: Buffer<Int32>, _ valid: Bitmap, _ numbers: Buffer<Int32>) -> Int32 {
        var counts: [Int32: (count: Int, first: Int32)] = [:]
        var best: (count: Int, first: Int32) = (0, -1)
        for index in 0..<group.count where valid[Int(group[index])] {
            let row = group[index]
            var entry = counts[numbers[Int(row)]] ?? (0, row)
            entry.count += 1
            counts[numbers[Int(row)]] = entry
            if entry.count > best.count || (entry.count == best.count && entry.first < best.first) { best = entry }
        }
        return best.first
    }

    private func distinctCounts(_ order: Order) throws -> Column {
        let valid = Bitmap.concatenated(argument.map(\.valid))
        let numbers = try valueNumbers()
        let counts = try perGroup(order) { group in
            var seen = Set<Int32>()
            for index in 0..<group.count where valid[Int(group[index])] { seen.insert(numbers[Int(group[index])]) }
            return Int64(seen.count)
        }
        return Column(type: .int, count: grouping.count, storage: .integers(Buffer(counts)))
    }

    private func collected(_ order: Order) throws -> Column {
        let type: DataType = if case .list(let item) = resultType { item } else { .null }
        let valid = Bitmap.concatenated(argument.map(\.valid))
        var kept: [Int32] = []
        var offsets: [Int64] = [0]
        for group in 0..<grouping.count {
            for index in order.starts[group]..<order.starts[group + 1] where valid[Int(order.rows[index])] {
                kept.append(order.rows[index])
            }
            offsets.append(Int64(kept.count))
        }
        let items = try Column.concatenated(argument, type: type).gathered(Buffer(kept))
        return Column(type: resultType, count: grouping.count, storage: .lists(offsets: Buffer(offsets), items: items))
    }

    // MARK: - Numbers

    private func numeric(_ order: Order) throws -> Column {
        let values = try NumericValues(argument)
        if let sums = try manyGroups(order, values) { return sums }
        switch aggregate {
        case .sum:
            let sums = try perGroup(order) { try values.wholeSum($0).map { try Self.fitting($0.sum, resultType) } ?? 0 }
            return Column(type: resultType, count: grouping.count, storage: .integers(Buffer(sums)))
        case .mean: return result(try perGroup(order) { values.mean($0, as: resultType) })
        case .std: return result(try perGroup(order) { values.deviation($0) })
        case .median: return result(try perGroup(order) { values.quantile($0, 0.5) })
        case .quantile(let share): return result(try perGroup(order) { values.quantile($0, share) })
        default: return .nulls(resultType, count: grouping.count)
        }
    }

    /// Sums and means over few groups, without ordering rows.
    private func fewGroups() throws -> Column? {
        guard aggregate == .sum || aggregate == .mean, resultType != .time,
            let groups = try FewGroups(argument, grouping, threads: threads)
        else { return nil }
        let isFloat = argument.first?.type == .float
        if aggregate == .sum {
            if isFloat { return Self.floats(groups.sums.map(\.value)) }
            let sums = try groups.wholes.map { try Self.fitting($0, resultType) }
            return Column(type: resultType, count: grouping.count, storage: .integers(Buffer(sums)))
        }
        return result(
            groups.counts.enumerated().map { group, count in
                if count == 0 { return nil }
                return (isFloat ? groups.sums[group].value : Double(groups.wholes[group])) / Double(count)
            })
    }

    /// Sums and means of ints and floats, without memory for each group's values.
    private func manyGroups(_ order: Order, _ values: NumericValues) throws -> Column? {
        guard aggregate == .sum || aggregate == .mean && resultType == .float else { return nil }
        let pieces = min(grouping.count, threads * 8)
        let ranges = (0..<pieces).map { grouping.count * $0 / pieces..<grouping.count * ($0 + 1) / pieces }
        let parts = try Parallel.map(ranges, threads: threads) { values.sums(order.rows, order.starts, of: $0) }.compactMap { $0 }
        guard parts.count == pieces else { return nil }
        let counts = parts.flatMap(\.counts)
        if aggregate == .sum, !values.isFloat {
            let sums = try parts.flatMap(\.wholes).map { try Self.fitting($0, resultType) }
            return Column(type: resultType, count: grouping.count, storage: .integers(Buffer(sums)))
        }
        let sums = values.isFloat ? parts.flatMap(\.floats) : parts.flatMap(\.wholes).map { Double($0) }
        if aggregate == .sum { return Self.floats(sums) }
        let valid = counts.contains(0) ? Bitmap(counts.map { $0 > 0 }) : nil
        let means = zip(sums, counts).map { $1 == 0 ? 0 : $0 / Double($1) }
        return Column(type: .float, count: grouping.count, validity: valid, storage: .floats(Buffer(means)))
    }

    static func fitting(_ sum: Int128, _ type: DataType) throws -> Int64 {
        guard let exact = Int64(exactly: sum) else {
            throw Diagnostic(
                "overflow", "cannot sum: the total \(sum) does not fit \(type == .int ? "an int (64 bits)" : "a \(type)")",
                help: type == .int ? ["convert to float first, e.g. `sum(float(.x))`, where rounding is acceptable"] : [])
        }
        return exact
    }

    /// A whole number as the type that it is stored for.
    static func whole(_ number: Int64, as type: DataType) -> Datum {
        switch type {
        case .time: .time(number)
        case .date: .date(number)
        case .duration: .duration(number)
        default: .int(number)
        }
    }

    private static func floats(_ values: [Double]) -> Column {
        Column(type: .float, count: values.count, storage: .floats(Buffer(values)))
    }

    /// Floats as the result's type: times and durations to the nearest microsecond, ties to even.
    private func result(_ values: [Double?]) -> Column {
        Column(
            resultType,
            values.map { value in
                guard let value else { return .null }
                switch resultType {
                case .time: return Int64(exactly: value.rounded(.toNearestOrEven)).map { .time($0) } ?? .null
                case .duration: return Int64(exactly: value.rounded(.toNearestOrEven)).map { .duration($0) } ?? .null
                default: return .float(value)
                }
            })
    }
}

extension Buffer where Element == Int64 {
    /// The sum, wide enough never to overflow.
    var total: Int128 {
        // Low and high halves apart: neither can overflow below 2^31 values, and both loops vectorise.
        var low: UInt64 = 0
        var high: Int64 = 0
        for index in 0..<count {
            // Below `count` by the loop; the check would keep it from being vectorised.
            let value = unsafe pointer[index]
            low &+= UInt64(truncatingIfNeeded: value) & 0xFFFF_FFFF
            high &+= value >> 32
        }
        return Int128(high) << 32 + Int128(low)
    }
}
