import OctavoLanguage
import OctavoSource
import OctavoTable

/// Expectations whose judges have spoken: what they say is a column, and the expectation looks there.
struct JudgedConditions {
    private(set) var plan: Plan
    private(set) var conditions: [ExpectedCondition] = []
    private let call: Call
    private var columns: [(field: Field, values: [Datum])] = []

    init(_ plan: Plan, _ conditions: [ExpectedCondition], _ call: Call) throws {
        self.plan = plan
        self.call = call
        self.conditions = try conditions.map { condition in
            ExpectedCondition(
                label: condition.label, range: condition.range, expression: try judged(condition.expression))
        }
        if columns.isEmpty { return }
        let schema = Schema(plan.schema.fields + columns.map(\.field))
        if call.isChecking {
            self.plan = call.step(.slice(plan, from: 0, count: 0), schema)
        } else {
            self.plan = Plan(try call.force(plan).adding(columns.map { ($0.field, Column($0.field.type, $0.values)) }))
        }
    }

    /// With the judges' columns in the places of their calls.
    private mutating func judged(_ expression: ColumnExpression) throws -> ColumnExpression {
        let range = expression.range
        switch expression.kind {
        case .call(let verb, let arguments) where verb === Verb.judge: return try column(arguments, range)
        case .not(let inner): return ColumnExpression(.not(try judged(inner)), range)
        case .binary(let sign, sign: let place, let left, let right):
            return ColumnExpression(.binary(sign, sign: place, try judged(left), try judged(right)), range)
        default: return expression
        }
    }

    private mutating func column(_ arguments: BoundArguments, _ range: SourceRange) throws -> ColumnExpression {
        let own = Call(of: .judge, at: range, in: call.evaluation)
        guard let judge = try Judge(own, arguments) else { return ColumnExpression(.value(.unknown(.bool)), range) }
        var name = "judged"
        let taken = Set(plan.schema.names + columns.map(\.field.name))
        if taken.contains(name) { name = (2...).lazy.map { "judged_\($0)" }.first { !taken.contains($0) } ?? name }
        columns.append((Field(name, .record(Judge.fields)), try judge.column(over: plan)))
        return ColumnExpression(.member(ColumnExpression(.column(name), range), "pass"), range)
    }
}
