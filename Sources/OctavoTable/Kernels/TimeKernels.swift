import OctavoSource

extension ArithmeticKernels {
    /// Arithmetic with times, dates and durations, by way of the integers they are stored as.
    static func times(
        _ sign: ArithmeticOperator, _ left: Operand, _ right: Operand, type: DataType, count: Int, _ failures: inout RowFailures
    ) throws -> Operand {
        switch (left.type, sign, right.type) {
        case (.date, _, .duration), (.duration, .add, .date):
            if type == .date {
                let dayFirst = left.type == .date
                let span = try wholeDays(dayFirst ? right : left, count: count, &failures)
                return try integers(sign, dayFirst ? left : span, dayFirst ? span : right, type: .date, count: count, &failures)
            }
            let one = left.type == .date ? try instants(left, count: count, &failures) : left
            let two = right.type == .date ? try instants(right, count: count, &failures) : right
            return try integers(sign, one, two, type: .time, count: count, &failures)
        case (.date, .subtract, .date), (.date, .subtract, .time), (.time, .subtract, .date):
            let one = try instants(left, count: count, &failures)
            let two = try instants(right, count: count, &failures)
            return try integers(sign, one, two, type: .duration, count: count, &failures)
        case (.duration, .multiply, .int), (.int, .multiply, .duration):
            return try integers(sign, left, right, type: .duration, count: count, &failures)
        case (.duration, .divide, .duration):
            let (a, b) = (asFloat(left), asFloat(right))
            return try run(sign, a, b, type: .float, count: count, &failures)
        case (.duration, .multiply, .float), (.float, .multiply, .duration), (.duration, .divide, .int),
            (.duration, .divide, .float):
            let result = try run(sign, asFloat(left), asFloat(right), type: .float, count: count, &failures)
            return try rounded(result, count: count, &failures)
        default: return try integers(sign, left, right, type: type, count: count, &failures)
        }
    }

    private static func asFloat(_ value: Operand) -> Operand {
        guard let floats = value.floats else { return .constant(.null, .float) }
        switch value {
        case .constant: return .constant(.float(floats[0]), .float)
        case .column(let column):
            return .column(Column(type: .float, count: column.count, validity: column.validity, storage: .floats(floats)))
        }
    }

    /// Microseconds to the nearest, ties to even.
    private static func rounded(_ value: Operand, count: Int, _ failures: inout RowFailures) throws -> Operand {
        let column = try value.column(count: count)
        guard case .floats(let floats) = column.storage else { return .constant(.null, .duration) }
        var values: [Int64] = []
        values.reserveCapacity(count)
        for row in 0..<count {
            if let exact = Int64(exactly: floats[row].rounded(.toNearestOrEven)) {
                values.append(exact)
            } else {
                values.append(0)
                if !column.isNull(row) {
                    try failures.record(
                        row: row, overflow("a duration of \(DatumText.float(floats[row])) microseconds", .duration))
                }
            }
        }
        return .column(Column(type: .duration, count: count, validity: column.validity, storage: .integers(Buffer(values))))
    }

    /// The first instant of each day; times stay as they are.
    private static func instants(_ value: Operand, count: Int, _ failures: inout RowFailures) throws -> Operand {
        guard value.type == .date else { return value }
        let days: Operand = value.isConstant ? .column(try value.column(count: count)) : value
        return try integers(
            .multiply, days, .constant(.int(microsecondsPerDay), .int), type: .time, count: count, &failures)
    }

    private static func wholeDays(_ value: Operand, count: Int, _ failures: inout RowFailures) throws -> Operand {
        let column = try value.column(count: count)
        guard case .integers(let spans) = column.storage else { return .constant(.null, .duration) }
        var days: [Int64] = []
        days.reserveCapacity(count)
        for row in 0..<count {
            days.append(spans[row] / microsecondsPerDay)
            if spans[row] % microsecondsPerDay != 0, !column.isNull(row) {
                let problem = Diagnostic(
                    "not-whole-days", "cannot move a date by \(DatumText.duration(spans[row])): a date moves by whole days",
                    help: ["make the date an instant first: `time(…)`"])
                try failures.record(row: row, problem)
            }
        }
        return .column(Column(type: .duration, count: count, validity: column.validity, storage: .integers(Buffer(days))))
    }
}
