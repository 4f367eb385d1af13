import OctavoSource
import OctavoSyntax
import OctavoTable

/// Operators on values at hand. The loops over columns follow the same rules; a test compares the two.
enum Operators {
    struct Places: Sendable {
        let whole: SourceRange
        let sign: SourceRange
        let left: SourceRange
        let right: SourceRange
    }

    /// A bool as it is, null as false; any other type is an error: there is no truthiness.
    static func truth(_ value: Value, at range: SourceRange) throws -> Bool {
        switch value {
        case .bool(let bit): return bit
        case .null, .unknown: return false
        default:
            throw Diagnostic(
                "not-a-condition", "a condition is true or false, and this is \(article(value.kindName))", at: range,
                help: value.kindName == "text" ? ["to ask whether it is empty: `… != \"\"`"] : ["compare it: `… > 0`"])
        }
    }

    static func negated(_ value: Value, at range: SourceRange) throws -> Value {
        switch value {
        case .int(let number):
            guard number != .min else { throw overflow("-(\(number))", at: range) }
            return .int(-number)
        case .float(let number): return .float(-number)
        case .duration(let length):
            guard length != .min else { throw overflow("the duration", at: range) }
            return .duration(-length)
        case .null: return .null
        case .unknown(let type): return .unknown(type)
        default: throw Diagnostic("type-mismatch", "`-` takes a number, not \(value.kindName)", at: range)
        }
    }

    static func binary(_ sign: BinaryOperatorSyntax, _ left: Value, _ right: Value, _ places: Places) throws -> Value {
        if left.isUnknown || right.isUnknown { return try unknown(sign, left, right, places) }
        switch sign {
        case .and:
            let first = try truth(left, at: places.left)
            let second = try truth(right, at: places.right)
            return .bool(first && second)
        case .or:
            let first = try truth(left, at: places.left)
            let second = try truth(right, at: places.right)
            return .bool(first || second)
        case .equal: return .bool(try equal(left, right, places))
        case .notEqual: return .bool(!(try equal(left, right, places)))
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            guard let order = try compare(left, right, places) else { return .bool(false) }
            switch sign {
            case .less: return .bool(order < 0)
            case .lessOrEqual: return .bool(order <= 0)
            case .greater: return .bool(order > 0)
            default: return .bool(order >= 0)
            }
        case .isIn: return .bool(try contains(right, left, places))
        case .isNotIn: return .bool(!(try contains(right, left, places)))
        case .coalesce: return left.isNull ? right : left
        case .range:
            guard case .int(let from) = left, case .int(let to) = right else {
                throw Diagnostic(
                    "type-mismatch", "`..` takes two ints, not \(left.kindName) and \(right.kindName)", at: places.whole)
            }
            return .range(from: from, to: max(from, to))
        case .add, .subtract, .multiply, .divide, .power: return try Arithmetic.apply(sign, left, right, places)
        }
    }

    /// The type of a result that only a run can know.
    private static func unknown(
        _ sign: BinaryOperatorSyntax, _ left: Value, _ right: Value, _ places: Places
    ) throws -> Value {
        if left.holdsFailure || right.holdsFailure { return .unknown(.failed) }
        switch sign {
        case .and, .or, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn, .isNotIn: return .unknown(.bool)
        case .range: return .unknown(.list(.int))
        case .coalesce: return .unknown(joined(left.type, right.type))
        default:
            guard case .data(let one) = left.type, case .data(let two) = right.type else { return .unknown(.any) }
            return .unknown(.data(try Arithmetic.resultType(sign, one, two, places)))
        }
    }

    /// The type of a value that is one of two.
    static func joined(_ left: ValueType, _ right: ValueType) -> ValueType {
        if case .data(let one) = left, case .data(let two) = right, let type = one.unified(with: two) { return .data(type) }
        if case .table(let one) = left, case .table(let two) = right, one == two { return left }
        return .any
    }

    static func equal(_ left: Value, _ right: Value, _ places: Places) throws -> Bool {
        guard let one = left.datum, let two = right.datum else {
            throw Diagnostic(
                "type-mismatch", "cannot compare \(article(left.kindName)) with \(article(right.kindName))", at: places.whole)
        }
        if !one.isNull, !two.isNull, !comparable(one, two) {
            throw TypeMismatch.equality(left.kindName, right.kindName, places)
        }
        return one == two
    }

    private static func comparable(_ left: Datum, _ right: Datum) -> Bool {
        switch (left, right) {
        case (.int, .float), (.float, .int), (.list, .list), (.record, .record): true
        default: left.type == right.type
        }
    }

    private static func contains(_ sequence: Value, _ item: Value, _ places: Places) throws -> Bool {
        if case .range(let from, let to) = sequence {
            guard case .int(let number) = item else { return false }
            return number >= from && number < to
        }
        if case .text = sequence, case .text = item {
            throw Diagnostic(
                "type-mismatch", "`in` looks for an item of a list, not for text in text", at: places.sign,
                help: ["`contains(\(places.right.text), \(places.left.text))` looks for text in text"],
                fix: .replace(places.whole, with: "contains(\(places.right.text), \(places.left.text))"))
        }
        guard case .list(let items)? = sequence.datum, let wanted = item.datum else {
            throw Diagnostic("type-mismatch", "`in` takes a list on its right, not \(sequence.kindName)", at: places.right)
        }
        return items.contains(wanted)
    }

    /// -1, 0, 1; `nil` where null or NaN takes part.
    static func compare(_ left: Value, _ right: Value, _ places: Places) throws -> Int? {
        func order<T: Comparable>(_ one: T, _ two: T) -> Int { one < two ? -1 : one > two ? 1 : 0 }
        switch (left, right) {
        case (.null, _), (_, .null): return nil
        case (.int(let one), .int(let two)): return order(one, two)
        case (.float(let one), .float(let two)): return one.isNaN || two.isNaN ? nil : order(one, two)
        case (.int(let one), .float(let two)): return NumberOrder.compare(one, two)
        case (.float(let one), .int(let two)): return NumberOrder.compare(two, one).map { -$0 }
        case (.text(let one), .text(let two)):
            return one.utf8.lexicographicallyPrecedes(two.utf8) ? -1 : two.utf8.lexicographicallyPrecedes(one.utf8) ? 1 : 0
        case (.time(let one), .time(let two)), (.date(let one), .date(let two)), (.duration(let one), .duration(let two)):
            return order(one, two)
        case (.bool(let one), .bool(let two)): return order(one ? 1 : 0, two ? 1 : 0)
        default:
            throw TypeMismatch.order(left.kindName, right.kindName, places)
        }
    }
}
