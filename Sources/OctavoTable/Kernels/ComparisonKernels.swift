import CKernels

/// `== != < <= > >=` and `in` over whole chunks: always true or false, never null.
enum ComparisonKernels {
    static func run(_ relation: ComparisonOperator, _ left: Operand, _ right: Operand, count: Int) throws -> Bitmap {
        if left.isConstantNull || right.isConstantNull {
            switch relation {
            case .equal, .notEqual:
                let other = left.isConstantNull ? right : left
                let bits = try other.isConstantNull ? Bitmap(repeating: true, count: count) : nulls(other, count: count)
                return relation == .equal ? bits : bits.flipped
            default: return Bitmap(repeating: false, count: count)
            }
        }
        if left.isConstant, !right.isConstant { return try run(relation.mirrored, right, left, count: count) }
        if left.isConstant {
            return try run(relation, .column(left.column(count: count)), right, count: count)
        }
        let raw = try values(relation, left, right, count: count)
        guard let both = Column.bothValid(left.validity, right.validity) else { return raw }
        switch relation {
        case .equal, .notEqual:
            let equal = (relation == .equal ? raw : raw.flipped).and(both)
            let bothNull = try nulls(left, count: count).and(nulls(right, count: count))
            let result = equal.or(bothNull)
            return relation == .equal ? result : result.flipped
        default: return raw.and(both)
        }
    }

    private static func nulls(_ operand: Operand, count: Int) throws -> Bitmap {
        switch operand {
        case .column(let column): column.valid.flipped
        case .constant(let value, _): Bitmap(repeating: value.isNull, count: count)
        }
    }

    /// Ignores nulls: their bits mean nothing.
    private static func values(_ relation: ComparisonOperator, _ left: Operand, _ right: Operand, count: Int) throws -> Bitmap {
        switch (left.type, right.type) {
        case (.float, .float):
            if let a = left.floats, let b = right.floats {
                let shape: Int32 = right.isConstant ? 1 : 0
                return unsafe bits(count) { unsafe octavo_compare_f64(relation.code, shape, a.pointer, b.pointer, $0, count) }
            }
        case (.int, .float):
            if let a = left.integers, let b = right.floats {
                return unsafe orders(relation, count) {
                    unsafe octavo_order_mixed(a.pointer, 1, b.pointer, right.step, $0, count)
                }
            }
        case (.float, .int):
            if let a = left.floats, let b = right.integers {
                return unsafe orders(relation.mirrored, count) {
                    unsafe octavo_order_mixed(b.pointer, right.step, a.pointer, 1, $0, count)
                }
            }
        case (.text, .text):
            if case .column(let column) = left { return try texts(relation, column, right, count: count) }
        case (.bool, .bool):
            let (a, b) = (try left.column(count: count).truth, try right.column(count: count).truth)
            switch relation {
            case .equal: return a.subtracting(b).or(b.subtracting(a)).flipped
            case .notEqual: return a.subtracting(b).or(b.subtracting(a))
            case .less: return b.subtracting(a)
            case .lessOrEqual: return a.subtracting(b).flipped
            case .greater: return a.subtracting(b)
            case .greaterOrEqual: return b.subtracting(a).flipped
            }
        default:
            if left.type == right.type, let a = left.integers, let b = right.integers {
                let shape: Int32 = right.isConstant ? 1 : 0
                return unsafe bits(count) { unsafe octavo_compare_i64(relation.code, shape, a.pointer, b.pointer, $0, count) }
            }
        }
        let (a, b) = (try left.column(count: count), try right.column(count: count))
        return Bitmap(count: count) { row in
            switch relation {
            case .equal: a[row] == b[row]
            case .notEqual: a[row] != b[row]
            case .less: DatumOrder.compare(a[row], b[row]) == -1
            case .lessOrEqual: (DatumOrder.compare(a[row], b[row]) ?? 1) <= 0
            case .greater: DatumOrder.compare(a[row], b[row]) == 1
            case .greaterOrEqual: (DatumOrder.compare(a[row], b[row]) ?? -1) >= 0
            }
        }
    }

