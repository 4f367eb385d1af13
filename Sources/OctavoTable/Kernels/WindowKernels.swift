import OctavoSource

/// Window functions over groups of rows, in row order: one value a row, over all chunks at once.
enum WindowKernels {
    static func run(
        _ function: WindowFunction, argument: [Column], type: DataType, grouping: Grouping
    ) throws -> Column {
        let count = grouping.ids.reduce(0) { $0 + $1.count }
        let (rows, starts) = grouping.ordered()
        switch function {
        case .rowNumber:
            var numbers = [Int64](repeating: 0, count: count)
            for group in 0..<grouping.count {
                for index in starts[group]..<starts[group + 1] { numbers[Int(rows[index])] = Int64(index - starts[group] + 1) }
            }
            return Column(type: .int, count: count, storage: .integers(Buffer(numbers)))
        case .lag(let distance): return try shifted(argument, by: distance, type, rows, starts, count)
        case .lead(let distance): return try shifted(argument, by: distance == .min ? .max : -distance, type, rows, starts, count)
        case .cumulativeSum: return try cumulativeSum(argument, type, rows, starts, count)
        case .rank: return try ranks(argument, rows, starts, count)
        }
    }

    private static func shifted(
        _ argument: [Column], by distance: Int, _ type: DataType, _ rows: Buffer<Int32>, _ starts: [Int], _ count: Int
    ) throws -> Column {
        var sources = [Int32](repeating: -1, count: count)
        for group in 0..<max(starts.count - 1, 0) {
            let range = starts[group]..<starts[group + 1]
            for index in range {
                let (source, isOver) = index.subtractingReportingOverflow(distance)
                if !isOver, range.contains(source) { sources[Int(rows[index])] = rows[source] }
            }
        }
        return try Column.concatenated(argument, type: type).gathered(Buffer(sources), mayBeMissing: true)
    }

    /// A null row gives null and adds nothing. Throws a `RowFailure` where an int total does not fit.
    private static func cumulativeSum(
        _ argument: [Column], _ type: DataType, _ rows: Buffer<Int32>, _ starts: [Int], _ count: Int
    ) throws -> Column {
        let column = try Column.concatenated(argument, type: argument.first?.type ?? .null)
        switch column.storage {
        case .integers(let values):
            var sums = [Int64](repeating: 0, count: count)
            for group in 0..<max(starts.count - 1, 0) {
                var sum: Int64 = 0
                for index in starts[group]..<starts[group + 1] {
                    let row = Int(rows[index])
                    if column.isNull(row) { continue }
                    let (next, isOver) = sum.addingReportingOverflow(values[row])
                    if isOver {
                        throw RowFailure(row: row, diagnostic: ArithmeticKernels.overflow("\(sum) + \(values[row])", type))
                    }
                    sum = next
                    sums[row] = sum
                }
            }
            return Column(type: type, count: count, validity: column.validity, storage: .integers(Buffer(sums)))
        case .floats(let values):
            var sums = [Double](repeating: 0, count: count)
            for group in 0..<max(starts.count - 1, 0) {
                var sum = ExactSum()
                for index in starts[group]..<starts[group + 1] {
                    let row = Int(rows[index])
                    if column.isNull(row) { continue }
                    sum.add(values[row])
                    sums[row] = sum.value
                }
            }
            return Column(type: type, count: count, validity: column.validity, storage: .floats(Buffer(sums)))
        case .bools:
            let truth = column.truth
            let whole = Column(
                type: .int, count: count, validity: column.validity,
                storage: .integers(Buffer((0..<count).map { truth[$0] ? 1 : 0 })))
            return try cumulativeSum([whole], type, rows, starts, count)
        default: return .nulls(type, count: count)
        }
    }

    private static func ranks(_ argument: [Column], _ rows: Buffer<Int32>, _ starts: [Int], _ count: Int) throws -> Column {
        let codes = try SortKernels.codes(argument)
        let valid = Bitmap.concatenated(argument.map(\.valid))
        let order = try SortKernels.order([(codes, false)], count: count)
        var group = [Int32](repeating: 0, count: count)
        for number in 0..<max(starts.count - 1, 0) {
            for index in starts[number]..<starts[number + 1] { group[Int(rows[index])] = Int32(number) }
        }
        // Rows come in order of value; each group keeps the place and value of its last row.
        var placed = [Int64](repeating: 0, count: starts.count)
        var last = [Int32](repeating: -1, count: starts.count)
        var ranks = [Int64](repeating: 0, count: count)
        for index in 0..<count where valid[Int(order[index])] {
            let row = Int(order[index])
            let number = Int(group[row])
            placed[number] += 1
            let before = Int(last[number])
            let isEqual =
                before >= 0 && codes.codes[before] == codes.codes[row]
                && (codes.ranks.map { $0[before] == $0[row] } ?? true)
            ranks[row] = isEqual ? ranks[before] : placed[number]
            last[number] = Int32(row)
        }
        return Column(
            type: .int, count: count, validity: valid.isAllSet ? nil : valid, storage: .integers(Buffer(ranks)))
    }
}
