import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    private static let by = ParameterDescription(
        name: "by", about: "What makes a group.", expects: .expression, defaultText: "null", isRest: false)

    /// A window over the rows in their order.
    static func window(
        _ name: String, _ window: WindowFunction, _ summary: String, takesValue: Bool, examples: [Example]
    ) -> Verb {
        let value = ParameterDescription(
            name: "value", about: "The column.", expects: .expression, defaultText: nil, isRest: false)
        return Verb(
            name, .windows, summary, parameters: takesValue ? [value, by] : [by], returns: .expression, examples: examples,
            checking: .runsBody, liftCondition: .firstArgumentIsExpressionOrMissing,
            lift: { resolver, arguments, range in
                let operand = takesValue ? try arguments.single[0].map { try resolver.resolve($0) } : nil
                let keys = try groupKeys(arguments.single[takesValue ? 1 : 0], resolver)
                let type: DataType = window == .cumulativeSum ? operand?.type ?? .int : .int
                if window == .cumulativeSum, !type.isNumeric, type != .duration {
                    throw Diagnostic("type-mismatch", "`\(name)` adds numbers, not \(type)", at: range)
                }
                return RowExpression(.window(window, operand, by: keys), type: type, origin: range)
            },
            run: { call, _ in throw notAlone(call) })
    }

    /// A value some rows away.
    static func shifted(
        _ name: String, _ summary: String, _ window: @escaping @Sendable (Int) -> WindowFunction, examples: [Example]
    ) -> Verb {
        Verb(
            name, .windows, summary,
            parameters: [
                ParameterDescription(name: "value", about: "The column.", expects: .expression, defaultText: nil, isRest: false),
                ParameterDescription(
                    name: "n", about: "How many rows away.", expects: .value(.int), defaultText: "1", isRest: false), by,
            ],
            returns: .expression, examples: examples, checking: .runsBody, liftCondition: .firstArgumentIsExpression,
            lift: { resolver, arguments, range in
                guard let first = arguments.single[0] else {
                    throw Diagnostic("missing-argument", "`\(name)` needs a column", at: range)
                }
                var distance: Int64 = 1
                if let argument = arguments.single[1], !argument.value.isUnknown {
                    guard case .int(let given) = argument.value, given >= 0, given <= Int64(Int32.max) else {
                        throw Diagnostic("wrong-argument", "`\(name)` takes zero rows or more for `n`", at: argument.range)
                    }
                    distance = given
                }
                let operand = try resolver.resolve(first)
                let keys = try groupKeys(arguments.single[2], resolver)
                return RowExpression(.window(window(Int(distance)), operand, by: keys), type: operand.type, origin: range)
            },
            run: { call, _ in throw notAlone(call) })
    }

    private static func groupKeys(_ by: BoundArguments.Argument?, _ resolver: ExpressionResolver) throws -> [RowExpression] {
        guard let by, !by.value.isNull else { return [] }
        if case .expression(let expression) = by.value, case .list(let items) = expression.kind {
            return try items.map { try resolver.resolve($0) }
        }
        return [try resolver.resolve(by)]
    }

    private static func notAlone(_ call: Call) -> Diagnostic {
        Diagnostic(
            "not-alone", "`\(call.verb.name)` works on the rows of a table, inside a verb", at: call.range,
            help: ["e.g. `t | derive(x: \(call.verb.name)(…))`"])
    }
}
