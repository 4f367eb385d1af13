import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// The steps that `filter_noise` makes.
enum NoiseSteps {
    /// What stays by the rules, and then without duplicates.
    static func filtered(_ input: Plan, _ column: String, _ arguments: NoiseArguments, _ call: Call) -> Plan {
        var plan = input
        let filter = NoiseFilter(arguments.rules)
        if filter.isActive { plan = call.step(.filter(plan, filter.condition(over: column, at: call.range)), plan.schema) }
        guard let duplicates = arguments.duplicates else { return plan }
        return call.step(.pass(plan, DuplicatePass.of(duplicates, column, in: "filter_noise")), plan.schema)
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
