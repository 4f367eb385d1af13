import OctavoSource
import OctavoTable

/// Plans run row by row, written to be read rather than fast: what the engine's results are compared with.
enum Reference {
    typealias Row = [String: Datum]

    static func run(_ plan: Plan) throws -> [Row] {
        switch plan.node {
        case .table(let table):
            return (0..<table.count).map { row in
                Dictionary(uniqueKeysWithValues: table.record(row).map { ($0.name, $0.value) })
            }
        case .scan: return []
        case .filter(let input, let condition):
            let rows = try run(input)
            return try rows.filter { try value(condition, $0, rows) == .bool(true) }
        case .derive(let input, let columns):
            var rows = try run(input)
            for column in columns {
                let before = rows
                for index in rows.indices { rows[index][column.name] = try value(column.expression, before[index], before) }
            }
            return rows
        case .select(let input, let columns):
            let rows = try run(input)
            return try rows.map { row in
                Dictionary(uniqueKeysWithValues: try columns.map { ($0.name, try value($0.expression, row, rows)) })
            }
        case .slice(let input, let from, let count):
            let rows = try run(input).dropFirst(from)
            return Array(count.map { rows.prefix($0) } ?? rows)
        case .tail(let input, let count): return Array(try run(input).suffix(count))
        case .sort(let input, let keys):
            let rows = try run(input)
            let order = try rows.indices.sorted { left, right in
                for key in keys {
                    let a = try value(key.expression, rows[left], rows)
                    let b = try value(key.expression, rows[right], rows)
                    let (one, two) = (kind(a), kind(b))
                    if one != two { return one < two }
                    let order = one == 0 ? DatumOrder.sort(a, b) : 0
                    if order != 0 { return key.isDescending ? order > 0 : order < 0 }
                }
                return left < right
            }
            return order.map { rows[$0] }
        case .distinct(let input, let keys):
            let rows = try run(input)
            var seen: [[Datum]] = []
            return try rows.filter { row in
                let key =
                    keys.isEmpty
                    ? input.schema.names.map { row[$0] ?? .null } : try keys.map { try value($0.expression, row, rows) }
                if seen.contains(key) { return false }
                seen.append(key)
                return true
            }
        case .summarize(let input, let by, let aggregates):
            let rows = try run(input)
            var groups: [(key: [Datum], rows: [Row])] = by.isEmpty ? [([], [])] : []
            for row in rows {
                let key = try by.map { try value($0.expression, row, rows) }
                if let place = groups.firstIndex(where: { $0.key == key }) {
                    groups[place].rows.append(row)
                } else {
                    groups.append((key, [row]))
                }
            }
            return try groups.map { group in
                var result = Row(uniqueKeysWithValues: zip(by.map(\.name), group.key).map { ($0, $1) })
                for aggregate in aggregates {
                    result[aggregate.name] = try value(aggregate.expression, group.rows.first ?? [:], group.rows)
                }
                return result
            }
        case .join(let left, let right, let join): return try joined(run(left), run(right), join, left, right)
        case .union(let inputs):
            return try inputs.flatMap { try run($0) }.map { row in
                Dictionary(
                    uniqueKeysWithValues: plan.schema.fields.map { field in
                        (field.name, Column(field.type, [row[field.name] ?? .null])[0])
                    })
            }
        case .explode(let input, let name):
            return try run(input).flatMap { row -> [Row] in
                guard case .list(let items) = row[name], !items.isEmpty else { return [row.merging([name: .null]) { $1 }] }
                return items.map { item in row.merging([name: item]) { $1 } }
            }
        case .sample, .pass, .wholeTable: return []
        }
    }

    private static func kind(_ value: Datum) -> Int {
        switch value {
        case .null: 2
        case .float(let number) where number.isNaN: 1
        default: 0
        }
    }

    private static func joined(_ left: [Row], _ right: [Row], _ join: Join, _ leftPlan: Plan, _ rightPlan: Plan) throws -> [Row] {
        var result: [Row] = []
        var used = Set<Int>()
        for row in left {
            let keys = try join.left.map { try value($0, row, left) }
            let matches = try right.indices.filter { index in
                let other = try join.right.map { try value($0, right[index], right) }
                return keys == other && !keys.contains(.null)
            }
            used.formUnion(matches)
            switch join.kind {
            case .semi: if !matches.isEmpty { result.append(row) }
            case .anti: if matches.isEmpty { result.append(row) }
            default:
                for index in matches {
                    result.append(row.merging(join.taken.map { ($0.name, right[index][$0.column] ?? .null) }) { $1 })
                }
                if matches.isEmpty, join.kind != .inner {
                    result.append(row.merging(join.taken.map { ($0.name, .null) }) { $1 })
                }
            }
        }
        if join.kind == .full {
            for index in right.indices where !used.contains(index) {
                var row = Row(uniqueKeysWithValues: leftPlan.schema.names.map { ($0, Datum.null) })
                for (column, from) in join.filled { row[column] = right[index][from] }
                for (column, name) in join.taken { row[name] = right[index][column] }
                result.append(row)
            }
        }
        return result
    }

