import OctavoSource
import OctavoSyntax
import OctavoTable

extension ExpressionResolver {
    func binary(
        _ sign: BinaryOperatorSyntax, _ left: ColumnExpression, _ right: ColumnExpression, _ places: Operators.Places
    ) throws -> RowExpression {
        func made(_ kind: RowExpression.Kind, _ type: DataType) -> RowExpression {
            RowExpression(kind, type: type, origin: places.whole)
        }
        switch sign {
        case .and: return made(.and(try condition(left), try condition(right)), .bool)
        case .or: return made(.or(try condition(left), try condition(right)), .bool)
        case .equal: return made(try comparison(.equal, left, right, places), .bool)
        case .notEqual: return made(try comparison(.notEqual, left, right, places), .bool)
        case .less: return made(try comparison(.less, left, right, places), .bool)
        case .lessOrEqual: return made(try comparison(.lessOrEqual, left, right, places), .bool)
        case .greater: return made(try comparison(.greater, left, right, places), .bool)
        case .greaterOrEqual: return made(try comparison(.greaterOrEqual, left, right, places), .bool)
        case .isIn, .isNotIn:
            let item = try resolve(left)
            let list = try membership(right, item.type, places)
            let test = made(.isIn(item, list), .bool)
            return sign == .isIn ? test : made(.not(test), .bool)
        case .coalesce:
            let first = try resolve(left)
            let second = try resolve(right)
            let type = try common([first, second], [left, right], "sides of `??`")
            return made(.coalesce(widen(first, to: type), widen(second, to: type)), type)
        case .range:
            throw Diagnostic("not-in-expression", "`..` takes ints that are known, not columns", at: places.whole)
        case .add, .subtract, .multiply, .divide, .power:
            let first = try resolve(left)
            let second = try resolve(right)
            let type = try Arithmetic.resultType(sign, first.type, second.type, places)
            guard let arithmetic = ArithmeticOperator(rawValue: sign.rawValue) else { return first }
            if type == .float {
                return made(
                    .arithmetic(arithmetic, number(first), number(second)), .float)
            }
            return made(.arithmetic(arithmetic, first, second), type)
        }
    }

    /// As a float where it is a number, else as it is (a duration divided by another).
    private func number(_ expression: RowExpression) -> RowExpression {
        expression.type == .int || expression.type == .null ? widen(expression, to: .float) : expression
    }

    private func comparison(
        _ comparison: ComparisonOperator, _ left: ColumnExpression, _ right: ColumnExpression, _ places: Operators.Places
    ) throws -> RowExpression.Kind {
        let first = try resolve(left)
        let second = try resolve(right)
        let isOrdering = comparison != .equal && comparison != .notEqual
        if isOrdering, case .list = first.type {
            throw Diagnostic("type-mismatch", "lists have no order", at: left.range)
        }
        if first.type == second.type || first.type == .null || second.type == .null {
            return .comparison(comparison, first, second)
        }
        if first.type.isNumeric, second.type.isNumeric { return .comparison(comparison, first, second) }
        if isOrdering {
            throw withOrigins(TypeMismatch.order(first.type.description, second.type.description, places), left, right)
        }
        if let type = first.type.unified(with: second.type) {
            return .comparison(comparison, widen(first, to: type), widen(second, to: type))
        }
        throw withOrigins(TypeMismatch.equality(first.type.description, second.type.description, places), left, right)
    }

    /// With the steps that the columns on both sides come from, where those stand on other lines.
    private func withOrigins(_ diagnostic: Diagnostic, _ left: ColumnExpression, _ right: ColumnExpression) -> Diagnostic {
        var diagnostic = diagnostic
        for side in [left, right] {
            guard let name = side.columnName, let origin = surroundings.origin(of: name, with: schema) else { continue }
            if origin.source === side.range.source, origin.start.line == side.range.start.line { continue }
            diagnostic.secondary.append(.init(origin, "`.\(WrittenForm.label(name))` comes from here"))
        }
        return diagnostic
    }

    private func membership(
        _ right: ColumnExpression, _ type: DataType, _ places: Operators.Places
    ) throws -> RowExpression {
        if case .value(.range(let from, let to)) = right.kind, let count = Value.count(from: from, to: to),
            count <= Value.longestBuiltRange
        {
            let items = Datum.list((0..<count).map { .int(from + $0) })
            return RowExpression(.literal(items), type: .list(.int), origin: right.range)
        }
        let list = try resolve(right)
        switch list.type {
        case .list(let item):
            guard item.unified(with: type) != nil else {
                throw Diagnostic("type-mismatch", "cannot look for \(type) in a list of \(item)", at: right.range)
            }
            return list
        case .null: return list
        case .text:
            throw Diagnostic(
                "type-mismatch", "`in` looks for an item of a list, not for text in text", at: right.range,
                help: ["`contains(\(places.right.text), \(places.left.text))` looks for text in text"],
                fix: .replace(places.whole, with: "contains(\(places.right.text), \(places.left.text))"))
        default: throw Diagnostic("type-mismatch", "`in` takes a list on its right, not \(list.type)", at: right.range)
        }
    }
}
