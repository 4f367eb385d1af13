import CKernels

/// A numeric column for aggregates: bools count as 0 and 1.
struct NumericValues: Sendable {
    private let column: Column
    private let integers: Buffer<Int64>?
    private let floats: Buffer<Double>?
    private let bits: Bitmap?

    init(_ parts: [Column]) throws {
        let type = parts.first?.type ?? .null
        column = try Column.concatenated(parts, type: type)
        switch column.storage {
        case .integers(let values): (integers, floats, bits) = (values, nil, nil)
        case .floats(let values): (integers, floats, bits) = (nil, values, nil)
        case .bools(let values): (integers, floats, bits) = (nil, nil, values)
        default: (integers, floats, bits) = (nil, nil, nil)
        }
    }

    var isFloat: Bool { column.type == .float }

    /// The group's values as floats, nulls left out.
    private func values(_ rows: Buffer<Int32>) -> [Double] {
        if column.validity == nil {
            if let floats { return floats.gathered64(rows).array }
            if let integers { return integers.gathered64(rows).asFloats.array }
        }
        var result: [Double] = []
        result.reserveCapacity(rows.count)
        for index in 0..<rows.count {
            let row = Int(rows[index])
            if column.validity.map({ $0[row] }) ?? true, let value = value(row) { result.append(value) }
        }
        return result
    }

    private func value(_ row: Int) -> Double? {
        if let floats { return floats[row] }
        if let integers { return Double(integers[row]) }
        return bits.map { $0[row] ? 1 : 0 }
    }

    /// Sums of several groups: floats or whole numbers, and how many values each has.
    struct Sums: Sendable {
        var floats: [Double] = []
        var wholes: [Int128] = []
        var counts: [Int64] = []
    }

    /// The sums of some groups; `starts` says where each group's rows begin. `nil` for bools.
    func sums(_ rows: Buffer<Int32>, _ starts: [Int], of groups: Range<Int>) -> Sums? {
        let (count, valid) = (groups.count, column.validity?.aligned)
        let places = starts[groups.lowerBound...groups.upperBound].map { Int64($0) }
        var sums = Sums()
        sums.counts = Array(repeating: 0, count: count)
        // Starts are those of all groups and one more; rows are of the column.
        if let floats {
            sums.floats = Array(repeating: 0, count: count)
            unsafe octavo_exact_sums(
                floats.pointer, valid?.words.pointer, rows.pointer, places, count, &sums.floats, &sums.counts)
        } else if let integers {
            var low = [UInt64](repeating: 0, count: count)
            var high = [Int64](repeating: 0, count: count)
            unsafe octavo_whole_sums(
                integers.pointer, valid?.words.pointer, rows.pointer, places, count, &low, &high, &sums.counts)
            sums.wholes = zip(low, high).map { Int128($1) << 32 + Int128($0) }
        } else {
            return nil
        }
        return sums
    }

    func wholeSum(_ rows: Buffer<Int32>) -> (sum: Int128, count: Int)? {
        if column.validity == nil, let integers, rows.count > 0 { return (integers.gathered64(rows).total, rows.count) }
        var sum: Int128 = 0
        var count = 0
        for index in 0..<rows.count {
            let row = Int(rows[index])
            guard column.validity.map({ $0[row] }) ?? true else { continue }
            if let integers { sum += Int128(integers[row]) } else if let bits { sum += bits[row] ? 1 : 0 } else { continue }
            count += 1
        }
        return count == 0 ? nil : (sum, count)
    }

    func mean(_ rows: Buffer<Int32>, as type: DataType) -> Double? {
        if isFloat {
            let values = values(rows)
            if values.isEmpty { return nil }
            var sum = ExactSum()
            sum.add(values)
            return sum.value / Double(values.count)
        }
        return wholeSum(rows).map { Double($0.sum) / Double($0.count) }
    }

    /// Sample standard deviation: squares of the distances from the mean, summed exactly.
    func deviation(_ rows: Buffer<Int32>) -> Double? {
        let values = values(rows)
        guard values.count > 1, let mean = mean(rows, as: .float) else { return nil }
        var sum = ExactSum()
        sum.add(values.map { ($0 - mean) * ($0 - mean) })
        return (sum.value / Double(values.count - 1)).squareRoot()
    }

    /// Type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996); NaN sorts after all numbers.
    func quantile(_ rows: Buffer<Int32>, _ share: Double) -> Double? {
        var values = values(rows)
        guard !values.isEmpty, share >= 0, share <= 1 else { return nil }
        let place = share * Double(values.count - 1)
        let below = Int(place.rounded(.down))
        let rest = place - Double(below)
        let numbers = values.partition { $0.isNaN }
        guard below < numbers else { return .nan }
        values[..<numbers].select(below)
        let low = values[below]
        let high = below + 1 < numbers ? values[(below + 1)..<numbers].min() ?? low : below + 1 < values.count ? .nan : low
        return rest == 0 || low == high ? low : low + (high - low) * rest
    }
}

extension ArraySlice<Double> {
    /// Puts the value that sorting would put at `place` there, nothing greater before it and nothing less behind: Hoare's
    /// selection, in linear time but for unlucky orders, which are sorted. Without NaN.
    fileprivate mutating func select(_ place: Int) {
        var (low, high) = (startIndex, endIndex - 1)
        var rounds = 4 * (Int.bitWidth - count.leadingZeroBitCount)
        while low < high {
            rounds -= 1
            if rounds < 0 { return self[low...high].sort() }
            let (a, b, c) = (self[low], self[low + (high - low) / 2], self[high])
            let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
            var (left, right) = (low, high)
            while left <= right {
                while self[left] < pivot { left += 1 }
                while self[right] > pivot { right -= 1 }
                if left > right { break }
                swapAt(left, right)
                left += 1
                right -= 1
            }
            if place <= right { high = right } else if place >= left { low = left } else { return }
        }
    }
}
