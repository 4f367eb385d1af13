package import OctavoSource
package import OctavoTable

extension ExpressionResolver {
    /// A function of single values over columns: by the first of `loops` that takes these types, else called once a row.
    package func perRow(
        _ name: String, _ arguments: BoundArguments, _ parameters: [ParameterDescription], _ range: SourceRange,
        nullGivesNull: Bool, _ loops: [ColumnLoop], _ body: @escaping @Sendable (Call, BoundArguments) throws -> Datum,
        _ result: ([DataType]) throws -> DataType
    ) throws -> RowExpression {
        let call = try call(of: name, at: range)
        let verb = call.verb
        var inputs: [RowExpression] = []
        var types: [DataType] = []
        var slots: [(isRest: Bool, index: Int)] = []
        func take(_ argument: BoundArguments.Argument, _ parameter: ParameterDescription, _ slot: (isRest: Bool, index: Int))
            throws
        {
            guard case .expression(let expression) = argument.value else {
                types.append(argument.value.type.dataType)
                return
            }
            let resolved = try resolve(expression)
            try require(resolved, parameter, verb, argument.range)
            types.append(resolved.type)
            inputs.append(resolved)
            slots.append(slot)
        }
        for (index, argument) in arguments.single.enumerated() {
            if let argument { try take(argument, parameters[index], (false, index)) }
        }
        for (index, argument) in arguments.rest.enumerated() {
            try take(argument, parameters[parameters.count - 1], (true, index))
        }
        let type = try result(types)
        let places = slots
        let template = arguments
        let known = columnCall(arguments, parameters, inputs, slots, type)
        let function = ScalarFunction.perRow(name, type: type, nullGivesNull: false, call: known) { values in
            var bound = template
            for (slot, value) in zip(places, values) {
                let old = slot.isRest ? bound.rest[slot.index] : bound.single[slot.index]
                let new = BoundArguments.Argument(label: old?.label, value: Value(value), range: old?.range ?? range)
                if slot.isRest { bound.rest[slot.index] = new } else { bound.single[slot.index] = new }
            }
            if nullGivesNull, let first = bound.single.first, first?.value.isNull ?? false { return .null }
            return try body(call, bound)
        }
        let loop = try known.flatMap { try ColumnLoop.bound(loops, $0) }
        return RowExpression(.function(loop.map(function.running) ?? function, inputs), type: type, origin: range)
    }

    /// A call of a function inside an expression, for decoding what is the same for all rows.
    package func call(of name: String, at range: SourceRange) throws -> Call {
        guard let verb = evaluation.catalog[name] else {
            throw Diagnostic("unknown-function", "no function `\(name)` here", at: range)
        }
        return Call(verb: verb, range: range, evaluation: evaluation, surroundings: surroundings)
    }

    /// The arguments as loops and plans see them; `nil` while a constant is not known or where one is no plain value.
    private func columnCall(
        _ arguments: BoundArguments, _ parameters: [ParameterDescription], _ inputs: [RowExpression],
        _ slots: [(isRest: Bool, index: Int)], _ result: DataType
    ) -> ColumnCall? {
        var known: [ColumnCall.Argument?] = []
        let declared = zip(arguments.single, parameters).filter { !$0.1.isRest }.map(\.0)
        for argument in declared + arguments.rest.map({ Optional($0) }) {
            guard let argument else {
                known.append(nil)
                continue
            }
            if argument.value.isExpression {
                known.append(nil)
            } else {
                guard let datum = argument.value.datum else { return nil }
                known.append(.constant(datum))
            }
        }
        for (slot, input) in zip(slots, inputs) {
            known[slot.isRest ? declared.count + slot.index : slot.index] = .column(input.type)
        }
        return ColumnCall(known, result: result)
    }

    /// A column of the parameter's type, or an error that names both.
    private func require(
        _ expression: RowExpression, _ parameter: ParameterDescription, _ verb: Verb, _ range: SourceRange
    ) throws {
        guard case .value(let wanted) = parameter.expects else { return }
        let actual = expression.type
        if actual == .null { return }
        switch wanted {
        case .data(let type):
            if actual == type || (type == .float && actual == .int) || (type == .time && actual == .date) { return }
            if case .list = type, case .list = actual { return }
        case .number: if actual.isNumeric { return }
        case .list(.any): if case .list = actual { return }
        case .list(.data(let item)):
            if case .list(let own) = actual, own == item || own == .null || (own == .int && item == .float) { return }
        default: return
        }
        throw Diagnostic(
            "wrong-argument", "`\(verb.name)` takes \(article(wanted.description)) for `\(parameter.name)`, not \(actual)",
            at: range,
            help: wanted.description == "text" ? ["to make text of it: `text(\(range.text))`"] : ["`\(verb.shortSignature)`"])
    }

    /// The body of a list function over one element (or two, for `fold`), with `.` and `.name` the element's.
    package func elementBody(_ function: ElementFunction, item: DataType) throws -> (ElementID, RowExpression) {
        let id = evaluation.makeElement()
        var inner = self
        inner.elements[id] = item
        switch function.value {
        case .expression(let expression):
            inner.element = (id, item)
            return (id, try inner.resolve(expression))
        case .function:
            let parameter = Value.expression(ColumnExpression(.element(id), function.range))
            let value = try evaluation.apply(function.value, [parameter], at: function.range)
            // A lambda's body sees the outer row: `.` and `.name` there are not the element's.
            return (id, try inner.resolve(Lifting.expression(value, function.range)))
        default: return (id, RowExpression(.literal(.null), type: .null, origin: function.range))
        }
    }

    /// Resolves an argument that may be a constant or an expression.
    package func resolve(_ argument: BoundArguments.Argument) throws -> RowExpression {
        try resolve(Lifting.expression(argument.value, argument.range))
    }
}
