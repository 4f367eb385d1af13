import OctavoSource
import OctavoSyntax
import OctavoTable

func overflow(_ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
        "overflow", "\(what) does not fit into 64 bits", at: range, help: ["`float(…)` of one side counts on with rounding"])
}

/// `+ - * / ^` on single values, and the types they give.
enum Arithmetic {
    /// The type that `left sign right` gives; null takes the other side's type.
    static func resultType(
        _ sign: BinaryOperatorSyntax, _ left: DataType, _ right: DataType, _ places: Operators.Places
    ) throws -> DataType {
        switch (sign, left, right) {
        case (.divide, .null, .null): return .float
        case (.divide, .duration, .duration): return .float
        case (.divide, .duration, .int), (.divide, .duration, .float), (.divide, .duration, .null): return .duration
        case (.divide, _, _) where left.isNumeric && right.isNumeric: return .float
        case (.power, .int, .int): return .int
        case (.power, _, _) where left.isNumeric && right.isNumeric: return .float
        case (.add, .text, .text), (.add, .text, .null), (.add, .null, .text): return .text
        case (.add, .time, .duration), (.add, .duration, .time), (.subtract, .time, .duration): return .time
        case (.add, .date, .duration), (.add, .duration, .date), (.subtract, .date, .duration): return .date
        case (.subtract, .time, .time), (.subtract, .date, .date): return .duration
        case (.add, .duration, .duration), (.subtract, .duration, .duration): return .duration
        case (.multiply, .duration, .int), (.multiply, .int, .duration), (.multiply, .duration, .float),
            (.multiply, .float, .duration):
            return .duration
        case (.add, .null, let other), (.subtract, .null, let other), (.multiply, .null, let other),
            (.add, let other, .null), (.subtract, let other, .null), (.multiply, let other, .null):
            if other == .bool || other == .text { break }
            return other
        case (.add, _, _), (.subtract, _, _), (.multiply, _, _):
            if left == .int, right == .int { return .int }
            if left.isNumeric, right.isNumeric { return .float }
        default: break
        }
        throw TypeMismatch.arithmetic(sign, left.description, right.description, places)
    }

    static func apply(_ sign: BinaryOperatorSyntax, _ left: Value, _ right: Value, _ places: Operators.Places) throws -> Value {
        if let one = left.datum, let two = right.datum, one.isNull || two.isNull {
            _ = try resultType(sign, one.type, two.type, places)
            return .null
        }
        switch (left, right) {
        case (.int(let one), .int(let two)): return try ints(sign, one, two, places)
        case (.int(let one), .float(let two)): return floats(sign, Double(one), two)
        case (.float(let one), .int(let two)): return floats(sign, one, Double(two))
        case (.float(let one), .float(let two)): return floats(sign, one, two)
        case (.text(let one), .text(let two)) where sign == .add: return .text(one + two)
        default: return try times(sign, left, right, places)
        }
    }

    private static func ints(_ sign: BinaryOperatorSyntax, _ one: Int64, _ two: Int64, _ places: Operators.Places) throws -> Value
    {
        let (result, overflowed): (Int64, Bool)
        switch sign {
        case .add: (result, overflowed) = one.addingReportingOverflow(two)
        case .subtract: (result, overflowed) = one.subtractingReportingOverflow(two)
        case .multiply: (result, overflowed) = one.multipliedReportingOverflow(by: two)
        case .divide: return .float(Double(one) / Double(two))
        default:
            guard two >= 0 else {
                throw Diagnostic(
                    "negative-power", "an int to a negative power is no int", at: places.right,
                    help: ["`float(\(places.left.text)) ^ \(places.right.text)` gives a float"])
            }
            (result, overflowed) = power(one, two)
        }
        if overflowed { throw overflow("\(one) \(sign.rawValue) \(two)", at: places.whole) }
        return .int(result)
    }

