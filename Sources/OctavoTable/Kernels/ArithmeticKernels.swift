import CKernels
import OctavoSource

extension Buffer where Element == Int64 {
    /// Each as the nearest float.
    var asFloats: Buffer<Double> {
        // Both hold `count` elements.
        unsafe Buffer<Double>(count: count) { unsafe octavo_i64_to_f64(pointer, $0.baseAddress, count) }
    }
}

/// `+ - * / ^` and `-x` over whole chunks. Null with anything is null.
enum ArithmeticKernels {
    static let microsecondsPerDay: Int64 = 86_400_000_000

    static func run(
        _ sign: ArithmeticOperator, _ left: Operand, _ right: Operand, type: DataType, count: Int, _ failures: inout RowFailures
    ) throws -> Operand {
        if left.isConstantNull || right.isConstantNull { return .constant(.null, type) }
        if left.isConstant, right.isConstant, count != 1 {
            // A constant pair fails on every row alike, so its first row speaks for all.
            var inner = RowFailures(isCollecting: false)
            do {
                let one = try run(
                    sign, .column(left.column(count: 1)), .column(right.column(count: 1)), type: type, count: 1, &inner)
                return .constant(try one.column(count: 1)[0], type)
            } catch let failure as RowFailure {
                for row in 0..<count { try failures.record(row: row, failure.diagnostic) }
                return .constant(.null, type)
            }
        }
        switch (left.type, right.type, type) {
        case (_, _, .text): return .column(try TextKernels.concatenated([left, right], count: count, nullGivesNull: true))
        case (_, _, .list): return try joined(left, right, type: type, count: count)
        case (.int, .int, .int):
            if sign == .power { return try power(left, right, count: count, &failures) }
            return try integers(sign, left, right, type: type, count: count, &failures)
        case (.int, .int, .float), (.int, .float, _), (.float, .int, _), (.float, .float, _):
            return try floats(sign, left, right, count: count)
        default: return try times(sign, left, right, type: type, count: count, &failures)
        }
    }

    private static func floats(_ sign: ArithmeticOperator, _ left: Operand, _ right: Operand, count: Int) throws -> Operand {
        guard let a = left.floats, let b = right.floats else { return .constant(.null, .float) }
        let validity = Column.bothValid(left.validity, right.validity)
        let values: Buffer<Double>
        if sign == .power {
            let (leftStep, rightStep) = (left.isConstant ? 0 : 1, right.isConstant ? 0 : 1)
            values = unsafe Buffer(count: count) { target in
                for row in 0..<count { unsafe target[row] = Power.float(a.pointer[row * leftStep], b.pointer[row * rightStep]) }
            }
        } else {
            let (shape, code) = (shape(left, right), code(sign))
            // Columns hold `count` elements, constants one, as `shape` says.
            values = unsafe Buffer(count: count) {
                unsafe octavo_arithmetic_f64(code, shape, a.pointer, b.pointer, $0.baseAddress, count)
            }
        }
        return .column(Column(type: .float, count: count, validity: validity, storage: .floats(values)))
    }

    static func integers(
        _ sign: ArithmeticOperator, _ left: Operand, _ right: Operand, type: DataType, count: Int, _ failures: inout RowFailures
    ) throws -> Operand {
        guard let a = left.integers, let b = right.integers else { return .constant(.null, type) }
        let validity = Column.bothValid(left.validity, right.validity)
        let (shape, code) = (shape(left, right), code(sign))
        var overflowed: Int32 = 0
        // Columns hold `count` elements, constants one, as `shape` says.
        let values = unsafe Buffer<Int64>(count: count) {
            overflowed = unsafe octavo_arithmetic_i64(code, shape, a.pointer, b.pointer, $0.baseAddress, count)
        }
        if overflowed != 0 {
            for row in 0..<count where validity.map({ $0[row] }) ?? true {
                let (x, y) = (a[left.isConstant ? 0 : row], b[right.isConstant ? 0 : row])
                let isOver =
                    switch sign {
                    case .add: x.addingReportingOverflow(y).overflow
                    case .subtract: x.subtractingReportingOverflow(y).overflow
                    default: x.multipliedReportingOverflow(by: y).overflow
                    }
                if isOver { try failures.record(row: row, overflow("\(x) \(sign.rawValue) \(y)", type)) }
            }
        }
        return .column(Column(type: type, count: count, validity: validity, storage: .integers(values)))
    }

