package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let all = Verb(
        "all", .lists, "Tells whether all items or rows are true, or fulfil a condition.",
        notes: "Of a bool column inside verbs it is an aggregate. Nulls count as false; no items give true.",
        parameters: [
            ParameterDescription(
                name: "list", about: "The list, or a column of bools.", expects: .anything, defaultText: nil, isRest: false),
            ParameterDescription(
                name: "condition", about: "What an item must fulfil.", expects: .elementFunction, defaultText: "null",
                isRest: false),
            ParameterDescription(
                name: "by", about: "What makes a group, inside `derive`.", expects: .expression, defaultText: "null",
                isRest: false),
        ],
        returns: .bool,
        examples: [Example("all([1, 5], . > 3)", gives: "false")],
        checking: .runsBody, liftCondition: .firstArgumentIsExpression,
        lift: { resolver, arguments, range in
            if arguments.single[1] != nil { return try ListLifting.lift(.all)(resolver, arguments, range) }
            let aggregate = BoundArguments(single: [arguments.single[0], arguments.single[2]])
            return try AggregateLifting.lift(.all)(resolver, aggregate, range)
        },
        run: { call, arguments in
            guard let first = arguments.single[0] else { return .null }
            if case .null = first.value { return .null }
            if call.isChecking, first.value.items == nil { return .unknown(.bool) }
            let condition = try arguments.single[1].map {
                try ElementFunction.decode($0, in: call, parameter: call.verb.parameters[1])
            }
            var found = false
            let isWhole = try Sequences.forEach(first.value, at: first.range, evaluation: call.evaluation) { item in
                let value = try condition.map { try call.apply($0, [item]) } ?? item
                if try Conditions.holds(value, at: first.range) == false { found = true }
                return !found
            }
            return isWhole ? .bool(!found) : .unknown(.bool)
        })
}
