import OctavoSource

// Evaluation on some rows only. What cannot fail is evaluated on all rows, which is cheaper than picking some.
extension ExpressionEvaluator {
    /// The second side is evaluated where the first is true: it may rely on it.
    func both(
        _ left: RowExpression, _ right: RowExpression, _ frame: EvaluationFrame, _ failures: inout RowFailures
    ) throws -> Operand {
        let first = try truth(left, frame, &failures)
        if first.isAllClear { return .column(.bools(first)) }
        if !right.mayFail || first.isAllSet { return .column(.bools(first.and(try truth(right, frame, &failures)))) }
        return .column(.bools(try spread(right, over: first.rows, frame, &failures)))
    }

    /// The second side is evaluated where the first is not true.
    func either(
        _ left: RowExpression, _ right: RowExpression, _ frame: EvaluationFrame, _ failures: inout RowFailures
    ) throws -> Operand {
        let first = try truth(left, frame, &failures)
        if first.isAllSet { return .column(.bools(first)) }
        if !right.mayFail || first.isAllClear { return .column(.bools(first.or(try truth(right, frame, &failures)))) }
        let rest = try spread(right, over: first.flipped.rows, frame, &failures)
        return .column(.bools(first.or(rest)))
    }

    /// The truth of `expression` on `rows`; false elsewhere.
    private func spread(
        _ expression: RowExpression, over rows: Buffer<Int32>, _ frame: EvaluationFrame, _ failures: inout RowFailures
    ) throws -> Bitmap {
        let inner = EvaluationFrame(frame, rows: rows)
        let bits = try failures.within(rows) { try truth(expression, inner, &$0) }
        var flags = [Bool](repeating: false, count: frame.count)
        for index in 0..<rows.count { flags[Int(rows[index])] = bits[index] }
        return Bitmap(flags)
    }

    func coalesced(
        _ first: RowExpression, _ second: RowExpression, _ type: DataType, _ frame: EvaluationFrame,
        _ failures: inout RowFailures
    ) throws -> Operand {
        let value = try operand(first, frame, &failures)
        if value.isConstantNull { return .column(try column(second, frame, &failures).widened(to: type)) }
        guard case .column(let column) = value, let validity = column.validity else { return value }
        let missing = validity.flipped
        if missing.isAllClear { return .column(try column.widened(to: type)) }
        return .column(try replacing(missing.rows, of: column, by: second, type, frame, &failures))
    }

    func attempted(
        _ first: RowExpression, _ otherwise: RowExpression, _ type: DataType, _ frame: EvaluationFrame,
        _ failures: inout RowFailures
    ) throws -> Operand {
        var inner = failures.inner(isCollecting: true)
        let value = try operand(first, frame, &inner)
        if inner.rows.isEmpty { return value }
        let failed = inner.bits(count: frame.count)
        let column = try value.column(count: frame.count)
        return .column(try replacing(failed.rows, of: column, by: otherwise, type, frame, &failures))
    }

    /// `column` with the given rows taken from another expression, evaluated on those rows alone.
    private func replacing(
        _ rows: Buffer<Int32>, of column: Column, by expression: RowExpression, _ type: DataType, _ frame: EvaluationFrame,
        _ failures: inout RowFailures
    ) throws -> Column {
        let inner = EvaluationFrame(frame, rows: rows)
        let other = try failures.within(rows) { try operand(expression, inner, &$0) }
        var order = (0..<Int32(frame.count)).map { $0 }
        for index in 0..<rows.count { order[Int(rows[index])] = Int32(frame.count + (other.isConstant ? 0 : index)) }
        let tail = try other.column(count: other.isConstant ? 1 : rows.count)
        return try Column.concatenated([column, tail], type: type).gathered(Buffer(order))
    }

