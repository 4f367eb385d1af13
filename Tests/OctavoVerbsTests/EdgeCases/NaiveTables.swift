import OctavoTable

/// What verbs should give, row by row and written to be read.
enum Naive {
    typealias Rows = [SmallRow]

    /// Numbers, then null; texts by code point.
    static func isBefore(_ a: Datum, _ b: Datum) -> Bool {
        switch (a, b) {
        case (.null, _): false
        case (_, .null): true
        case (.int(let one), .int(let two)): one < two
        case (.float(let one), .float(let two)): one < two
        case (.bool(let one), .bool(let two)): !one && two
        case (.text(let one), .text(let two)): one.unicodeScalars.lexicographicallyPrecedes(two.unicodeScalars)
        default: false
        }
    }

    /// Stable, nulls last in both directions.
    static func sorted(_ rows: Rows, _ key: KeyPath<SmallRow, Datum>, descending: Bool = false) -> Rows {
        var result: Rows = []
        for row in rows {
            let place = result.firstIndex { other in
                let (one, two) = (row[keyPath: key], other[keyPath: key])
                if one.isNull || two.isNull { return two.isNull && !one.isNull }
                return descending ? isBefore(two, one) : isBefore(one, two)
            }
            result.insert(row, at: place ?? result.count)
        }
        return result
    }

    /// Groups by first appearance.
    static func groups(_ rows: Rows, _ key: (SmallRow) -> Datum) -> [(key: Datum, rows: Rows)] {
        var groups: [(key: Datum, rows: Rows)] = []
        for row in rows {
            if let place = groups.firstIndex(where: { $0.key == key(row) }) {
                groups[place].rows.append(row)
            } else {
                groups.append((key(row), [row]))
            }
        }
        return groups
    }

