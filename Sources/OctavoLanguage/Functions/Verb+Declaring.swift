import OctavoSource
package import OctavoTable

extension Verb {
    /// A function whose body is called with its declared parameters in order.
    package convenience init<each P: ArgumentType>(
        _ name: String, _ group: Group, _ summary: String, notes: String = "", returns: ValueType, effects: Effects = [],
        checking: Checking = .declaresResult, examples: [Example], searchTerms: [String] = [],
        _ parameters: repeat Parameter<each P>,
        body: @escaping @Sendable (Call, repeat each P) throws -> Value
    ) {
        self.init(
            name, group, summary, notes: notes, parameters: Self.descriptions(repeat each parameters), returns: returns,
            effects: effects, examples: examples, searchTerms: searchTerms, checking: checking,
            validate: { call, arguments in
                var index = -1
                for parameter in repeat each parameters {
                    index += 1
                    _ = try parameter.decode(arguments, at: index, in: call)
                }
            },
            run: { call, arguments in
                var index = -1
                func next<T: ArgumentType>(_ parameter: Parameter<T>) throws -> T {
                    index += 1
                    return try parameter.decode(arguments, at: index, in: call)
                }
                return try body(call, repeat try next(each parameters))
            })
    }

    /// A step from a plan to a plan: touches no row, so it runs while checking too.
    package convenience init<each P: ArgumentType>(
        step name: String, _ group: Group = .tables, _ summary: String, notes: String = "", examples: [Example],
        searchTerms: [String] = [], _ parameters: repeat Parameter<each P>,
        body: @escaping @Sendable (Call, repeat each P) throws -> Plan
    ) {
        self.init(
            name, group, summary, notes: notes, returns: .table(nil), checking: .runsBody, examples: examples,
            searchTerms: searchTerms, repeat each parameters
        ) { (call: Call, values: repeat each P) in
            .table(try body(call, repeat each values))
        }
    }

    /// A function of single values that also works on columns: by `loops` where one takes the arguments' types, else row by row.
    /// A null first argument gives null without a call unless `nullGivesNull` is false.
    package convenience init<Result: ScalarType, each P: ArgumentType>(
        scalar name: String, _ group: Group, _ summary: String, notes: String = "", nullGivesNull: Bool = true,
        examples: [Example], searchTerms: [String] = [], loops: [ColumnLoop] = [], _ parameters: repeat Parameter<each P>,
        body: @escaping @Sendable (repeat each P) throws -> Result
    ) {
        let descriptions = Self.descriptions(repeat each parameters)
        let once: @Sendable (Call, BoundArguments) throws -> Datum = { call, arguments in
            if nullGivesNull, let first = arguments.single.first, let value = first?.value, value.isNull { return .null }
            var index = -1
            func next<T: ArgumentType>(_ parameter: Parameter<T>) throws -> T {
                index += 1
                return try parameter.decode(arguments, at: index, in: call)
            }
            return try body(repeat try next(each parameters)).datum
        }
        let type = Result.dataType ?? .null
        self.init(
            name, group, summary, notes: notes, parameters: descriptions, returns: .data(type), examples: examples,
            searchTerms: searchTerms, checking: .runsBody, liftCondition: .anyArgumentIsExpression,
            lift: { resolver, arguments, range in
                try resolver.perRow(name, arguments, descriptions, range, nullGivesNull: nullGivesNull, loops, once) { _ in type }
            },
            loops: loops,
            run: { call, arguments in Value(try once(call, arguments)) })
    }

    /// A function of single values whose result's type follows from its arguments' types.
    package convenience init(
        polymorphic name: String, _ group: Group, _ summary: String, notes: String = "", nullGivesNull: Bool = true,
        returns: ValueType = .any, examples: [Example], searchTerms: [String] = [], loops: [ColumnLoop] = [],
        parameters: [ParameterDescription], result: @escaping @Sendable ([DataType]) throws -> DataType,
        body: @escaping @Sendable ([Datum]) throws -> Datum
    ) {
        let once: @Sendable (Call, BoundArguments) throws -> Datum = { call, arguments in
            var data: [Datum] = []
            for (place, argument) in arguments.single.enumerated() where !parameters[place].isRest {
                guard let argument else { continue }
                guard let datum = argument.value.datum else {
                    throw Datum.mismatch(argument.value, argument.range, call, parameters[place])
                }
                data.append(datum)
            }
            for argument in arguments.rest {
                guard let datum = argument.value.datum else {
                    throw Datum.mismatch(argument.value, argument.range, call, parameters[parameters.count - 1])
                }
                data.append(datum)
            }
            if nullGivesNull, let first = data.first, first.isNull { return .null }
            _ = try result(data.map(\.type))
            return try body(data)
        }
        self.init(
            name, group, summary, notes: notes, parameters: parameters, returns: returns, examples: examples,
            searchTerms: searchTerms, checking: .runsBody, liftCondition: .anyArgumentIsExpression,
            lift: { resolver, arguments, range in
                try resolver.perRow(name, arguments, parameters, range, nullGivesNull: nullGivesNull, loops, once, result)
            },
            loops: loops,
            run: { call, arguments in Value(try once(call, arguments)) })
    }

    static func descriptions<each P: ArgumentType>(_ parameters: repeat Parameter<each P>) -> [ParameterDescription] {
        var list: [ParameterDescription] = []
        for parameter in repeat each parameters { list.append(parameter.description) }
        return list
    }
}
