/// Computes the parts of an expression that read no column, once instead of once a chunk.
enum PlannerFolding {
    static func fold(_ expression: RowExpression) -> RowExpression {
        let inner = expression.replacingChildren(fold)
        switch inner.kind {
        case .column, .literal, .row, .element, .aggregate, .window, .listFunction: return inner
        case .conditional(let branches, let otherwise): return shortened(inner, branches, otherwise)
        case .and(let left, let right):
            if left.isLiteral(.bool(true)), right.isNeverNull { return right }
            if right.isLiteral(.bool(true)), left.isNeverNull { return left }
            if left.isFalse || (right.isFalse && !left.mayFail) { return truth(false, inner) }
        case .or(let left, let right):
            if left.isFalse, right.isNeverNull { return right }
            if right.isFalse, left.isNeverNull { return left }
            if left.isLiteral(.bool(true)) || (right.isLiteral(.bool(true)) && !left.mayFail) { return truth(true, inner) }
        case .coalesce(let first, _):
            if case .literal(let value) = first.kind, !value.isNull, first.type == inner.type { return first }
        default: break
        }
        guard !inner.children.isEmpty, inner.children.allSatisfy(\.isLiteral) else { return inner }
        let evaluator = ExpressionEvaluator(schema: Schema([]))
        // What fails is left in place, so that it fails where it runs and only if it does.
        guard let value = try? evaluator.evaluate(inner, over: Chunk(count: 1, columns: [])) else { return inner }
        return RowExpression(.literal(value[0]), type: inner.type, origin: inner.origin)
    }

    /// What a condition asks for, as conditions that must all hold, tried in this order; none where it always holds.
    static func conditions(_ condition: RowExpression) -> [RowExpression] {
        func parts(_ condition: RowExpression) -> [RowExpression] {
            if case .and(let left, let right) = condition.kind { return parts(left) + parts(right) }
            return condition.isLiteral(.bool(true)) ? [] : [condition]
        }
        return parts(fold(condition))
    }

    private static func truth(_ value: Bool, _ expression: RowExpression) -> RowExpression {
        RowExpression(.literal(.bool(value)), type: .bool, origin: expression.origin)
    }

    /// Branches whose condition is known to be false are dropped, and what follows one known to be true.
    private static func shortened(
        _ expression: RowExpression, _ branches: [RowExpression.Branch], _ otherwise: RowExpression
    ) -> RowExpression {
        var left: [RowExpression.Branch] = []
        for branch in branches {
            guard case .literal(let value) = branch.condition.kind else {
                left.append(branch)
                continue
            }
            if value != .bool(true) { continue }
            if left.isEmpty, branch.value.type == expression.type { return branch.value }
            if left.isEmpty { return RowExpression(.widen(branch.value), type: expression.type, origin: expression.origin) }
            return RowExpression(
                .conditional(left, otherwise: branch.value), type: expression.type, origin: expression.origin)
        }
        if left.count == branches.count { return expression }
        if left.isEmpty {
            return otherwise.type == expression.type
                ? otherwise : RowExpression(.widen(otherwise), type: expression.type, origin: expression.origin)
        }
        return RowExpression(.conditional(left, otherwise: otherwise), type: expression.type, origin: expression.origin)
    }
}

extension RowExpression {
    var isLiteral: Bool { if case .literal = kind { true } else { false } }

    func isLiteral(_ wanted: Datum) -> Bool { if case .literal(wanted) = kind { true } else { false } }

    /// Whether it is a constant that a condition takes as false.
    var isFalse: Bool { isLiteral(.bool(false)) || isLiteral(.null) }

    /// Whether it is true or false on every row.
    var isNeverNull: Bool {
        switch kind {
        case .literal(.bool), .comparison, .and, .or, .not, .isIn: true
        default: false
        }
    }
}
