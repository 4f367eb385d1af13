import OctavoSource

// Loops over numbers, and over what is stored as whole numbers: times, dates, durations.
extension ColumnLoop {
    /// Whole numbers of one argument; `types` are the argument's, the result is the call's.
    package static func intToInt(
        _ types: Set<DataType> = [.int], mayFail: Bool = false, bind: @escaping Bind<@Sendable (Int64) throws -> Int64?>
    ) -> ColumnLoop {
        ofInt(types, mayFail: mayFail, bind) { body, values, column, result, failures in
            try LoopResults.integers(result, column.count, column.validity, &failures) { try body(unsafe values.pointer[$0]) }
        }
    }

    package static func intToInt(
        _ types: Set<DataType> = [.int], mayFail: Bool = false, _ body: @escaping @Sendable (Int64) throws -> Int64?
    ) -> ColumnLoop { intToInt(types, mayFail: mayFail, bind: { _ in body }) }

    package static func intToBool(mayFail: Bool = false, _ body: @escaping @Sendable (Int64) throws -> Bool?) -> ColumnLoop {
        ofInt([.int], mayFail: mayFail, always(body)) { body, values, column, _, failures in
            try LoopResults.bools(column.count, column.validity, &failures) { try body(unsafe values.pointer[$0]) }
        }
    }

    package static func intToText(
        _ types: Set<DataType>, mayFail: Bool = false,
        bind: @escaping Bind<@Sendable (Int64, inout TextWriter) throws -> Bool>
    ) -> ColumnLoop {
        ofInt(types, mayFail: mayFail, bind) { body, values, column, _, failures in
            try LoopResults.texts(column.count, column.validity, reserving: column.count * 12, &failures) { row, writer in
                try body(unsafe values.pointer[row], &writer)
            }
        }
    }

    private static func ofInt<Body: Sendable>(
        _ types: Set<DataType>, mayFail: Bool, _ bind: @escaping Bind<Body>,
        _ loop: @escaping @Sendable (Body, Buffer<Int64>, Column, DataType, inout RowFailures) throws -> Column
    ) -> ColumnLoop {
        ColumnLoop { call in
            guard let type = call.column(0), types.contains(type), let body = try bind(call) else { return nil }
            let result = call.result
            return Bound(mayFail: mayFail) { columns, count, failures in
                // The column has a number a row; loops ask for no other.
                guard case .integers(let values) = columns[0].storage else { return .nulls(result, count: count) }
                return try loop(body, values, columns[0], result, &failures)
            }
        }
    }

    /// Floats of one argument, which may be whole numbers where `takesInts`.
    package static func floatToFloat(
        takesInts: Bool = false, mayFail: Bool = false, bind: @escaping Bind<@Sendable (Double) throws -> Double?>
    ) -> ColumnLoop {
        ofFloat(takesInts: takesInts, mayFail: mayFail, bind) { body, values, column, failures in
            try LoopResults.floats(column.count, column.validity, &failures) { try body(unsafe values.pointer[$0]) }
        }
    }

    package static func floatToFloat(
        takesInts: Bool = false, mayFail: Bool = false, _ body: @escaping @Sendable (Double) throws -> Double?
    ) -> ColumnLoop { floatToFloat(takesInts: takesInts, mayFail: mayFail, bind: { _ in body }) }

    package static func floatToInt(mayFail: Bool = false, _ body: @escaping @Sendable (Double) throws -> Int64?) -> ColumnLoop {
        ofFloat(takesInts: false, mayFail: mayFail, always(body)) { body, values, column, failures in
            try LoopResults.integers(.int, column.count, column.validity, &failures) { try body(unsafe values.pointer[$0]) }
        }
    }

    package static func floatToBool(mayFail: Bool = false, _ body: @escaping @Sendable (Double) throws -> Bool?) -> ColumnLoop {
        ofFloat(takesInts: false, mayFail: mayFail, always(body)) { body, values, column, failures in
            try LoopResults.bools(column.count, column.validity, &failures) { try body(unsafe values.pointer[$0]) }
        }
    }

    /// The same body whatever the call.
    private static func always<Body: Sendable>(_ body: Body) -> Bind<Body> { { _ in body } }

    private static func ofFloat<Body: Sendable>(
        takesInts: Bool, mayFail: Bool, _ bind: @escaping Bind<Body>,
        _ loop: @escaping @Sendable (Body, Buffer<Double>, Column, inout RowFailures) throws -> Column
    ) -> ColumnLoop {
        ColumnLoop { call in
            guard call.column(0) == .float || takesInts && call.column(0) == .int, let body = try bind(call) else { return nil }
            let result = call.result
            return Bound(mayFail: mayFail) { columns, count, failures in
                // As above.
                guard case .floats(let values) = try columns[0].widened(to: .float).storage else {
                    return .nulls(result, count: count)
                }
                return try loop(body, values, columns[0], &failures)
            }
        }
    }

