import OctavoLanguage
import OctavoSource
import OctavoTable

/// Conditions over the rows of a table, looked at in one pass.
struct TableExpectations {
    /// Offending rows, groups and keys that are shown.
    static let shown = 3

    let plan: Plan
    let call: Call
    let conditions: [ExpectedCondition]
    let forms: [Form]

    /// What a condition needs of the rows.
    enum Form {
        /// One answer a row, and where the condition is a JSON Schema what breaks it.
        case rows(RowExpression, schema: SchemaCondition?)
        /// One answer a group; no keys make the whole table one.
        case groups(keys: [RowExpression], RowExpression)
        /// No two rows with the same keys.
        case distinct(keys: [RowExpression])
    }

    /// Types every condition against the table's columns; touches no row.
    init(_ given: Plan, _ written: [ExpectedCondition], _ call: Call) throws {
        let judged = try JudgedConditions(given, written, call)
        (plan, conditions) = (judged.plan, judged.conditions)
        self.call = call
        let resolver = ExpressionResolver(schema: plan.schema, in: call)
        forms = try conditions.map { condition in
            do {
                return try Self.form(of: condition.expression, resolver)
            } catch let diagnostic as Diagnostic {
                throw diagnostic.located(at: condition.range)
            }
        }
    }

    private static func form(of expression: ColumnExpression, _ resolver: ExpressionResolver) throws -> Form {
        if case .call(let verb, let arguments) = expression.kind {
            if verb === Verb.allDistinct { return .distinct(keys: try AllDistinct.keys(arguments, resolver)) }
            if verb === Verb.matchesSchema {
                let schema = try SchemaCondition(arguments, resolver, expression.range)
                return .rows(schema.condition, schema: schema)
            }
        }
        let resolved = try resolver.condition(expression)
        guard let keys = groupKeys(of: resolved),
            GroupValue.isOnePerGroup(resolved, keys: keys.enumerated().map { NamedExpression("\($0.offset)", $0.element) })
        else { return .rows(resolved, schema: nil) }
        return .groups(keys: keys, resolved)
    }

    /// The `by:` that all aggregates of the condition share; `nil` where they differ or a window looks at single rows.
    private static func groupKeys(of expression: RowExpression) -> [RowExpression]? {
        var found: [RowExpression]?
        var isOne = true
        func visit(_ part: RowExpression) {
            switch part.kind {
            case .window: isOne = false
            case .aggregate(_, _, let keys):
                if let known = found, known.map(PlanText.expression) != keys.map(PlanText.expression) { isOne = false }
                found = keys
            default: part.children.forEach(visit)
            }
        }
        visit(expression)
        return isOne ? found ?? [] : nil
    }

    func run() throws -> [ExpectationOutcome] {
        var pass = ExpectationPass(self)
        try pass.read()
        return try conditions.indices.map { place in
            switch forms[place] {
            case .rows(let expression, let schema): try pass.rowOutcome(place, expression, schema)
            case .groups(let keys, _): try pass.groupOutcome(place, keys)
            case .distinct(let keys): try pass.distinctOutcome(place, keys)
            }
        }
    }
}
