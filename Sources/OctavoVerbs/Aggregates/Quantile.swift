package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let quantile = Verb(
        "quantile", .aggregates, "Gives the value below which a share of the values lies.",
        notes: "Linear between order statistics (Hyndman and Fan's type 7). Nulls are skipped.",
        parameters: [
            ParameterDescription(
                name: "values", about: "A column inside verbs; or a list, or a column of a table.", expects: .anything,
                defaultText: nil, isRest: false),
            ParameterDescription(
                name: "q", about: "The share, 0 to 1.", expects: .value(.float), defaultText: nil, isRest: false),
            ParameterDescription(
                name: "by", about: "What makes a group, inside `derive`, `filter` and `sort`.", expects: .expression,
                defaultText: "null", isRest: false),
        ],
        returns: .any, examples: [Example("quantile([1, 2, 3, 4], 0.5)", gives: "2.5")], searchTerms: ["percentile"],
        checking: .runsBody, liftCondition: .firstArgumentIsExpression,
        lift: { resolver, arguments, range in
            let share = try share(arguments, range)
            return try AggregateLifting.expression(.quantile(share), resolver, arguments.single[0], arguments.single[2], range)
        },
        run: { call, arguments in
            guard let first = arguments.single[0] else { return .null }
            return try AggregateLifting.value(.quantile(try share(arguments, call.range)), of: first, in: call)
        })

    private static func share(_ arguments: BoundArguments, _ range: SourceRange) throws -> Double {
        guard let argument = arguments.single[1] else { return 0.5 }
        if argument.value.isUnknown { return 0.5 }
        guard let datum = argument.value.datum, let share = Double(datum: datum), share >= 0, share <= 1 else {
            throw Diagnostic(
                "wrong-argument", "`quantile` takes a share from 0 to 1 for `q`, not \(argument.range.text)", at: argument.range,
                help: ["`0.9` and `90%` are the value that nine of ten values do not exceed"])
        }
        return share
    }
}
