import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    /// A function of single values whose arguments may be more than columns hold (ranges, columns of tables, records of tables)
    /// and whose result's type may follow from constant arguments. `body` gets one value a parameter, null where none was given.
    convenience init(
        valued name: String, _ group: Group, _ summary: String, notes: String = "", nullGivesNull: Bool = true,
        returns: ValueType, examples: [Example], searchTerms: [String] = [], loops: [ColumnLoop] = [],
        parameters: [ParameterDescription],
        result: @escaping @Sendable (BoundArguments, [DataType]) throws -> DataType,
        body: @escaping @Sendable (Call, [Value]) throws -> Value
    ) {
        self.init(
            name, group, summary, notes: notes, parameters: parameters, returns: returns, examples: examples,
            searchTerms: searchTerms, checking: .runsBody, liftCondition: .anyArgumentIsExpression,
            lift: { resolver, arguments, range in
                try resolver.perRow(
                    name, arguments, parameters, range, nullGivesNull: nullGivesNull, loops,
                    { call, row in try body(call, row.single.map { $0?.value ?? .null }).datum ?? .null },
                    { types in try result(arguments, types) })
            },
            loops: loops,
            run: { call, arguments in
                var values: [Value] = []
                for argument in arguments.single {
                    guard let argument else {
                        values.append(.null)
                        continue
                    }
                    if case .column = argument.value {
                        if call.isChecking { return .unknown(returns) }
                        values.append(
                            .list(try Sequences.items(argument.value, at: argument.range, evaluation: call.evaluation)))
                    } else {
                        values.append(argument.value)
                    }
                }
                if nullGivesNull, values.first?.isNull ?? false { return .null }
                return try body(call, values)
            })
    }
}

extension ParameterDescription {
    /// A parameter that takes several types; the function's body checks them.
    static func open(_ name: String, _ about: String, default defaultText: String? = nil, isRest: Bool = false)
        -> ParameterDescription
    {
        ParameterDescription(name: name, about: about, expects: .anything, defaultText: defaultText, isRest: isRest)
    }

    static func typed(_ name: String, _ type: ValueType, _ about: String, default defaultText: String? = nil)
        -> ParameterDescription
    {
        ParameterDescription(name: name, about: about, expects: .value(type), defaultText: defaultText, isRest: false)
    }
}

/// The message for an argument of a type that a function does not take.
enum WrongArgument {
    static func diagnostic(_ verb: String, takes wanted: String, for parameter: String, not actual: String) -> Diagnostic {
        Diagnostic("wrong-argument", "`\(verb)` takes \(wanted) for `\(parameter)`, not \(actual)")
    }

    static func diagnostic(_ verb: String, takes wanted: String, for parameter: String, not actual: Value) -> Diagnostic {
        diagnostic(verb, takes: wanted, for: parameter, not: actual.kindName)
    }
}