    private static func texts(_ relation: ComparisonOperator, _ left: Column, _ right: Operand, count: Int) throws -> Bitmap {
        if case .constant(.text(let text), _) = right {
            let other = TextBuffer([text])
            if case .dictionary(let codes, let values) = left.storage, values.count <= count {
                return texts(relation, values, other, rightStep: 0, count: values.count).gathered(codes)
            }
            return texts(relation, try left.plainTexts(), other, rightStep: 0, count: count)
        }
        let other = try right.column(count: count)
        if relation == .equal || relation == .notEqual, case .dictionary(let a, let one) = left.storage,
            case .dictionary(let b, let two) = other.storage, one.isSame(as: two)
        {
            // Distinct values have distinct codes.
            return Bitmap(count: count) { (a[$0] == b[$0]) == (relation == .equal) }
        }
        return texts(relation, try left.plainTexts(), try other.plainTexts(), rightStep: 1, count: count)
    }

    private static func texts(
        _ relation: ComparisonOperator, _ left: TextBuffer, _ right: TextBuffer, rightStep: Int32, count: Int
    ) -> Bitmap {
        if rightStep == 0, relation == .equal || relation == .notEqual {
            // `left` has a text a row and `right` one.
            let equal = unsafe bits(count) {
                unsafe octavo_equal_text(
                    left.offsets.pointer, left.bytes.pointer, right.bytes.pointer, right.byteCount, $0, count)
            }
            return relation == .equal ? equal : equal.flipped
        }
        return unsafe orders(relation, count) {
            unsafe octavo_order_texts(
                left.offsets.pointer, left.bytes.pointer, 1, right.offsets.pointer, right.bytes.pointer, rightStep, $0, count)
        }
    }

    private static func bits(_ count: Int, _ fill: (UnsafeMutablePointer<UInt64>?) -> Void) -> Bitmap {
        // `fill` writes one word for every 64 rows.
        Bitmap(words: unsafe Buffer(count: (count + 63) / 64) { unsafe fill($0.baseAddress) }, count: count)
    }

    private static func orders(_ relation: ComparisonOperator, _ count: Int, _ fill: (UnsafeMutablePointer<Int8>?) -> Void)
        -> Bitmap
    {
        // `fill` writes one order a row.
        let orders = unsafe Buffer<Int8>(count: count) { unsafe fill($0.baseAddress) }
        return unsafe bits(count) { unsafe octavo_orders_to_bits(relation.code, orders.pointer, $0, count) }
    }
}

extension Operand {
    /// How far one row's value is from the next's.
    var step: Int32 { isConstant ? 0 : 1 }
}

extension ComparisonOperator {
    /// The same with the sides exchanged.
    var mirrored: ComparisonOperator {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }

    var code: Int32 {
        switch self {
        case .equal: 0
        case .notEqual: 1
        case .less: 2
        case .lessOrEqual: 3
        case .greater: 4
        case .greaterOrEqual: 5
        }
    }
}

/// The language's order of single values.
package enum DatumOrder {
    /// -1, 0 or 1; `nil` where neither comes first: null or NaN on a side, or values of different kinds.
    package static func compare(_ left: Datum, _ right: Datum) -> Int? {
        switch (left, right) {
        case (.bool(let a), .bool(let b)): a == b ? 0 : b ? -1 : 1
        case (.int(let a), .int(let b)), (.time(let a), .time(let b)), (.date(let a), .date(let b)),
            (.duration(let a), .duration(let b)):
            a < b ? -1 : a > b ? 1 : 0
        case (.float(let a), .float(let b)): a < b ? -1 : a > b ? 1 : a == b ? 0 : nil
        case (.int(let a), .float(let b)): NumberOrder.compare(a, b)
        case (.float(let a), .int(let b)): NumberOrder.compare(b, a).map { -$0 }
        case (.text(let a), .text(let b)): compare(a, b)
        case (.list(let a), .list(let b)):
            zip(a, b).lazy.map { sort($0, $1) }.first { $0 != 0 } ?? (a.count < b.count ? -1 : a.count > b.count ? 1 : 0)
        case (.record(let a), .record(let b)):
            zip(a, b).lazy.map { sort($0.value, $1.value) }.first { $0 != 0 }
                ?? (a.count < b.count ? -1 : a.count > b.count ? 1 : 0)
        default: nil
        }
    }

    /// A total order for sorting: numbers, then NaN, then null.
    package static func sort(_ left: Datum, _ right: Datum) -> Int {
        if let order = compare(left, right) { return order }
        let (a, b) = (rank(left), rank(right))
        return a < b ? -1 : a > b ? 1 : 0
    }

    private static func rank(_ value: Datum) -> Int {
        switch value {
        case .null: 3
        case .float(let number) where number.isNaN: 2
        default: 1
        }
    }

    private static func compare(_ a: String, _ b: String) -> Int {
        if a.utf8.elementsEqual(b.utf8) { return 0 }
        return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
    }
}
