package import OctavoSource
package import OctavoTable

/// A table argument; a list of records is taken as a table.
package struct TableArgument: ArgumentType {
    package let plan: Plan
    package static var expects: Expectation { .table }
    package static var stand: TableArgument? { TableArgument(plan: Plan(Table(schema: Schema([]), chunks: []))) }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> TableArgument {
        switch argument.value {
        case .table(let plan): return TableArgument(plan: plan)
        case .list(let items):
            var records: [[(name: String, value: Datum)]] = []
            for item in items {
                guard case .record(let record)? = item.datum else {
                    throw Diagnostic(
                        "wrong-argument",
                        "`\(call.verb.name)` takes a table or a list of records for `\(parameter.name)`, not a list of \(item.kindName)",
                        at: argument.range, help: ["each row is a record: `[{a: 1}, {a: 2}]`"])
                }
                records.append(record)
            }
            return TableArgument(plan: Plan(Table(records: records)))
        case .column(let plan, let name):
            throw Diagnostic(
                "wrong-argument", "`\(call.verb.name)` takes a table, not one column of it", at: argument.range,
                help: ["`\(call.verb.name)(…)` of the whole table, with `.\(name)` as an argument"]
            ).noting("`.\(name)` comes from a table with \(plan.schema.count) columns")
        case .text(let text) where call.verb.parameters.first?.name == parameter.name:
            throw Diagnostic(
                "wrong-argument", "`\(call.verb.name)` takes a table for `\(parameter.name)`, not text", at: argument.range,
                help: ["to read a file first: `load(\(DatumText.quoted(text))) | \(call.verb.name)(…)`"])
        default:
            throw Diagnostic(
                "wrong-argument",
                "`\(call.verb.name)` takes a table or a list of records for `\(parameter.name)`, not \(argument.value.kindName)",
                at: argument.range, help: ["a table is read by `load(…)` or made by `table([{a: 1}, {a: 2}])`"])
        }
    }
}

/// A plain `.name`.
package struct ColumnReference: ArgumentType {
    package let name: String
    package let range: SourceRange
    package static var expects: Expectation { .column }

    package init(name: String, range: SourceRange) {
        self.name = name
        self.range = range
    }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> ColumnReference {
        if case .expression(let expression) = argument.value, let name = expression.columnName {
            return ColumnReference(name: name, range: argument.range)
        }
        if case .text(let name) = argument.value {
            let fix = Fix.replace(argument.range, with: "." + DatumText.label(name))
            throw Diagnostic(
                "wrong-argument", "`\(call.verb.name)` takes a column for `\(parameter.name)`, not text", at: argument.range,
                label: "a column is written `.\(DatumText.label(name))`", fix: fix)
        }
        throw mismatch(argument.value, argument.range, call, parameter)
    }
}

/// `expr` or `name: expr`.
package struct Selection: ArgumentType {
    /// The name that was written before the colon.
    package let label: String?
    package let expression: ColumnExpression
    package let range: SourceRange
    /// Stands in `by:`, where a record names what is computed.
    var isInGroup = false
    package static var expects: Expectation { .selection }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> Selection {
        let expression = try ColumnExpression.decode(argument, in: call, parameter: parameter)
        return Selection(label: argument.label, expression: expression, range: argument.range)
    }

    /// The label, or the column's own name; computed values need a label.
    package func name(in call: Call) throws -> String {
        if let name = label ?? expression.naturalName { return name }
        if case .value(.text(let text)) = expression.kind, call.surroundings.column(text) != nil {
            throw Diagnostic(
                "unnamed-column", "a text is no column: columns start with a dot", at: range,
                fix: .replace(range, with: "." + DatumText.label(text)))
        }
        throw Diagnostic(
            "unnamed-column", "a computed column needs a name", at: range,
            label: "what is it called?", help: ["write `\(isInGroup ? "{name: \(range.text)}" : "name: \(range.text)")`"])
    }
}

extension ColumnExpression: ArgumentType {
    package static var expects: Expectation { .expression }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> Self {
        func made(_ expression: ColumnExpression) throws -> Self {
            guard let result = expression as? Self else { throw mismatch(argument.value, argument.range, call, parameter) }
            return result
        }
        switch argument.value {
        case .expression(let expression): return try made(expression)
        case .table, .function, .module, .secret, .object, .schema:
            throw mismatch(argument.value, argument.range, call, parameter)
        default: return try made(ColumnExpression(.value(argument.value), argument.range))
        }
    }
}

