import OctavoSource
import OctavoSyntax
import OctavoTable

extension Evaluator {
    func unary(
        _ sign: UnaryOperatorSyntax, _ operand: ExpressionSyntax, _ range: ByteRange, _ scope: Scope
    ) throws -> Value {
        let inner = try value(operand, scope)
        if case .expression(let expression) = inner {
            return .expression(ColumnExpression(sign == .not ? .not(expression) : .negate(expression), place(range)))
        }
        switch sign {
        case .not: return inner.isUnknown ? .unknown(.bool) : .bool(!(try Operators.truth(inner, at: place(operand.range))))
        case .negate: return try Operators.negated(inner, at: place(operand.range))
        }
    }

    func binary(
        _ sign: BinaryOperatorSyntax, _ signRange: ByteRange, _ left: ExpressionSyntax, _ right: ExpressionSyntax,
        _ range: ByteRange, _ scope: Scope
    ) throws -> Value {
        let first = try value(left, scope)
        if !isChecking, !first.isExpression {
            switch sign {
            case .and where try !Operators.truth(first, at: place(left.range)): return .bool(false)
            case .or where try Operators.truth(first, at: place(left.range)): return .bool(true)
            case .coalesce where !first.isNull: return first
            default: break
            }
        }
        let second = try value(right, scope)
        if sign == .or { try Self.requireWholeCondition(left, right, second, source, place(range)) }
        for (side, operand) in [(first, left), (second, right)] where side.isFunction && sign != .coalesce {
            throw FunctionAsValue.diagnostic(place(operand.range), surroundings)
        }
        if first.isExpression || second.isExpression, sign != .range {
            let one = Lifting.expression(first, place(left.range))
            let two = Lifting.expression(second, place(right.range))
            return .expression(ColumnExpression(.binary(sign, sign: place(signRange), one, two), place(range)))
        }
        let places = Operators.Places(
            whole: place(range), sign: place(signRange), left: place(left.range), right: place(right.range))
        if case .text(let one) = first, case .text(let two) = second {
            try evaluation.reserve(bytes: one.utf8.count + two.utf8.count, at: places.whole)
        }
        return try Operators.binary(sign, first, second, places)
    }

    /// `x == "a" or "b"` compares only the first.
    private static func requireWholeCondition(
        _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ second: Value, _ source: Source, _ whole: SourceRange
    ) throws {
        guard case .binary(.equal, _, let item, let first) = left.kind, !second.isUnknown, second.datum != nil else { return }
        switch second {
        case .bool, .null: return
        default: break
        }
        func text(_ part: ExpressionSyntax) -> String { source.text(in: part.range) }
        let test = "\(text(item)) in [\(text(first)), \(text(right))]"
        throw Diagnostic(
            "not-a-condition", "`or` joins conditions, and this is \(article(second.kindName))",
            at: SourceRange(source, right.range), help: ["to look for one of several: `\(test)`"],
            fix: .replace(whole, with: test, .maybe))
    }
}