    /// By squaring; overflow when any needed product overflows.
    static func power(_ base: Int64, _ exponent: Int64) -> (Int64, Bool) {
        var result: Int64 = 1
        var factor = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 {
                let (product, overflowed) = result.multipliedReportingOverflow(by: factor)
                if overflowed { return (0, true) }
                result = product
            }
            rest >>= 1
            if rest > 0 {
                let (square, overflowed) = factor.multipliedReportingOverflow(by: factor)
                if overflowed { return (0, true) }
                factor = square
            }
        }
        return (result, false)
    }

    private static func floats(_ sign: BinaryOperatorSyntax, _ one: Double, _ two: Double) -> Value {
        switch sign {
        case .add: .float(one + two)
        case .subtract: .float(one - two)
        case .multiply: .float(one * two)
        case .divide: .float(one / two)
        default: .float(FloatPower.power(one, two))
        }
    }

    private static let perDay: Int64 = 86_400_000_000

    private static func times(_ sign: BinaryOperatorSyntax, _ left: Value, _ right: Value, _ places: Operators.Places) throws
        -> Value
    {
        func sum(_ one: Int64, _ two: Int64, minus: Bool = false) throws -> Int64 {
            let (result, overflowed) = minus ? one.subtractingReportingOverflow(two) : one.addingReportingOverflow(two)
            if overflowed { throw overflow("the time", at: places.whole) }
            return result
        }
        func scaled(_ span: Int64, _ factor: Double) throws -> Value {
            let product = (Double(span) * factor).rounded()
            guard product.magnitude < 0x1p63 else { throw overflow("the duration", at: places.whole) }
            return .duration(Int64(product))
        }
        func shifted(_ day: Int64, _ span: Int64, minus: Bool = false) throws -> Value {
            guard span % perDay == 0 else {
                throw Diagnostic(
                    "not-whole-days", "a date moves by whole days, not by \(DatumText.duration(span))", at: places.sign,
                    help: ["`time(…)` of the date gives an instant, which moves by any duration"])
            }
            return .date(try sum(day, span / perDay, minus: minus))
        }
        let minus = sign == .subtract
        switch (sign, left, right) {
        case (.add, .time(let one), .duration(let two)), (.add, .duration(let two), .time(let one)),
            (.subtract, .time(let one), .duration(let two)):
            return .time(try sum(one, two, minus: minus))
        case (.subtract, .time(let one), .time(let two)): return .duration(try sum(one, two, minus: true))
        case (.subtract, .date(let one), .date(let two)):
            let (span, overflowed) = try sum(one, two, minus: true).multipliedReportingOverflow(by: perDay)
            if overflowed { throw overflow("the duration", at: places.whole) }
            return .duration(span)
        case (.add, .date(let day), .duration(let span)), (.add, .duration(let span), .date(let day)),
            (.subtract, .date(let day), .duration(let span)):
            return try shifted(day, span, minus: minus)
        case (.add, .duration(let one), .duration(let two)), (.subtract, .duration(let one), .duration(let two)):
            return .duration(try sum(one, two, minus: minus))
        case (.multiply, .duration(let span), .int(let factor)), (.multiply, .int(let factor), .duration(let span)):
            let (product, overflowed) = span.multipliedReportingOverflow(by: factor)
            if overflowed { throw overflow("the duration", at: places.whole) }
            return .duration(product)
        case (.multiply, .duration(let span), .float(let factor)), (.multiply, .float(let factor), .duration(let span)):
            return try scaled(span, factor)
        case (.divide, .duration(let span), .int(let factor)): return try scaled(span, 1 / Double(factor))
        case (.divide, .duration(let span), .float(let factor)): return try scaled(span, 1 / factor)
        case (.divide, .duration(let one), .duration(let two)): return .float(Double(one) / Double(two))
        default: throw TypeMismatch.arithmetic(sign, left.kindName, right.kindName, places)
        }
    }
}
