import OctavoSource

/// Evaluates expressions over chunks of one schema. Aggregates and windows are columns by the time it runs: see `Lifting`.
package struct ExpressionEvaluator: Sendable {
    /// Rows that a function gets at a time, so that an interrupt is seen between them.
    static let functionRows = 2048
    /// A loop over columns gets a whole chunk, unless its texts are so many bytes.
    static let functionBytes = 1 << 22
    /// List items that a body gets at a time; more rows of long lists are done in parts.
    static let itemRows = 1 << 20

    let schema: Schema
    let cancellation: Cancellation
    /// Where functions note what they change, if somebody asked.
    let tally: StepTally?

    package init(schema: Schema, cancellation: Cancellation = Cancellation(), tally: StepTally? = nil) {
        self.schema = schema
        self.cancellation = cancellation
        self.tally = tally
    }

    /// One value a row of `chunk`. Throws a `RowFailure`, located, for the first row that fails.
    package func evaluate(_ expression: RowExpression, over chunk: Chunk) throws -> Column {
        var failures = RowFailures(isCollecting: false, tally: tally)
        let operand = try operand(expression, EvaluationFrame(chunk), &failures)
        return try operand.column(count: chunk.count).widened(to: expression.type)
    }

    /// Set where the expression is true.
    package func truth(_ expression: RowExpression, over chunk: Chunk) throws -> Bitmap {
        var failures = RowFailures(isCollecting: false, tally: tally)
        return try truth(expression, EvaluationFrame(chunk), &failures)
    }

    func column(_ expression: RowExpression, _ frame: EvaluationFrame, _ failures: inout RowFailures) throws -> Column {
        try operand(expression, frame, &failures).column(count: frame.count)
    }

    func truth(_ expression: RowExpression, _ frame: EvaluationFrame, _ failures: inout RowFailures) throws -> Bitmap {
        switch try operand(expression, frame, &failures) {
        case .constant(.bool(true), _): Bitmap(repeating: true, count: frame.count)
        case .constant: Bitmap(repeating: false, count: frame.count)
        case .column(let column): column.truth
        }
    }

    func operand(_ expression: RowExpression, _ frame: EvaluationFrame, _ failures: inout RowFailures) throws -> Operand {
        try cancellation.check()
        do {
            return try uncheckedOperand(expression, frame, &failures)
        } catch var failure as RowFailure {
            if let origin = expression.origin { failure.diagnostic = failure.diagnostic.located(at: origin) }
            throw failure
        } catch let diagnostic as Diagnostic where diagnostic.code != "interrupted" {
            throw expression.origin.map { diagnostic.located(at: $0) } ?? diagnostic
        }
    }

    private func uncheckedOperand(
        _ expression: RowExpression, _ frame: EvaluationFrame, _ failures: inout RowFailures
    ) throws -> Operand {
        let count = frame.count
        switch expression.kind {
        case .column(let name):
            guard let index = schema.index(of: name) else {
                throw Diagnostic("unknown-column", "the table has no column `.\(name)`")
            }
            return .column(try frame.column(index))
        case .literal(let value): return .constant(value, expression.type)
        case .row:
            guard case .record(let fields) = expression.type else { return .constant(.null, expression.type) }
            let columns = try fields.map { field in
                guard let index = schema.index(of: field.name) else { return Column.nulls(field.type, count: count) }
                return try frame.column(index)
            }
            return .column(Column(type: expression.type, count: count, storage: .records(columns)))
        case .element(let id):
            guard let column = try frame.element(id) else {
                throw Diagnostic("unbound-element", "the element is used outside its list function")
            }
            return .column(column)
        case .negate(let value):
            return try ArithmeticKernels.negate(operand(value, frame, &failures), count: count, &failures)
        case .not(let value): return .column(.bools(try truth(value, frame, &failures).flipped))
        case .arithmetic(let sign, let left, let right):
            let (a, b) = (try operand(left, frame, &failures), try operand(right, frame, &failures))
            return try ArithmeticKernels.run(sign, a, b, type: expression.type, count: count, &failures)
        case .comparison(let relation, let left, let right):
            let (a, b) = (try operand(left, frame, &failures), try operand(right, frame, &failures))
            return .column(.bools(try ComparisonKernels.run(relation, a, b, count: count)))
        case .and(let left, let right): return try both(left, right, frame, &failures)
        case .or(let left, let right): return try either(left, right, frame, &failures)
        case .coalesce(let first, let second): return try coalesced(first, second, expression.type, frame, &failures)
        case .isIn(let value, let list): return try membership(value, list, frame, &failures)
        case .conditional(let branches, let otherwise):
            return .column(try conditional(branches[...], otherwise, expression.type, frame, &failures))
        case .attempt(let first, let otherwise): return try attempted(first, otherwise, expression.type, frame, &failures)
        case .concatenation(let pieces):
            let operands = try pieces.map { try operand($0, frame, &failures) }
            return .column(try TextKernels.concatenated(operands, count: count))
        case .field(let record, let name): return try field(name, of: operand(record, frame, &failures), expression.type, count)
        case .list(let items):
            let type: DataType = if case .list(let item) = expression.type { item } else { .null }
            let columns = try items.map { try column($0, frame, &failures).widened(to: type) }
            return .column(try ListKernels.made(of: columns, type: type, count: count))
        case .record(let entries):
            let columns = try entries.map { try column($0.value, frame, &failures) }
            let typed: [Column] =
                if case .record(let fields) = expression.type, fields.count == columns.count {
                    try zip(columns, fields).map { try $0.widened(to: $1.type) }
                } else { columns }
            return .column(Column(type: expression.type, count: count, storage: .records(typed)))
        case .widen(let value):
            switch try operand(value, frame, &failures) {
            case .constant(.int(let number), _) where expression.type == .float: return .constant(.float(Double(number)), .float)
            case .constant(.null, _): return .constant(.null, expression.type)
            case let other: return .column(try other.column(count: count).widened(to: expression.type))
            }
        case .function(let function, let arguments):
            let operands = try arguments.map { try operand($0, frame, &failures) }
            return .column(try call(function, operands, expression.type, count, &failures))
        case .listFunction(let function, let list, let bound, let body):
            let lists = try column(list, frame, &failures)
            return .column(try listFunction(function, lists, bound, body, expression.type, frame, &failures))
        case .aggregate, .window:
            throw Diagnostic("one-value-per-group", "an aggregate or window cannot be computed here: no table stands around it")
        }
    }

    private func field(_ name: String, of operand: Operand, _ type: DataType, _ count: Int) throws -> Operand {
        if operand.isConstantNull { return .constant(.null, type) }
        let column = try operand.column(count: count)
        guard case .record(let fields) = column.type, case .records(let columns) = column.storage,
            let place = fields.firstIndex(where: { $0.name == name })
        else { return .constant(.null, type) }
        let inner = columns[place]
        guard let validity = column.validity else { return .column(inner) }
        return .column(
            Column(
                type: inner.type, count: count, validity: Column.bothValid(inner.validity, validity), storage: inner.storage))
    }

    // MARK: - Functions

    private func call(
        _ function: ScalarFunction, _ arguments: [Operand], _ type: DataType, _ count: Int, _ failures: inout RowFailures
    ) throws -> Column {
        // What is done to every row is told of every row.
        if failures.tally == nil, let result = try callOncePerText(function, arguments, type, count, &failures) { return result }
        if count > 1, !arguments.isEmpty, arguments.allSatisfy(\.isConstant) {
            var inner = failures.inner()
            let one = try function.body(try arguments.map { try $0.column(count: 1) }, 1, &inner)
            if !inner.rows.isEmpty { try failures.adopt(Array(0..<count)) }
            return try one.gathered(Buffer(repeating: 0, count: count))
        }
        let columns = try arguments.map { try $0.column(count: count) }
        let isQuick = function.byRow != nil && columns.allSatisfy { $0.byteCount <= Self.functionBytes }
        if isQuick || count <= Self.functionRows { return try function.body(columns, count, &failures) }
        var parts: [Column] = []
        var start = 0
        while start < count {
            try cancellation.check()
            let range = start..<min(start + Self.functionRows, count)
            var inner = failures.inner()
            do {
                parts.append(try function.body(columns.map { $0.slice(range) }, range.count, &inner))
            } catch var failure as RowFailure {
                failure.row += start
                throw failure
            }
            try failures.adopt(inner.rows.map { $0 + start })
            start = range.upperBound
        }
        return try Column.concatenated(parts, type: type)
    }

    /// A function of one coded text column and constants runs once a distinct value; `nil` where that would not pay.
    private func callOncePerText(
        _ function: ScalarFunction, _ arguments: [Operand], _ type: DataType, _ count: Int, _ failures: inout RowFailures
    ) throws -> Column? {
        let places = arguments.indices.filter { !arguments[$0].isConstant }
        guard places.count == 1, case .column(let coded) = arguments[places[0]],
            case .dictionary(let codes, let values) = coded.storage, values.count < count
        else { return nil }
        let (rows, firsts, distinct) = TextKernels.usedCodes(codes, coded.validity, valueCount: values.count)
        guard distinct.count * 2 <= count else { return nil }
        let validity: Bitmap? = distinct.contains(-1) ? Bitmap(distinct.map { $0 >= 0 }) : nil
        let texts = Column(
            type: .text, count: distinct.count, validity: validity, storage: .texts(try values.gathered(Buffer(distinct))))
        var columns = arguments
        columns[places[0]] = .column(texts)
        // Failing values are collected, so that all rows that hold one can be told; without `try` the first row's is thrown.
        var inner = failures.inner()
        let results: Column
        do {
            results = try call(function, columns, type, distinct.count, &inner)
        } catch var failure as RowFailure {
            failure.row = firsts[failure.row]
            throw failure
        }
        if !inner.rows.isEmpty {
            let failed = Set(inner.rows)
            try failures.adopt((0..<count).filter { failed.contains(Int(rows[$0])) })
        }
        return try results.gathered(rows)
    }
}