    static func distinct(_ values: [Datum]) -> [Datum] {
        values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    // MARK: - Aggregates

    static func present(_ rows: Rows, _ key: KeyPath<SmallRow, Datum>) -> [Datum] {
        rows.map { $0[keyPath: key] }.filter { !$0.isNull }
    }

    static func ints(_ rows: Rows) -> [Int64] {
        present(rows, \.n).compactMap { if case .int(let number) = $0 { number } else { nil } }
    }

    static func sum(_ rows: Rows) -> Datum { .int(ints(rows).reduce(0, +)) }

    static func mean(_ rows: Rows) -> Datum {
        let values = ints(rows)
        return values.isEmpty ? .null : .float(Double(values.reduce(0, +)) / Double(values.count))
    }

    static func least(_ rows: Rows, _ key: KeyPath<SmallRow, Datum>) -> Datum {
        present(rows, key).reduce(.null) { $0.isNull || isBefore($1, $0) ? $1 : $0 }
    }

    static func greatest(_ rows: Rows, _ key: KeyPath<SmallRow, Datum>) -> Datum {
        present(rows, key).reduce(.null) { $0.isNull || isBefore($0, $1) ? $1 : $0 }
    }

    static func quantile(_ rows: Rows, _ share: Double) -> Datum {
        let values = ints(rows).sorted().map { Double($0) }
        guard let last = values.last else { return .null }
        let place = share * Double(values.count - 1)
        let below = Int(place)
        if below + 1 >= values.count { return .float(last) }
        return .float(values[below] + (place - Double(below)) * (values[below + 1] - values[below]))
    }

    static func std(_ rows: Rows) -> Datum {
        let values = ints(rows).map { Double($0) }
        guard values.count > 1 else { return .null }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return .float((squares / Double(values.count - 1)).squareRoot())
    }

    static func mode(_ rows: Rows, _ key: KeyPath<SmallRow, Datum>) -> Datum {
        let values = present(rows, key)
        var best: (value: Datum, count: Int) = (.null, 0)
        for value in distinct(values) {
            let count = values.filter { $0 == value }.count
            if count > best.count { best = (value, count) }
        }
        return best.value
    }

    static func truths(_ rows: Rows) -> [Bool] {
        present(rows, \.b).map { $0 == .bool(true) }
    }

    /// Each aggregate by the program that asks for it.
    static let aggregates: [(program: String, value: @Sendable (Rows) -> Datum)] = [
        ("count()", { .int(Int64($0.count)) }), ("sum(.n)", { sum($0) }), ("mean(.n)", { mean($0) }),
        ("median(.n)", { quantile($0, 0.5) }), ("quantile(.n, 0.3)", { quantile($0, 0.3) }),
        ("quantile(.n, 100%)", { quantile($0, 1) }), ("min(.n)", { least($0, \.n) }), ("max(.n)", { greatest($0, \.n) }),
        ("min(.k)", { least($0, \.k) }), ("max(.f)", { greatest($0, \.f) }), ("max(.b)", { greatest($0, \.b) }),
        ("std(.n)", { std($0) }), ("first(.k)", { present($0, \.k).first ?? .null }),
        ("last(.n)", { present($0, \.n).last ?? .null }),
        ("distinct_count(.k)", { .int(Int64(distinct(present($0, \.k)).count)) }),
        ("distinct_count(.n)", { .int(Int64(distinct(present($0, \.n)).count)) }),
        ("collect(.n)", { .list(present($0, \.n)) }), ("collect(.l)", { .list(present($0, \.l)) }),
        ("mode(.n)", { mode($0, \.n) }), ("mode(.k)", { mode($0, \.k) }), ("any(.b)", { .bool(truths($0).contains(true)) }),
        ("all(.b)", { .bool(!truths($0).contains(false)) }),
        (
            "mean(.b)",
            { rows in
                let values = truths(rows)
                return values.isEmpty ? .null : .float(Double(values.filter { $0 }.count) / Double(values.count))
            }
        ),
        ("any(.n > 0)", { rows in .bool(ints(rows).contains { $0 > 0 }) }),
        ("sum(if .n > 0 then .n else 0)", { rows in .int(ints(rows).filter { $0 > 0 }.reduce(0, +)) }),
    ]

    // MARK: - Windows

    /// Each window by the program that asks for it: a value a row of one group.
    static let windows: [(program: String, values: @Sendable (Rows) -> [Datum])] = [
        ("row_number(", { rows in rows.indices.map { .int(Int64($0) + 1) } }),
        ("lag(.n, 1", { shifted($0, 1) }), ("lag(.n, 2", { shifted($0, 2) }), ("lead(.n, 1", { shifted($0, -1) }),
        ("lag(.k, 3", { rows in rows.indices.map { $0 < 3 ? .null : rows[$0 - 3].k } }),
        (
            "cumulative_sum(.n",
            { rows in
                rows.indices.map { rows[$0].n.isNull ? .null : .int(ints(Array(rows[...$0])).reduce(0, +)) }
            }
        ),
        ("rank(.n", { ranks($0, \.n) }), ("rank(.k", { ranks($0, \.k) }), ("rank(.f", { ranks($0, \.f) }),
    ]

    private static func shifted(_ rows: Rows, _ distance: Int) -> [Datum] {
        rows.indices.map { rows.indices.contains($0 - distance) ? rows[$0 - distance].n : .null }
    }

    private static func ranks(_ rows: Rows, _ key: KeyPath<SmallRow, Datum>) -> [Datum] {
        rows.map { row in
            let own = row[keyPath: key]
            return own.isNull ? .null : .int(Int64(present(rows, key).filter { isBefore($0, own) }.count) + 1)
        }
    }

    // MARK: - Joins

    /// `other` has the keys of the rows in `from`, with their `i` as `o`.
    static func joined(_ rows: Rows, _ kind: String, _ others: Rows) -> [[Datum]] {
        func matches(_ key: Datum) -> Rows { key.isNull ? [] : others.filter { $0.k == key } }
        switch kind {
        case "semi": return rows.filter { !matches($0.k).isEmpty }.map { [$0.i, $0.k] }
        case "anti": return rows.filter { matches($0.k).isEmpty }.map { [$0.i, $0.k] }
        default:
            var result = rows.flatMap { row -> [[Datum]] in
                let found = matches(row.k)
                if found.isEmpty { return kind == "inner" ? [] : [[row.i, row.k, .null]] }
                return found.map { [row.i, row.k, $0.i] }
            }
            if kind == "full" {
                result += others.filter { other in other.k.isNull || !rows.contains { $0.k == other.k } }.map {
                    [.null, $0.k, $0.i]
                }
            }
            return result
        }
    }
}
