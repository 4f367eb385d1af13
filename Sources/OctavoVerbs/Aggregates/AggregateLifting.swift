package import OctavoLanguage
package import OctavoSource
package import OctavoTable

/// Aggregates as column expressions, and over lists and columns at hand.
package enum AggregateLifting {
    /// The first argument is what is aggregated (or missing), the second `by:`.
    package static func lift(_ aggregate: Aggregate) -> Verb.Lift {
        { resolver, arguments, range in
            try expression(
                aggregate, resolver, arguments.single[0], arguments.single.count > 1 ? arguments.single[1] : nil, range)
        }
    }

    package static func expression(
        _ aggregate: Aggregate, _ resolver: ExpressionResolver, _ value: BoundArguments.Argument?,
        _ by: BoundArguments.Argument?, _ range: SourceRange
    ) throws -> RowExpression {
        let argument = try value.map { try resolver.resolve($0) }
        if argument == nil, aggregate != .count {
            throw Diagnostic("missing-argument", "`\(range.text)` needs a column to work on", at: range)
        }
        guard let type = aggregate.resultType(argument?.type) else {
            throw Diagnostic(
                "type-mismatch", "`\(range.text)` cannot work on \(argument?.type.description ?? "nothing")",
                at: value?.range ?? range)
        }
        var keys: [RowExpression] = []
        if let by, !by.value.isNull {
            if case .expression(let expression) = by.value, case .list(let items) = expression.kind {
                keys = try items.map { try resolver.resolve($0) }
            } else {
                keys = [try resolver.resolve(by)]
            }
        }
        let counted = aggregate == .count ? nil : argument
        return RowExpression(.aggregate(aggregate, counted, by: keys), type: type, origin: range)
    }

    /// The aggregate of a list or of a table's column.
    package static func value(_ aggregate: Aggregate, of argument: BoundArguments.Argument, in call: Call) throws -> Value {
        if case .null = argument.value { return .null }
        if case .table = argument.value {
            throw Diagnostic(
                "wrong-argument", "`\(call.verb.name)` takes a column or a list, not a table", at: argument.range,
                help: ["`summarize(t, \(call.verb.name): \(call.verb.name)(.column))`, or `\(call.verb.name)(t.column)`"])
        }
        if argument.value.datum != nil, argument.value.items == nil {
            let own = call.verb.name
            throw Diagnostic(
                "wrong-argument", "`\(own)` takes a column or a list, not \(argument.value.kindName)", at: argument.range,
                help: own == "max" || own == "min" ? ["`\(own)_of(1, 2)` compares its arguments"] : ["`\(own)([1, 2])`"])
        }
        let plan: Plan
        let name: String
        if case .column(let whole, let own) = argument.value {
            plan = whole
            name = own
        } else {
            if call.isChecking, argument.value.items == nil { return .unknown(call.verb.returns) }
            let items = try Sequences.items(argument.value, at: argument.range, evaluation: call.evaluation)
            name = "value"
            plan = Plan(
                Table(
                    records: try items.map { item in
                        guard let datum = item.datum else {
                            if item.isUnknown { return [("value", .null)] }
                            throw Diagnostic(
                                "wrong-argument", "`\(call.verb.name)` cannot work on \(article(item.kindName))",
                                at: argument.range)
                        }
                        return [("value", datum)]
                    }))
        }
        let type = plan.schema.type(of: name) ?? .null
        guard let result = aggregate.resultType(type) else {
            throw Diagnostic("type-mismatch", "`\(call.verb.name)` cannot work on \(type)", at: argument.range)
        }
        if call.isChecking { return .unknown(.data(result)) }
        let source: RowExpression =
            plan.schema.index(of: name) == nil
            ? RowExpression(.literal(.null), type: .null) : RowExpression(.column(name), type: type, origin: call.range)
        let one = NamedExpression(
            "value", RowExpression(.aggregate(aggregate, source, by: []), type: result, origin: call.range))
        let table = try call.force(
            call.step(.summarize(plan, by: [], aggregates: [one]), Schema([Field("value", result)])))
        return Value(table.values(0).first ?? .null)
    }
}

extension Verb {
    /// An aggregate of one column, without further parameters.
    static func aggregate(
        _ name: String, _ aggregate: Aggregate, _ summary: String, notes: String = "", returns: ValueType = .any,
        examples: [Example], searchTerms: [String] = []
    ) -> Verb {
        Verb(
            name, .aggregates, summary, notes: notes,
            parameters: [
                ParameterDescription(
                    name: "values", about: "A column inside verbs; or a list, or a column of a table.", expects: .anything,
                    defaultText: nil, isRest: false),
                ParameterDescription(
                    name: "by", about: "What makes a group, inside `derive`, `filter` and `sort`.", expects: .expression,
                    defaultText: "null", isRest: false),
            ],
            returns: returns, examples: examples, searchTerms: searchTerms, checking: .runsBody,
            liftCondition: .firstArgumentIsExpression, lift: AggregateLifting.lift(aggregate)
        ) { call, arguments in
            guard let first = arguments.single[0] else { return .null }
            return try AggregateLifting.value(aggregate, of: first, in: call)
        }
    }
}