    private static func power(_ left: Operand, _ right: Operand, count: Int, _ failures: inout RowFailures) throws -> Operand {
        guard let a = left.integers, let b = right.integers else { return .constant(.null, .int) }
        let validity = Column.bothValid(left.validity, right.validity)
        var values: [Int64] = []
        values.reserveCapacity(count)
        for row in 0..<count {
            let (x, y) = (a[left.isConstant ? 0 : row], b[right.isConstant ? 0 : row])
            if let result = Power.integer(x, y) {
                values.append(result)
                continue
            }
            values.append(0)
            guard validity.map({ $0[row] }) ?? true else { continue }
            let problem =
                y < 0
                ? Diagnostic(
                    "negative-power", "cannot compute \(x) ^ \(y) as an int: the exponent is negative",
                    help: ["make one side a float, e.g. `float(x) ^ \(y)`"])
                : overflow("\(x) ^ \(y)", .int)
            try failures.record(row: row, problem)
        }
        return .column(Column(type: .int, count: count, validity: validity, storage: .integers(Buffer(values))))
    }

    static func negate(_ value: Operand, count: Int, _ failures: inout RowFailures) throws -> Operand {
        if value.isConstantNull { return .constant(.null, value.type) }
        if value.type == .float {
            guard let floats = value.floats else { return .constant(.null, .float) }
            if value.isConstant { return .constant(.float(-floats[0]), .float) }
            // Multiplying keeps the sign of zero, where 0 - x would not.
            return try Self.floats(.multiply, value, .constant(.float(-1), .float), count: count)
        }
        let zero: Operand = .constant(value.type == .duration ? .duration(0) : .int(0), value.type)
        if value.isConstant {
            let one = try integers(.subtract, zero, .column(value.column(count: 1)), type: value.type, count: 1, &failures)
            return .constant(try one.column(count: 1)[0], value.type)
        }
        return try integers(.subtract, zero, value, type: value.type, count: count, &failures)
    }

    static func overflow(_ text: String, _ type: DataType) -> Diagnostic {
        Diagnostic(
            "overflow", "cannot compute \(text): the result does not fit \(type == .int ? "an int (64 bits)" : "a \(type)")",
            help: type == .int ? ["convert to float first, e.g. `float(x)`, where rounding is acceptable"] : [])
    }

    private static func shape(_ left: Operand, _ right: Operand) -> Int32 {
        right.isConstant ? 1 : left.isConstant ? 2 : 0
    }

    private static func code(_ sign: ArithmeticOperator) -> Int32 {
        switch sign {
        case .add: 0
        case .subtract: 1
        case .multiply: 2
        case .divide, .power: 3
        }
    }

    /// Lists end to end; null with anything is null.
    private static func joined(_ left: Operand, _ right: Operand, type: DataType, count: Int) throws -> Operand {
        let (a, b) = (try left.column(count: count), try right.column(count: count))
        return .column(
            Column(
                type,
                (0..<count).map { row in
                    switch (a[row], b[row]) {
                    case (.list(let x), .list(let y)): .list(x + y)
                    default: .null
                    }
                }))
    }
}

/// Powers with the same bits on every machine.
package enum Power {
    /// `nil` when the result does not fit or the exponent is negative.
    package static func integer(_ base: Int64, _ exponent: Int64) -> Int64? {
        guard exponent >= 0 else { return nil }
        var result: Int64 = 1
        var factor = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 {
                let (product, isOver) = result.multipliedReportingOverflow(by: factor)
                if isOver { return nil }
                result = product
            }
            rest >>= 1
            if rest == 0 { break }
            let (square, isOver) = factor.multipliedReportingOverflow(by: factor)
            if isOver { return nil }
            factor = square
        }
        return result
    }

    package static func float(_ base: Double, _ exponent: Double) -> Double { octavo_pow(base, exponent) }
    package static func exponential(_ value: Double) -> Double { octavo_exp(value) }
    package static func logarithm(_ value: Double) -> Double { octavo_log(value) }
}
