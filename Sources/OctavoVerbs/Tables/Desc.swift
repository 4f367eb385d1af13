package import OctavoLanguage

extension Verb {
    package static let desc = Verb(
        "desc", .tables, "Turns an order: largest first. Null stays last.",
        parameters: [
            ParameterDescription(
                name: "key", about: "What to order by.", expects: .expression, defaultText: nil, isRest: false)
        ],
        returns: .expression,
        examples: [Example("table([{n: 1}, {n: 2}]) | sort(desc(.n))", gives: "|   n |\n| --: |\n|   2 |\n|   1 |")],
        searchTerms: ["descending"], checking: .runsBody
    ) { call, arguments in
        guard let first = arguments.single[0] else { return .null }
        let key = try ColumnExpression.decode(first, in: call, parameter: call.verb.parameters[0])
        return .expression(ColumnExpression(.descending(key), call.range))
    }
}
