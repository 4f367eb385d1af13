import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// The steps that `filter_noise` makes.
enum NoiseSteps {
    /// A column of text of a table, by its argument.
    static func textColumn(_ reference: ColumnReference, _ schema: Schema, _ call: Call) throws -> Field {
        let field = try call.requireColumn(reference, in: schema)
        guard field.type == .text || field.type == .null else {
            throw Diagnostic(
                "type-mismatch", "`\(call.verb.name)` looks at texts, and `.\(DatumText.label(field.name))` is \(field.type)",
                at: reference.range,
                help: ["to make text of it: `derive(\(DatumText.label(field.name)): text(.\(DatumText.label(field.name))))`"])
        }
        return field
    }

    /// What stays by the rules, and then without duplicates.
    static func filtered(_ input: Plan, _ column: String, _ arguments: NoiseArguments, _ call: Call) -> Plan {
        var plan = input
        let filter = NoiseFilter(arguments.rules)
        if filter.isActive { plan = call.step(.filter(plan, filter.condition(over: column, at: call.range)), plan.schema) }
        switch arguments.duplicates {
        case .none: break
        case .exact: plan = call.step(.pass(plan, DuplicatePass.exact(column)), plan.schema)
        case .near: plan = call.step(.pass(plan, DuplicatePass.near(column, arguments.resemblance)), plan.schema)
        }
        return plan
    }
}

extension NoiseFilter {
    /// True for the rows whose text is no noise.
    func condition(over column: String, at range: SourceRange) -> RowExpression {
        let body = ColumnLoop.textsKept(ruleOfNull: ruleOfNull) { [self] in
            let checker = NoiseChecker(self)
            return { checker.rule($0) }
        }
        let text = RowExpression(.column(column), type: .text, origin: range)
        let function = ScalarFunction("filter_noise", mayFail: false, body)
        return RowExpression(.function(function, [text]), type: .bool, origin: range)
    }
}
