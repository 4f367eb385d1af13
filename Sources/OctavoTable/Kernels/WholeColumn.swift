/// Aggregates of numbers over a whole table, or the only group of one: straight loops over the chunks, which are never put in order.
struct WholeColumn {
    private let parts: [Column]
    private let threads: Int
    private let type: DataType

    /// `nil` for several groups and for columns that are not stored as numbers.
    init?(_ argument: [Column], _ grouping: Grouping, threads: Int) throws {
        guard grouping.count == 1, let type = argument.first?.type, !argument.isEmpty else { return nil }
        for column in argument {
            switch column.storage {
            case .integers where column.type == type, .floats where column.type == type: continue
            default: return nil
            }
        }
        parts = argument
        self.type = type
        self.threads = threads
    }

    /// One value; `nil` for aggregates that have no such loop.
    func value(_ aggregate: Aggregate, as result: DataType) throws -> Column? {
        switch aggregate {
        case .sum where type == .float: return Column(result, [.float(try exactSum().sum.value)])
        case .sum: return Column(result, [Aggregation.whole(try Aggregation.fitting(try wholeSum().sum, result), as: result)])
        case .mean where type == .float:
            let (sum, count) = try exactSum()
            return Column(result, [count == 0 ? .null : .float(sum.value / Double(count))])
        case .mean where result == .float:
            let (sum, count) = try wholeSum()
            return Column(result, [count == 0 ? .null : .float(Double(sum) / Double(count))])
        case .std where type == .float: return Column(result, [try deviation().map { .float($0) } ?? .null])
        case .min, .max: return try extreme(isLeast: aggregate == .min).map { Column(result, [$0]) }
        default: return nil
        }
    }

    private func exactSum() throws -> (sum: ExactSum, count: Int) {
        try total { values, _ in values }
    }

    /// The exact sum of what `change` makes of each chunk's values, and how many values there are.
    private func total(
        _ change: @Sendable (Buffer<Double>, Bitmap?) -> Buffer<Double>
    ) throws -> (sum: ExactSum, count: Int) {
        let sums = try Parallel.map(Self.shares(parts, threads), threads: threads) { columns -> (ExactSum, Int) in
            var sum = ExactSum()
            var count = 0
            for column in columns {
                guard case .floats(let values) = column.storage else { continue }
                sum.add(change(values, column.validity), valid: column.validity)
                count += column.count - column.nullCount
            }
            return (sum, count)
        }
        var (sum, count) = (ExactSum(), 0)
        for part in sums {
            sum.merge(part.0)
            count += part.1
        }
        return (sum, count)
    }

    /// Squares of the distances from the mean, summed exactly, over n − 1.
    private func deviation() throws -> Double? {
        let (sum, count) = try exactSum()
        guard count > 1 else { return nil }
        let mean = sum.value / Double(count)
        let squares = try total { values, _ in
            // Every place is written.
            unsafe Buffer(count: values.count) { target in
                for row in 0..<values.count {
                    let distance = unsafe values.pointer[row] - mean
                    unsafe target[row] = distance * distance
                }
            }
        }
        return (squares.sum.value / Double(count - 1)).squareRoot()
    }

    private func wholeSum() throws -> (sum: Int128, count: Int) {
        let sums = try Parallel.map(Self.shares(parts, threads), threads: threads) { columns -> (sum: Int128, count: Int) in
            var (sum, count): (Int128, Int) = (0, 0)
            for column in columns {
                guard case .integers(let values) = column.storage else { continue }
                sum += column.validity.map { values.total(where: $0) } ?? values.total
                count += column.count - column.nullCount
            }
            return (sum, count)
        }
        return sums.reduce((sum: 0, count: 0)) { (sum: $0.sum + $1.sum, count: $0.count + $1.count) }
    }

    /// `nil` where NaN has a say.
    private func extreme(isLeast: Bool) throws -> Datum? {
        let found = try Parallel.map(Self.shares(parts, threads), threads: threads) { columns -> Extreme in
            columns.reduce(into: Extreme()) { $0.take($1, isLeast: isLeast) }
        }
        var result = Extreme()
        for part in found {
            if part.hasNaN { return nil }
            if let number = part.float { result.take(number, isLeast: isLeast) }
            if let number = part.integer { result.take(number, isLeast: isLeast) }
        }
        if let number = result.float { return .float(number) }
        return result.integer.map { Aggregation.whole($0, as: type) } ?? .null
    }

    private struct Extreme {
        var float: Double?
        var integer: Int64?
        var hasNaN = false

        mutating func take(_ number: Double, isLeast: Bool) {
            // The first of equals, as -0.0 and 0.0 are.
            if float.map({ isLeast ? number < $0 : number > $0 }) ?? true { float = number }
        }

        mutating func take(_ number: Int64, isLeast: Bool) {
            integer = integer.map { isLeast ? min($0, number) : max($0, number) } ?? number
        }

        mutating func take(_ column: Column, isLeast: Bool) {
            let valid = column.validity
            switch column.storage {
            case .floats(let values):
                if valid == nil, values.containsNaN { hasNaN = true }
                for row in 0..<column.count where valid.map({ $0[row] }) ?? true {
                    if valid != nil, values[row].isNaN { hasNaN = true }
                    take(values[row], isLeast: isLeast)
                }
            case .integers(let values):
                for row in 0..<column.count where valid.map({ $0[row] }) ?? true { take(values[row], isLeast: isLeast) }
            default: break
            }
        }
    }

    /// The chunks in as many stretches as there are threads.
    private static func shares(_ parts: [Column], _ threads: Int) -> [ArraySlice<Column>] {
        let count = min(threads, parts.count)
        return (0..<count).map { parts[parts.count * $0 / count..<parts.count * ($0 + 1) / count] }
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
