package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let filter = Verb(
        "filter", .tables, "Keeps the rows, or the items of a list, for which a condition holds.",
        notes: "Null counts as false, so `filter(p)` and `filter(not p)` part the rows exactly.",
        parameters: [
            ParameterDescription(
                name: "t", about: "The table or list.", expects: .anything, defaultText: nil, isRest: false),
            ParameterDescription(
                name: "condition", about: "What must hold; `.name` is the row's or element's.", expects: .elementFunction,
                defaultText: nil, isRest: false),
        ],
        returns: .any,
        examples: [
            Example("table([{n: 1}, {n: 5}]) | filter(.n > 2)", gives: "|   n |\n| --: |\n|   5 |"),
            Example("[1, 5, 7] | filter(. > 2)", gives: "[5, 7]"),
        ],
        searchTerms: ["where", "select_rows", "query", "keep"], checking: .runsBody,
        liftCondition: .firstArgumentIsExpression, lift: ListLifting.lift(.filter)
    ) { call, arguments in
        guard let first = arguments.single[0], let second = arguments.single[1] else { return .null }
        switch first.value {
        case .table(let plan):
            if case .function = second.value {
                throw Diagnostic(
                    "wrong-argument", "`filter` of a table takes a condition over its columns, not a function", at: second.range,
                    help: ["columns start with a dot: `filter(.name > 3)`; for a function of one's own: `filter(f(.name))`"])
            }
            let condition = try ColumnExpression.decode(second, in: call, parameter: call.verb.parameters[1])
            let resolver = ExpressionResolver(schema: plan.schema, in: call)
            return .table(call.step(.filter(plan, try resolver.condition(condition)), plan.schema))
        case .unknown(let type): return .unknown(type)
        default:
            let test = try ElementFunction.decode(second, in: call, parameter: call.verb.parameters[1])
            var kept: [Value] = []
            var isKnown = true
            let isWhole = try Sequences.forEach(first.value, at: first.range, evaluation: call.evaluation) { item in
                let result = try call.apply(test, [item])
                if result.isUnknown { isKnown = false }
                if try Conditions.holds(result, at: second.range) { kept.append(item) }
                return true
            }
            return isKnown && isWhole ? .list(kept) : .unknown(first.value.type)
        }
    }
}
