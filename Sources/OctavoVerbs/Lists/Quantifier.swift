import OctavoLanguage
import OctavoTable

/// `any` and `all`: over the items of a list, and as aggregates of a bool column.
enum Quantifier {
    /// The search ends at the first item for which the condition is `decisive`; without one the result is the opposite.
    static func verb(
        _ name: String, _ summary: String, decisive: Bool, aggregate: Aggregate, list: ListFunction, example: Example
    ) -> Verb {
        Verb(
            name, .lists, summary,
            notes: "Of a bool column inside verbs it is an aggregate. Nulls count as false; no items give \(!decisive).",
            parameters: [
                .open("list", "The list, or a column of bools."),
                ParameterDescription(
                    name: "condition", about: "What an item must fulfil.", expects: .elementFunction, defaultText: "null",
                    isRest: false),
                ParameterDescription(
                    name: "by", about: "What makes a group, inside `derive`.", expects: .expression, defaultText: "null",
                    isRest: false),
            ],
            returns: .bool, examples: [example], checking: .runsBody, liftCondition: .firstArgumentIsExpression,
            lift: { resolver, arguments, range in
                if arguments.single[1] != nil { return try ListLifting.lift(list)(resolver, arguments, range) }
                let whole = BoundArguments(single: [arguments.single[0], arguments.single[2]])
                return try AggregateLifting.lift(aggregate)(resolver, whole, range)
            },
            run: { call, arguments in try run(call, arguments, decisive: decisive) })
    }

    private static func run(_ call: Call, _ arguments: BoundArguments, decisive: Bool) throws -> Value {
        guard let first = arguments.single[0], !first.value.isNull else { return .null }
        if call.isChecking, first.value.items == nil { return .unknown(.bool) }
        let condition = try arguments.single[1].map {
            try ElementFunction.decode($0, in: call, parameter: call.verb.parameters[1])
        }
        var result = !decisive
        let isWhole = try Sequences.forEach(first.value, at: first.range, evaluation: call.evaluation) { item in
            let value = try condition.map { try call.apply($0, [item]) } ?? item
            if try Conditions.holds(value, at: first.range) == decisive { result = decisive }
            return result != decisive
        }
        return isWhole ? .bool(result) : .unknown(.bool)
    }
}