/// Every argument that no other parameter takes.
package struct Rest<Element: ArgumentType>: ArgumentType {
    package let elements: [Element]
    package static var expects: Expectation { Element.expects }
    package static var isRest: Bool { true }
    package static var implicitDefault: Rest? { Rest(elements: []) }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> Rest {
        Rest(elements: [try Element.decode(argument, in: call, parameter: parameter)])
    }

    package static func decode(
        rest: [BoundArguments.Argument], in call: Call, parameter: ParameterDescription
    ) throws -> Rest {
        Rest(elements: try rest.map { try Element.decode($0, in: call, parameter: parameter) })
    }
}

/// One `expr` or a list of them, as `by:` takes.
package struct OneOrMore<Element: ArgumentType>: ArgumentType {
    package let elements: [Element]
    package static var expects: Expectation { Element.expects }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> OneOrMore {
        func one(_ value: Value, label: String? = nil) throws -> Element {
            var range = argument.range
            if case .expression(let expression) = value { range = expression.range }
            let element = try Element.decode(
                BoundArguments.Argument(label: label, value: value, range: range), in: call, parameter: parameter)
            guard var selection = element as? Selection else { return element }
            selection.isInGroup = true
            return selection as? Element ?? element
        }
        switch argument.value {
        case .list(let items): return OneOrMore(elements: try items.map { try one($0) })
        case .record(let record): return OneOrMore(elements: try record.fields.map { try one($0.value, label: $0.name) })
        case .expression(let expression):
            switch expression.kind {
            case .list(let items): return OneOrMore(elements: try items.map { try one(.expression($0)) })
            case .record(let fields):
                return OneOrMore(elements: try fields.map { try one(.expression($0.value), label: $0.name) })
            default: return OneOrMore(elements: [try one(argument.value)])
            }
        default: return OneOrMore(elements: [try one(argument.value)])
        }
    }
}

/// Any value as it is.
extension Value: ArgumentType {
    package static var expects: Expectation { .anything }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> Value { argument.value }
}

/// A lambda, a function, or an expression in which `.` is the element.
package struct ElementFunction: ArgumentType {
    package let value: Value
    package let range: SourceRange
    package static var expects: Expectation { .elementFunction }

    package init(value: Value, range: SourceRange) {
        self.value = value
        self.range = range
    }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> ElementFunction {
        switch argument.value {
        case .function, .expression, .unknown: return ElementFunction(value: argument.value, range: argument.range)
        default:
            throw Diagnostic(
                "wrong-argument", "`\(call.verb.name)` takes a function for `\(parameter.name)`, not \(argument.value.kindName)",
                at: argument.range, help: ["`x -> …`, or an expression in which `.` is the element"])
        }
    }
}

extension Optional: ArgumentType where Wrapped: ArgumentType {
    package static var expects: Expectation { Wrapped.expects }
    package static var choices: [String] { Wrapped.choices }
    package static var implicitDefault: Self? { .some(nil) }
    package static var stand: Self? { Wrapped.stand.map { .some($0) } }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> Self {
        if case .null = argument.value { return .none }
        return .some(try Wrapped.decode(argument, in: call, parameter: parameter))
    }
}

/// One of a few texts.
package struct Choice<Option: RawRepresentable<String> & CaseIterable & Sendable>: ArgumentType {
    package let option: Option
    package static var expects: Expectation { .value(.text) }
    package static var choices: [String] { Option.allCases.map(\.rawValue) }
    package static var stand: Choice? { Option.allCases.first.map { Choice(option: $0) } }

    package init(option: Option) { self.option = option }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> Choice {
        guard case .text(let text) = argument.value else { throw mismatch(argument.value, argument.range, call, parameter) }
        if let option = Option(rawValue: text) { return Choice(option: option) }
        let all = choices.map { "\"\($0)\"" }.joined(separator: ", ")
        let nearest = Suggestion.best(for: text, among: choices)
        throw Diagnostic(
            "unknown-choice", "`\(call.verb.name)` has no `\(parameter.name): \"\(text)\"`", at: argument.range,
            label: nearest.map { "did you mean \"\($0)\"?" } ?? "", notes: ["`\(parameter.name)` is one of \(all)"],
            fix: nearest.map { .replace(argument.range, with: "\"\($0)\"") })
    }
}