    // MARK: - Several arguments

    /// Whole numbers of one type combined from left to right; null where one is null. Any of them may be constant.
    package static func intFold(
        _ types: Set<DataType> = [.int], mayFail: Bool = false,
        _ combine: @escaping @Sendable (Int64, Int64) throws -> Int64?
    ) -> ColumnLoop {
        ColumnLoop { call in
            guard let type = call.arguments.first??.type, types.contains(type), call.arguments.count > 1,
                call.arguments.allSatisfy({ $0?.type == type })
            else { return nil }
            let result = call.result
            return Bound(mayFail: mayFail) { columns, count, failures in
                guard let inputs = NumberInput.all(call, columns, { $0.integers }) else { return .nulls(result, count: count) }
                return try LoopResults.integers(result, count, inputs.validity, &failures) { row in
                    var value = inputs[0, row]
                    for place in 1..<inputs.count {
                        guard let next = try combine(value, inputs[place, row]) else { return nil }
                        value = next
                    }
                    return value
                }
            }
        }
    }

    /// The same for floats, ints among them.
    package static func floatFold(_ combine: @escaping @Sendable (Double, Double) -> Double) -> ColumnLoop {
        ColumnLoop { call in
            guard call.result == .float, call.arguments.count > 1,
                call.arguments.allSatisfy({ $0?.type == .float || $0?.type == .int })
            else { return nil }
            return Bound(mayFail: false) { columns, count, failures in
                guard let inputs = NumberInput.all(call, columns, { $0.floats }) else { return .nulls(.float, count: count) }
                return try LoopResults.floats(count, inputs.validity, &failures) { row in
                    var value = inputs[0, row]
                    for place in 1..<inputs.count { value = combine(value, inputs[place, row]) }
                    return value
                }
            }
        }
    }

    // MARK: - No change

    /// The argument as it is.
    package static func same(_ types: Set<DataType>) -> ColumnLoop {
        ColumnLoop { call in
            guard let type = call.column(0), types.contains(type), type == call.result else { return nil }
            return Bound(mayFail: false) { columns, _, _ in columns[0] }
        }
    }

    /// The argument in the result's wider type: int as float, scalars as text.
    package static func widening(_ types: Set<DataType>) -> ColumnLoop {
        ColumnLoop { call in
            guard let type = call.column(0), types.contains(type) else { return nil }
            let result = call.result
            return Bound(mayFail: false) { columns, _, _ in try columns[0].widened(to: result) }
        }
    }

    package static let boolToInt = ColumnLoop { call in
        guard call.column(0) == .bool, call.result == .int else { return nil }
        return Bound(mayFail: false) { columns, count, failures in
            guard case .bools(let bits) = columns[0].storage else { return .nulls(.int, count: count) }
            return try LoopResults.integers(.int, count, columns[0].validity, &failures) { bits[$0] ? 1 : 0 }
        }
    }

    /// How many items each list has.
    package static let listLength = ColumnLoop { call in
        guard case .list? = call.column(0) else { return nil }
        return Bound(mayFail: false) { columns, count, failures in
            guard case .lists(let offsets, _) = columns[0].storage else { return .nulls(.int, count: count) }
            return try LoopResults.integers(.int, count, columns[0].validity, &failures) { offsets[$0 + 1] - offsets[$0] }
        }
    }
}

/// The arguments of a call over several numbers: a value a row, or one for all.
private struct NumberInput<Element: BitwiseCopyable & Sendable> {
    private let values: [(buffer: Buffer<Element>, step: Int)]
    let validity: Bitmap?
    var count: Int { values.count }

    /// `nil` where an argument is null on every row.
    static func all(_ call: ColumnCall, _ columns: [Column], _ read: (Operand) -> Buffer<Element>?) -> NumberInput? {
        var values: [(buffer: Buffer<Element>, step: Int)] = []
        var validity: Bitmap?
        var next = 0
        for case let argument? in call.arguments {
            let operand: Operand
            switch argument {
            case .constant(let value): operand = .constant(value, argument.type)
            case .column:
                operand = .column(columns[next])
                validity = Column.bothValid(validity, columns[next].validity)
                next += 1
            }
            guard let buffer = read(operand) else { return nil }
            values.append((buffer, operand.isConstant ? 0 : 1))
        }
        return NumberInput(values: values, validity: validity)
    }

    private init(values: [(buffer: Buffer<Element>, step: Int)], validity: Bitmap?) {
        self.values = values
        self.validity = validity
    }

    @inline(__always)
    subscript(_ place: Int, _ row: Int) -> Element {
        let (buffer, step) = values[place]
        return buffer[row * step]
    }
}
