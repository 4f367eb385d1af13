import OctavoSource
import OctavoTable

/// All rows of a split that is decided by all of them: a hash and a value each.
struct SplitRows {
    private let hashes: [UInt64]
    private let values: [Datum]
    private let bounds: [Double]
    private let range: SourceRange

    init(_ table: Table, hash: Int, value: Int, bounds: [Double], range: SourceRange) {
        hashes = table.values(hash).map { if case .int(let number) = $0 { UInt64(bitPattern: number) } else { 0 } }
        values = table.values(value)
        self.bounds = bounds
        self.range = range
    }

    private var shares: [Double] { bounds.indices.map { $0 == 0 ? bounds[0] : bounds[$0] - bounds[$0 - 1] } }

    /// Rows in order of their hashes, those of one hash in their own order.
    private func ranked(_ rows: [Int]) -> [Int] { rows.sorted { (hashes[$0], $0) < (hashes[$1], $1) } }

    // MARK: - Classes

    /// Each class's rows have the parts' shares exact to a row, and the whole table too.
    func stratified() -> [UInt8] {
        var result = [UInt8](repeating: 0, count: values.count)
        var quotas = SplitQuotas(shares)
        for rows in classes() {
            var rest = ranked(rows)[...]
            for (part, count) in quotas.counts(of: rows.count).enumerated() {
                for row in rest.prefix(count) { result[row] = UInt8(part) }
                rest = rest.dropFirst(count)
            }
        }
        return result
    }

    /// The rows of each class, classes in an order that does not depend on that of the rows.
    private func classes() -> [[Int]] {
        var rows: [Datum: [Int]] = [:]
        for (row, value) in values.enumerated() { rows[value, default: []].append(row) }
        return rows.sorted {
            ($0.value.count, CanonicalHash.hash($0.key)) < ($1.value.count, CanonicalHash.hash($1.key))
        }.map(\.value)
    }

    // MARK: - Groups

    /// Large groups first, each to the part that is then nearest to its shares of the classes.
    func stratifiedGroups() -> [UInt8] {
        var numbers: [Datum: Int] = [:]
        var labels: [Int] = []
        for value in values {
            let label = numbers[value] ?? numbers.count
            numbers[value] = label
            labels.append(label)
        }
        var totals = [Double](repeating: 0, count: numbers.count)
        for label in labels { totals[label] += 1 }
        var groups: [UInt64: [Int]] = [:]
        for (row, hash) in hashes.enumerated() { groups[hash, default: []].append(row) }
        let shares = shares
        var held = shares.map { _ in [Double](repeating: 0, count: numbers.count) }
        var result = [UInt8](repeating: 0, count: values.count)
        for (_, rows) in groups.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
            var own: [Int: Double] = [:]
            for row in rows { own[labels[row], default: 0] += 1 }
            let counts = own.sorted { $0.key < $1.key }
            // How much farther from its shares each part would be: (held + own − wanted)² − (held − wanted)², by class.
            let costs = shares.indices.map { part in
                counts.reduce(0.0) { sum, one in
                    let missing = shares[part] * totals[one.key] - held[part][one.key]
                    return sum + one.value * (one.value - 2 * missing) / (totals[one.key] * shares[part])
                }
            }
            let part = costs.indices.min { costs[$0] < costs[$1] } ?? 0
            for (label, count) in counts { held[part][label] += count }
            for row in rows { result[row] = UInt8(part) }
        }
        return result
    }

    // MARK: - Time

    /// The earliest rows to the first part. A part ends where a time does, at the end nearest to its share.
    func byTime() throws -> [UInt8] {
        var times: [(time: Double, row: Int)] = []
        for (row, value) in values.enumerated() {
            switch value {
            case .time(let number), .date(let number), .int(let number), .duration(let number):
                times.append((Double(number), row))
            case .float(let number) where !number.isNaN: times.append((number, row))
            default: break
            }
        }
        let missing = values.count - times.count
        guard missing == 0 else {
            throw Diagnostic(
                "missing-time",
                "\(Quantity.of(missing, "row")) of \(values.count) \(missing == 1 ? "has" : "have") no time to part by",
                at: range, help: ["leave such rows out before: `filter(.time != null)`"])
        }
        times.sort { ($0.time, $0.row) < ($1.time, $1.row) }
        var result = [UInt8](repeating: 0, count: values.count)
        var start = 0
        for (part, bound) in bounds.enumerated() {
            var end = part == bounds.count - 1 ? times.count : Int((bound * Double(times.count)).rounded())
            if end > start, end < times.count, times[end - 1].time == times[end].time {
                var (low, high) = (end, end)
                while low > start, times[low - 1].time == times[end].time { low -= 1 }
                while high < times.count, times[high].time == times[end].time { high += 1 }
                end = low > start && end - low <= high - end ? low : high
            }
            for place in start..<max(end, start) { result[times[place].row] = UInt8(part) }
            start = max(end, start)
        }
        return result
    }
}

/// Whole numbers of rows for shares, class by class: within a class each part's number is its share rounded down or up, and what
/// rounding leaves over goes where most is missing so far, so that the whole table's shares are met too.
struct SplitQuotas {
    private let shares: [Double]
    private var wanted: [Double]
    private var given: [Double]

    init(_ shares: [Double]) {
        self.shares = shares
        wanted = shares.map { _ in 0 }
        given = wanted
    }

    mutating func counts(of rows: Int) -> [Int] {
        let exact = shares.map { $0 * Double(rows) }
        // A share such as 0.1 of 30 rows is 3, not the 2.9999999999999996 that comes of adding up.
        var counts = exact.map { Int(($0 + 1e-6).rounded(.down)) }
        let left = max(rows - counts.reduce(0, +), 0)
        for part in shares.indices { wanted[part] += exact[part] }
        let open = shares.indices.filter { exact[$0] - Double(counts[$0]) > 1e-6 }
        let missing = shares.indices.map { wanted[$0] - given[$0] - Double(counts[$0]) }
        let first = (open + shares.indices.filter { !open.contains($0) }).prefix(max(open.count, left))
        for part in first.sorted(by: { (missing[$1], $0) < (missing[$0], $1) }).prefix(left) { counts[part] += 1 }
        for part in shares.indices { given[part] += Double(counts[part]) }
        return counts
    }
}
