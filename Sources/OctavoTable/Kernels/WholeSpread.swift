import CKernels

/// How the values of a whole table's column lie, chunk by chunk on several threads: none is copied but those near a quantile.
struct WholeSpread: Sendable {
    private let columns: [Column]
    private let threads: Int
    private let cancellation: Cancellation

    /// `nil` for columns that are neither int nor float.
    init?(_ columns: [Column], threads: Int, _ cancellation: Cancellation) {
        guard let type = columns.first?.type, type == .int || type == .float else { return nil }
        self.columns = columns
        self.threads = threads
        self.cancellation = cancellation
    }

    /// What `body` makes of each of the threads' shares of the columns.
    private func shares<Result: Sendable>(_ body: @Sendable (ArraySlice<Column>) throws -> Result) throws -> [Result] {
        let parts = max(min(threads, columns.count), 1)
        let ranges = (0..<parts).map { columns.count * $0 / parts..<columns.count * ($0 + 1) / parts }
        return try Parallel.map(ranges, threads: threads) { try body(columns[$0]) }
    }

    // MARK: - Deviation

    /// Sample standard deviation: squares of the distances from the mean, summed exactly.
    func deviation() throws -> Double? {
        guard var total = WholeTotal(.mean, columns.first?.type, result: .float) else { return nil }
        let empty = total
        for part in try shares({ columns in
            try columns.reduce(into: empty) {
                try cancellation.check()
                $0.take($1, count: $1.count)
            }
        }) { total.merge(part) }
        guard total.count > 1, case .float(let mean) = try total.column()[0] else { return nil }
        var sum = ExactSum()
        for part in try shares({ columns in
            try columns.reduce(into: ExactSum()) {
                try cancellation.check()
                $0.add(Self.squares($1, mean), valid: $1.validity)
            }
        }) { sum.merge(part) }
        return (sum.value / Double(total.count - 1)).squareRoot()
    }

    private static func squares(_ column: Column, _ mean: Double) -> Buffer<Double> {
        switch column.storage {
        // A place a row on both sides.
        case .floats(let values):
            return unsafe Buffer(count: column.count) {
                unsafe octavo_squares_f64(values.pointer, mean, $0.baseAddress, column.count)
            }
        case .integers(let values):
            return unsafe Buffer(count: column.count) {
                unsafe octavo_squares_i64(values.pointer, mean, $0.baseAddress, column.count)
            }
        default: return Buffer(repeating: 0, count: column.count)
        }
    }

    // MARK: - Quantiles

    /// Values within a range that are few enough to be sorted.
    private static let fewValues = 1 << 16
    /// Ranges that a range is parted into, as bits.
    private static let bits = 16

    /// Type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996); NaN sorts after all numbers.
    func quantile(_ share: Double) throws -> Double? {
        var range = octavo_code_range(least: .max, greatest: 0, numbers: 0, nans: 0)
        let empty = range
        for part in try shares({ columns in try columns.reduce(into: empty) { try self.extend(&$0, by: $1) } }) {
            range.least = min(range.least, part.least)
            range.greatest = max(range.greatest, part.greatest)
            range.numbers += part.numbers
            range.nans += part.nans
        }
        let count = range.numbers + range.nans
        guard count > 0, share >= 0, share <= 1 else { return nil }
        let place = share * Double(count - 1)
        let below = Int(place.rounded(.down))
        let rest = place - Double(below)
        guard below < range.numbers else { return .nan }
        let low = try value(at: below, in: range)
        if rest == 0 || below + 1 == count { return low }
        if below + 1 == range.numbers { return .nan }
        let high = try value(at: below + 1, in: range)
        return low == high ? low : low + (high - low) * rest
    }

    private func extend(_ range: inout octavo_code_range, by column: Column) throws {
        try cancellation.check()
        let valid = column.validity?.aligned.words
        switch column.storage {
        // A value and a bit a row.
        case .floats(let values): unsafe octavo_codes_range_f64(values.pointer, valid?.pointer, column.count, &range)
        case .integers(let values): unsafe octavo_codes_range_i64(values.pointer, valid?.pointer, column.count, &range)
        default: break
        }
    }

    /// The number that sorting would put at `rank`.
    private func value(at rank: Int, in range: octavo_code_range) throws -> Double {
        var (rank, count, least, greatest) = (rank, range.numbers, range.least, range.greatest)
        while count > Self.fewValues, least < greatest {
            let width = UInt64.bitWidth - (greatest - least).leadingZeroBitCount
            let shift = max(width - Self.bits, 0)
            let (first, last) = (least, greatest)
            let parts = try shares { columns in
                var counts = [Int64](repeating: 0, count: 1 << Self.bits)
                for column in columns {
                    try cancellation.check()
                    let valid = column.validity?.aligned.words
                    switch column.storage {
                    // Distances shifted are below the counts' number.
                    case .floats(let values):
                        unsafe octavo_codes_count_f64(
                            values.pointer, valid?.pointer, column.count, first, last, Int32(shift), &counts)
                    case .integers(let values):
                        unsafe octavo_codes_count_i64(
                            values.pointer, valid?.pointer, column.count, first, last, Int32(shift), &counts)
                    default: break
                    }
                }
                return counts
            }
            for place in 0..<1 << Self.bits {
                let own = parts.reduce(0) { $0 + Int($1[place]) }
                if rank < own {
                    count = own
                    least = first + UInt64(place) << UInt64(shift)
                    greatest = min(least + (1 << UInt64(shift) - 1), last)
                    break
                }
                rank -= own
            }
        }
        let (first, last, room) = (least, greatest, least < greatest ? count : 1)
        var values = try shares { columns in
            try unsafe [Double](unsafeUninitializedCapacity: room) { target, filled in
                filled = 0
                for column in columns where filled < room {
                    try cancellation.check()
                    guard let start = unsafe target.baseAddress.map({ unsafe $0 + filled }) else { return }
                    let valid = column.validity?.aligned.words
                    switch column.storage {
                    // There is room for all that are in the range, or for the one that is wanted of equals.
                    case .floats(let values):
                        filled += unsafe octavo_codes_pick_f64(
                            values.pointer, valid?.pointer, column.count, first, last, start, room - filled)
                    case .integers(let values):
                        filled += unsafe octavo_codes_pick_i64(
                            values.pointer, valid?.pointer, column.count, first, last, start, room - filled)
                    default: break
                    }
                }
            }
        }.flatMap { $0 }
        values.sort()
        return values[least < greatest ? rank : 0]
    }
}
