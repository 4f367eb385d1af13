/// What a file says of the values of some rows of one column.
struct StoredRange {
    /// Bounds of the values that are not null; a text's may be cut. `nil`: nothing is said.
    var least: Datum?
    var largest: Datum?
    var nulls: Int?
    let rows: Int

    /// Whether no value is there.
    var isAllNull: Bool { nulls == rows }
}

/// Finds out, from bounds alone, whether a condition can be true for some row. Says yes when in doubt.
struct RangeFilter {
    /// The bounds of a column; `nil` where the file says nothing.
    let range: (String) -> StoredRange?

    func mayPass(_ condition: RowExpression) -> Bool {
        switch condition.kind {
        case .literal(let value): value == .bool(true)
        case .and(let left, let right): mayPass(left) && mayPass(right)
        case .or(let left, let right): mayPass(left) || mayPass(right)
        case .comparison(let relation, let left, let right): compare(relation, left, right)
        case .isIn(let value, let list): isIn(value, list)
        case .column(let name): range(name).map { $0.largest != .bool(false) && !$0.isAllNull } ?? true
        default: true
        }
    }

    private func compare(_ relation: ComparisonOperator, _ left: RowExpression, _ right: RowExpression) -> Bool {
        if case .literal(let value) = right.kind, let bounds = bounds(left) { return compare(relation, bounds, value) }
        if case .literal(let value) = left.kind, let bounds = bounds(right) { return compare(relation.mirrored, bounds, value) }
        return true
    }

    /// Comparing never gives null: with a null on one side only `!=` is true, and `==` where both are.
    private func compare(_ relation: ComparisonOperator, _ range: StoredRange, _ value: Datum) -> Bool {
        if value.isNull {
            switch relation {
            case .equal: return range.nulls != 0
            case .notEqual: return !range.isAllNull
            default: return false
            }
        }
        if relation == .notEqual { return true }
        if range.isAllNull { return false }
        // What has no order (NaN, values of different types) decides nothing.
        func order(_ bound: Datum?) -> Int? { bound.flatMap { DatumOrder.compare($0, value) } }
        // NaN equals NaN, and bounds leave it out.
        if case .float(let number) = value, number.isNaN { return true }
        let least = order(range.least) ?? -1
        let largest = order(range.largest) ?? 1
        switch relation {
        case .equal: return least <= 0 && largest >= 0
        case .less: return least < 0
        case .lessOrEqual: return least <= 0
        case .greater: return largest > 0
        case .greaterOrEqual: return largest >= 0
        case .notEqual: return true
        }
    }

    private func isIn(_ value: RowExpression, _ list: RowExpression) -> Bool {
        guard let bounds = bounds(value) else { return true }
        switch list.kind {
        case .literal(.list(let items)): return items.contains { compare(.equal, bounds, $0) }
        case .list(let items):
            return items.contains { item in
                guard case .literal(let value) = item.kind else { return true }
                return compare(.equal, bounds, value)
            }
        default: return true
        }
    }

    /// The bounds of a column, or of one whose ints are looked at as floats.
    private func bounds(_ expression: RowExpression) -> StoredRange? {
        switch expression.kind {
        case .column(let name): return range(name)
        case .widen(let inner):
            guard case .column(let name) = inner.kind, inner.type == .int, expression.type == .float, var range = range(name)
            else {
                return nil
            }
            func float(_ bound: Datum?) -> Datum? {
                guard case .int(let number) = bound else { return nil }
                return .float(Double(number))
            }
            range.least = float(range.least)
            range.largest = float(range.largest)
            return range
        default: return nil
        }
    }
}