    func conditional(
        _ branches: ArraySlice<RowExpression.Branch>, _ otherwise: RowExpression, _ type: DataType, _ frame: EvaluationFrame,
        _ failures: inout RowFailures
    ) throws -> Column {
        var parts: [Column] = []
        var order = [Int32](repeating: 0, count: frame.count)
        var length: Int32 = 0
        var open = Buffer<Int32>((0..<Int32(frame.count)).map { $0 })
        var current = frame
        var isWhole = true
        func take(_ expression: RowExpression, _ rows: Buffer<Int32>, _ frame: EvaluationFrame) throws {
            let value =
                try isWhole && rows.count == frame.count
                ? operand(expression, frame, &failures) : failures.within(rows) { try operand(expression, frame, &$0) }
            let part = try value.column(count: value.isConstant ? 1 : rows.count).widened(to: type)
            for index in 0..<rows.count { order[Int(rows[index])] = length + (value.isConstant ? 0 : Int32(index)) }
            length += Int32(part.count)
            parts.append(part)
        }
        for branch in branches where open.count > 0 {
            let holds =
                isWhole
                ? try truth(branch.condition, current, &failures)
                : try failures.within(open) { try truth(branch.condition, current, &$0) }
            let (taken, left) = (holds.rows, holds.flipped.rows)
            if taken.count == open.count {
                try take(branch.value, open, current)
                open = Buffer([])
                break
            }
            if taken.count > 0 {
                let rows = open.gathered32(taken)
                let wasWhole = isWhole
                isWhole = false
                try take(branch.value, rows, EvaluationFrame(frame, rows: rows))
                isWhole = wasWhole
                open = open.gathered32(left)
                current = EvaluationFrame(frame, rows: open)
                isWhole = false
            }
        }
        if open.count > 0 { try take(otherwise, open, current) }
        if frame.count == 0 { return Column(type, []) }
        return try Column.concatenated(parts, type: type).gathered(Buffer(order))
    }

    func membership(
        _ value: RowExpression, _ list: RowExpression, _ frame: EvaluationFrame, _ failures: inout RowFailures
    ) throws -> Operand {
        let items = try operand(list, frame, &failures)
        let values = try operand(value, frame, &failures)
        if case .constant(.list(let wanted), _) = items {
            let set = Set(wanted)
            if case .column(let column) = values {
                if let bits = try ListKernels.membership(column, wanted) { return .column(.bools(bits)) }
                return .column(.bools(Bitmap(count: frame.count) { set.contains(column[$0]) }))
            }
            if case .constant(let one, _) = values { return .constant(.bool(set.contains(one)), .bool) }
        }
        let (left, right) = (try values.column(count: frame.count), try items.column(count: frame.count))
        return .column(
            .bools(
                Bitmap(count: frame.count) { row in
                    guard case .list(let found) = right[row] else { return false }
                    return found.contains(left[row])
                }))
    }
}

extension RowExpression {
    /// Whether evaluating it can fail on some row.
    var mayFail: Bool {
        switch kind {
        case .column, .literal, .row, .element: false
        case .not(let value), .widen(let value), .field(let value, _): value.mayFail
        case .arithmetic(_, let left, let right) where type == .text: left.mayFail || right.mayFail
        case .negate(let value): type != .float || value.mayFail
        case .arithmetic(let sign, let left, let right):
            !(type == .float && (sign != .power || left.type == .float || right.type == .float))
                || left.mayFail || right.mayFail
        case .comparison(_, let left, let right), .and(let left, let right), .or(let left, let right),
            .coalesce(let left, let right), .isIn(let left, let right):
            left.mayFail || right.mayFail
        case .conditional(let branches, let otherwise):
            otherwise.mayFail || branches.contains { $0.condition.mayFail || $0.value.mayFail }
        case .attempt(_, let otherwise): otherwise.mayFail
        case .concatenation(let pieces), .list(let pieces): pieces.contains(where: \.mayFail)
        case .record(let entries): entries.contains { $0.value.mayFail }
        case .listFunction(_, let list, _, let body): list.mayFail || body.mayFail
        case .function(let function, let arguments): function.mayFail || arguments.contains(where: \.mayFail)
        case .aggregate, .window: true
        }
    }
}
