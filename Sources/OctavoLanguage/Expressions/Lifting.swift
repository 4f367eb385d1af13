import OctavoSource
import OctavoSyntax
import OctavoTable

/// From values to column expressions.
enum Lifting {
    /// The value itself when it is one, or a constant.
    static func expression(_ value: Value, _ range: SourceRange) -> ColumnExpression {
        if case .expression(let expression) = value { return expression }
        return ColumnExpression(.value(value), range)
    }

    /// Whether this call is a column expression rather than a value.
    static func applies(_ verb: Verb, _ bound: BoundArguments) -> Bool {
        switch verb.liftCondition {
        case .never: return false
        case .anyArgumentIsExpression: return bound.holdsExpression
        case .firstArgumentIsExpression: return bound.single.first??.value.isExpression ?? false
        case .firstArgumentIsExpressionOrMissing:
            guard let first = bound.single.first, let argument = first else { return true }
            return argument.value.isExpression
        case .anyArgumentIsExpressionOrOneIsMissing:
            return bound.holdsExpression || bound.single.contains { $0 == nil }
        case .anyArgumentIsExpressionAndFirstIsObject:
            guard case .object? = bound.single.first??.value else { return false }
            return bound.holdsExpression
        case .argumentIsExpression(let index):
            return bound.single.indices.contains(index) && bound.single[index]?.value.isExpression ?? false
        }
    }
}

/// Comprehensions over list columns, as `map` and `filter` would write them.
enum ListLifting {
    static func comprehension(
        _ evaluator: Evaluator, _ items: Value, _ name: NameSyntax, _ body: ExpressionSyntax, _ condition: ExpressionSyntax?,
        _ range: ByteRange, _ scope: Scope
    ) throws -> Value {
        let catalog = evaluator.evaluation.catalog
        guard let map = catalog["map"], let filter = catalog["filter"] else { return .unknown(.any) }
        var list = items
        func call(_ verb: Verb, _ body: ExpressionSyntax) -> Value {
            let lambda = Lambda(parameters: [name], body: body, source: evaluator.source, range: body.range, scope: scope)
            let place = evaluator.place(range)
            let second = BoundArguments.Argument(value: .function(.lambda(lambda)), range: evaluator.place(body.range))
            let arguments = BoundArguments(single: [.init(value: list, range: place), second])
            return .expression(ColumnExpression(.call(verb, arguments), place))
        }
        if let condition { list = call(filter, condition) }
        return call(map, body)
    }
}