    // MARK: - Expressions

    static func value(_ expression: RowExpression, _ row: Row, _ rows: [Row]) throws -> Datum {
        func get(_ inner: RowExpression) throws -> Datum { try value(inner, row, rows) }
        switch expression.kind {
        case .column(let name): return row[name] ?? .null
        case .literal(let value): return value
        case .not(let inner): return .bool(try get(inner) != .bool(true))
        case .and(let a, let b): return .bool(try get(a) == .bool(true) && get(b) == .bool(true))
        case .or(let a, let b): return .bool(try get(a) == .bool(true) || get(b) == .bool(true))
        case .coalesce(let a, let b):
            let first = try get(a)
            return first.isNull ? try get(b) : first
        case .comparison(let relation, let a, let b): return .bool(compare(relation, try get(a), try get(b)))
        case .isIn(let a, let b):
            guard case .list(let items) = try get(b) else { return .bool(false) }
            return .bool(items.contains(try get(a)))
        case .arithmetic(let sign, let a, let b):
            switch (try get(a), try get(b)) {
            case (.int(let x), .int(let y)) where expression.type == .int:
                let (result, isOver) =
                    switch sign {
                    case .add: x.addingReportingOverflow(y)
                    case .subtract: x.subtractingReportingOverflow(y)
                    default: x.multipliedReportingOverflow(by: y)
                    }
                if isOver { throw Diagnostic("overflow", "overflow") }
                return .int(result)
            case (let x, let y):
                guard let one = number(x), let two = number(y) else { return .null }
                switch sign {
                case .add: return .float(one + two)
                case .subtract: return .float(one - two)
                case .multiply: return .float(one * two)
                default: return .float(one / two)
                }
            }
        case .negate(let inner):
            switch try get(inner) {
            case .int(let number): return .int(-number)
            case .float(let number): return .float(-number)
            default: return .null
            }
        case .conditional(let branches, let otherwise):
            for branch in branches where try get(branch.condition) == .bool(true) {
                return widened(try get(branch.value), expression.type)
            }
            return widened(try get(otherwise), expression.type)
        case .attempt(let first, let otherwise): return try (try? get(first)) ?? get(otherwise)
        case .concatenation(let pieces): return .text(try pieces.map { DatumText.plain(try get($0)) }.joined())
        case .list(let items): return .list(try items.map(get))
        case .widen(let inner): return widened(try get(inner), expression.type)
        case .aggregate(let aggregate, let argument, let by):
            let key = try by.map(get)
            let group = try rows.filter { other in try by.map { try value($0, other, rows) } == key }
            return try fold(
                aggregate, try argument.map { argument in try group.map { try value(argument, $0, rows) } }, group.count)
        default: throw Diagnostic("not-in-reference", "the reference does not know \(expression.kind)")
        }
    }

    private static func fold(_ aggregate: Aggregate, _ all: [Datum]?, _ count: Int) throws -> Datum {
        let values = (all ?? []).filter { !$0.isNull }
        switch aggregate {
        case .count: return .int(Int64(count))
        case .first: return values.first ?? .null
        case .last: return values.last ?? .null
        case .distinctCount: return .int(Int64(Set(values).count))
        case .collect: return .list(values)
        case .min: return values.min { DatumOrder.sort($0, $1) < 0 } ?? .null
        case .max: return values.max { DatumOrder.sort($0, $1) < 0 } ?? .null
        case .sum: return .int(values.reduce(0) { if case .int(let number) = $1 { $0 + number } else { $0 } })
        case .mean:
            let total = values.reduce(0.0) { $0 + (number($1) ?? 0) }
            return values.isEmpty ? .null : .float(total / Double(values.count))
        default: throw Diagnostic("not-in-reference", "the reference does not know \(aggregate)")
        }
    }

    private static func widened(_ value: Datum, _ type: DataType) -> Datum {
        if case .int(let number) = value, type == .float { .float(Double(number)) } else { value }
    }

    private static func number(_ value: Datum) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .float(let number): number
        default: nil
        }
    }

    static func compare(_ relation: ComparisonOperator, _ a: Datum, _ b: Datum) -> Bool {
        switch relation {
        case .equal: a == b
        case .notEqual: a != b
        case .less: DatumOrder.compare(a, b) == -1
        case .lessOrEqual: [-1, 0].contains(DatumOrder.compare(a, b))
        case .greater: DatumOrder.compare(a, b) == 1
        case .greaterOrEqual: [1, 0].contains(DatumOrder.compare(a, b))
        }
    }
}
