package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let map = Verb(
        "map", .lists, "Gives each item's value of a function, as a list.",
        parameters: [
            ParameterDescription(name: "list", about: "The list.", expects: .anything, defaultText: nil, isRest: false),
            ParameterDescription(
                name: "f", about: "What to compute from an item.", expects: .elementFunction, defaultText: nil, isRest: false),
        ],
        returns: .list(.any),
        examples: [
            Example("[1, 2] | map(. * 2)", gives: "[2, 4]"), Example("[1, 2] | map(x -> x + 1)", gives: "[2, 3]"),
        ],
        searchTerms: ["each", "apply", "transform"], checking: .runsBody, liftCondition: .firstArgumentIsExpression,
        lift: ListLifting.lift(.map)
    ) { call, arguments in
        guard let first = arguments.single[0], let second = arguments.single[1] else { return .null }
        let function = try ElementFunction.decode(second, in: call, parameter: call.verb.parameters[1])
        if case .null = first.value { return .null }
        if call.isChecking, first.value.items == nil { return .unknown(.list(.any)) }
        var results: [Value] = []
        let isWhole = try Sequences.forEach(first.value, at: first.range, evaluation: call.evaluation) { item in
            results.append(try call.apply(function, [item]))
            return true
        }
        return isWhole ? .list(results) : .unknown(.list(results.first?.type ?? .any))
    }
}
