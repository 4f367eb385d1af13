import OctavoSource

/// One aggregate of a whole table's column, taken up chunk by chunk: no row is held and none put in order.
struct WholeTotal: Sendable {
    let aggregate: Aggregate
    /// The argument's type; `nil` for `count()`.
    private let type: DataType?
    private let result: DataType
    private var sum = ExactSum()
    private var whole: Int128 = 0
    /// Values that are not null; for `count()` rows.
    private(set) var count = 0
    private var float: Double?
    private var integer: Int64?
    private var hasNaN = false
    private var text: [UInt8]?

    /// `nil` for aggregates and types that need their values side by side.
    init?(_ aggregate: Aggregate, _ type: DataType?, result: DataType) {
        switch (aggregate, type) {
        case (.count, _), (.sum, .int?), (.sum, .float?), (.sum, .duration?), (.mean, .int?), (.mean, .float?), (.min, .int?),
            (.min, .float?), (.min, .time?), (.min, .date?), (.min, .duration?), (.max, .int?), (.max, .float?), (.max, .time?),
            (.max, .date?), (.max, .duration?), (.min, .text?), (.max, .text?):
            break
        default: return nil
        }
        self.aggregate = aggregate
        self.type = type
        self.result = result
    }

    /// Takes up a chunk's rows.
    mutating func take(_ column: Column?, count rows: Int) {
        guard aggregate != .count, let column else {
            count += rows
            return
        }
        count += rows - column.nullCount
        switch column.storage {
        case .floats(let values):
            if aggregate == .sum || aggregate == .mean {
                sum.add(values, valid: column.validity)
            } else {
                takeExtreme(values, column.validity)
            }
        case .integers(let values):
            if aggregate == .sum || aggregate == .mean {
                whole += column.validity.map { values.total(where: $0) } ?? values.total
            } else {
                takeExtreme(values, column.validity)
            }
        case .texts(let texts):
            for row in 0..<texts.count where !column.isNull(row) { unsafe takeExtreme(texts.utf8(row)) }
        case .dictionary(let codes, let values):
            // Each value is looked at once.
            var isUsed = [Bool](repeating: false, count: values.count)
            for row in 0..<codes.count where !column.isNull(row) { isUsed[Int(codes[row])] = true }
            for code in isUsed.indices where isUsed[code] { unsafe takeExtreme(values.utf8(code)) }
        default: break
        }
    }

    /// Texts compare by their bytes, which the caller keeps alive.
    private mutating func takeExtreme(_ value: UnsafeBufferPointer<UInt8>) {
        if let text {
            let sign = unsafe text.withUnsafeBufferPointer { unsafe TextKernels.compare(value, $0) }
            if aggregate == .min ? sign >= 0 : sign <= 0 { return }
        }
        text = unsafe Array(value)
    }

    private mutating func takeExtreme(_ values: Buffer<Double>, _ valid: Bitmap?) {
        let isLeast = aggregate == .min
        var (best, isOdd) = (float, false)
        for row in 0..<values.count where valid.map({ $0[row] }) ?? true {
            // Below `count` by the loop.
            let value = unsafe values.pointer[row]
            if value.isNaN {
                isOdd = true
            } else if best.map({ isLeast ? value < $0 : value > $0 }) ?? true {
                best = value
            }
        }
        float = best
        if isOdd { hasNaN = true }
    }

    private mutating func takeExtreme(_ values: Buffer<Int64>, _ valid: Bitmap?) {
        let isLeast = aggregate == .min
        var best = integer
        for row in 0..<values.count where valid.map({ $0[row] }) ?? true {
            // As above.
            let value = unsafe values.pointer[row]
            best = best.map { isLeast ? min($0, value) : max($0, value) } ?? value
        }
        integer = best
    }

    /// Takes up what stands after these rows.
    mutating func merge(_ other: WholeTotal) {
        // A sum is large; one that nothing was added to is not worth merging.
        if type == .float, aggregate == .sum || aggregate == .mean { sum.merge(other.sum) }
        whole += other.whole
        count += other.count
        hasNaN = hasNaN || other.hasNaN
        // Of equals, as 0.0 and -0.0 are, the first.
        if let value = other.float, float.map({ aggregate == .min ? value < $0 : value > $0 }) ?? true { float = value }
        if let value = other.text { unsafe value.withUnsafeBufferPointer { unsafe takeExtreme($0) } }
        if let value = other.integer {
            integer = integer.map { aggregate == .min ? min($0, value) : max($0, value) } ?? value
        }
    }

    /// One row. NaN is greater than every number, and the least only where there is no other. Throws `overflow`.
    func column() throws -> Column { Column(result, [try value()]) }

    private func value() throws -> Datum {
        switch aggregate {
        case .count: return .int(Int64(count))
        case .sum where type == .float: return .float(sum.value)
        case .sum: return Aggregation.whole(try Aggregation.fitting(whole, result), as: result)
        case .mean: return count == 0 ? .null : .float((type == .float ? sum.value : Double(whole)) / Double(count))
        default:
            if hasNaN, aggregate == .max || float == nil { return .float(.nan) }
            if let float { return .float(float) }
            if let text { return .text(String(decoding: text, as: UTF8.self)) }
            return integer.map { Aggregation.whole($0, as: result) } ?? .null
        }
    }
}

extension Aggregation {
    /// The value of the only group there is.
    func wholeTable() throws -> Column? {
        if let value = try wholeSpread() { return Column(.float, [value]) }
        guard grouping.count == 1, aggregate != .count,
            let empty = WholeTotal(aggregate, argument.first?.type, result: resultType)
        else { return nil }
        let parts = max(min(threads, argument.count), 1)
        let shares = (0..<parts).map { argument[argument.count * $0 / parts..<argument.count * ($0 + 1) / parts] }
        let totals = try Parallel.map(shares, threads: threads) { columns in
            columns.reduce(into: empty) { $0.take($1, count: $1.count) }
        }
        return try totals.dropFirst().reduce(into: totals[0]) { $0.merge($1) }.column()
    }
}

extension Aggregation {
    /// The same for aggregates that need to look at all values more than once.
    private func wholeSpread() throws -> Datum? {
        guard grouping.count == 1, resultType == .float, let spread = WholeSpread(argument, threads: threads, cancellation) else {
            return nil
        }
        let value: Double?
        switch aggregate {
        case .std: value = try spread.deviation()
        case .median: value = try spread.quantile(0.5)
        case .quantile(let share): value = try spread.quantile(share)
        default: return nil
        }
        return value.map { .float($0) } ?? .null
    }
}

extension Buffer where Element == Int64 {
    /// The sum of those whose bits are set.
    func total(where valid: Bitmap) -> Int128 {
        var sum: Int128 = 0
        for row in 0..<count where valid[row] { sum += Int128(self[row]) }
        return sum
    }
}
