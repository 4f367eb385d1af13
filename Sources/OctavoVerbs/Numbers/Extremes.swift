import OctavoLanguage
import OctavoSource
import OctavoTable

/// The order behind `min_of`, `max_of` and `clamp`.
enum Extremes {
    /// The one type of values that have an order.
    static func type(_ types: [DataType], _ verb: String) throws -> DataType {
        var joined = DataType.null
        for type in types {
            switch type {
            case .list, .record, .bool:
                throw WrongArgument.diagnostic(verb, takes: "values with an order", for: "a", not: type.description)
            default: break
            }
            guard let next = joined.unified(with: type) else {
                throw Diagnostic("type-mismatch", "`\(verb)` takes values of one type, and these are \(joined) and \(type)")
            }
            joined = next
        }
        return joined
    }

    /// -1, 0 or 1; values of one type, int and float mixed, neither null nor NaN.
    static func compare(_ left: Datum, _ right: Datum) -> Int {
        switch (left, right) {
        case (.int(let one), .int(let two)), (.time(let one), .time(let two)), (.date(let one), .date(let two)),
            (.duration(let one), .duration(let two)):
            return one < two ? -1 : one > two ? 1 : 0
        case (.float(let one), .float(let two)): return one < two ? -1 : one > two ? 1 : 0
        case (.int(let one), .float(let two)): return NumberOrder.compare(one, two) ?? 0
        case (.float(let one), .int(let two)): return -(NumberOrder.compare(two, one) ?? 0)
        case (.text(let one), .text(let two)):
            if one.utf8.elementsEqual(two.utf8) { return 0 }
            return one.utf8.lexicographicallyPrecedes(two.utf8) ? -1 : 1
        default: return 0
        }
    }

    static func isNaN(_ value: Datum) -> Bool { if case .float(let number) = value { number.isNaN } else { false } }

    /// An int as a float where another value of the call is a float, as arithmetic gives.
    static func joined(_ value: Datum, with others: [Datum]) -> Datum {
        guard case .int(let number) = value else { return value }
        return others.contains { if case .float = $0 { true } else { false } } ? .float(Double(number)) : value
    }

    /// The loops of `min_of` and `max_of`.
    static func loops(greatest: Bool) -> [ColumnLoop] {
        [
            .intFold([.int, .time, .date, .duration]) { ($1 < $0) != greatest && $0 != $1 ? $1 : $0 },
            .floatFold { one, two in
                if one.isNaN || two.isNaN { return one.isNaN ? one : two }
                return (greatest ? two > one : two < one) ? two : one
            },
        ]
    }

    /// The first least (or greatest) of the values; null where one is null, NaN where one is NaN, as in arithmetic.
    static func pick(_ values: [Datum], greatest: Bool) -> Datum {
        if values.contains(where: \.isNull) { return .null }
        if let nan = values.first(where: isNaN) { return nan }
        guard var best = values.first else { return .null }
        for value in values.dropFirst() where compare(value, best) == (greatest ? 1 : -1) { best = value }
        return joined(best, with: values)
    }
}
