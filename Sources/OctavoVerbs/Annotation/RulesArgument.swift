package import OctavoLanguage
import OctavoSource
import OctavoTable

/// Rules that label rows: a record of column expressions or functions, each with its name, or a list of them. A rule that is a function
/// is given the column's value.
package struct RulesArgument: ArgumentType {
    /// More than these are a mistake: every pair of rules is counted.
    static let most = 1000

    private let value: Value
    private let range: SourceRange

    package static var expects: Expectation { .expression }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> RulesArgument {
        RulesArgument(value: argument.value, range: argument.range)
    }

    /// The rules' names and what they compute from the rows of a table with these columns: texts, and lists of texts where several labels
    /// may hold at once.
    func resolved(
        _ call: Call, over column: ColumnReference, _ schema: Schema, ofSeveral: Bool
    ) throws -> [(name: String, label: RowExpression)] {
        let written = try rules(call)
        guard !written.isEmpty, written.count <= Self.most else {
            throw Diagnostic(
                "wrong-argument",
                "`\(call.verb.name)` takes a rule or more, up to \(Self.most), and gets \(written.count)", at: range,
                help: Self.help)
        }
        return try written.map { name, rule in
            let label = try call.resolve(try Self.expression(rule, call, column), over: schema)
            let isList = label.type == .list(.text) || label.type == .list(.null)
            guard label.type == .text || label.type == .null || isList && ofSeveral else {
                throw Diagnostic(
                    "type-mismatch", "the rule `\(name)` gives \(label.type), and a label is a text", at: rule.range,
                    help: isList
                        ? [
                            "several labels may hold at once where the schema is one of arrays: `{type: \"array\", items: {enum: […]}}`"
                        ]
                        : ["`if … then \"Label\" else null`"])
            }
            return (name, label)
        }
    }

    private static let help = [
        "`rules: {cancel: if contains(.text, \"cancel\") then \"Cancel\" else null}`",
        "a function of one's own, which is given the column's value: `rules: [is_cancel]`",
    ]

    private func rules(_ call: Call) throws -> [(name: String, rule: ColumnExpression)] {
        func constant(_ value: Value) -> ColumnExpression {
            if case .expression(let expression) = value { return expression }
            return ColumnExpression(.value(value), range)
        }
        switch value {
        case .list(let items): return Self.numbered(items.map(constant))
        case .record(let record): return record.fields.map { ($0.name, constant($0.value)) }
        case .function: return Self.numbered([constant(value)])
        case .expression(let expression):
            switch expression.kind {
            case .list(let items): return Self.numbered(items)
            case .record(let fields): return fields.map { ($0.name, $0.value) }
            default: return Self.numbered([expression])
            }
        default:
            throw Diagnostic(
                "wrong-argument", "`\(call.verb.name)` takes rules, not \(article(value.kindName))", at: range, help: Self.help)
        }
    }

    /// Rules of a list are called as they are written: `is_cancel`, `.ann`; lambdas by their place.
    private static func numbered(_ rules: [ColumnExpression]) -> [(name: String, rule: ColumnExpression)] {
        var taken: Set<String> = []
        return rules.enumerated().map { place, rule in
            var name = "rule \(place + 1)"
            if case .value(.function(let function)) = rule.kind {
                switch function {
                case .user(let user): name = user.name
                case .verb(let verb): name = verb.name
                case .lambda: break
                }
            } else if let column = rule.naturalName {
                name = column
            } else if case .value = rule.kind {
                // A constant has no place of its own within the list.
            } else {
                name = Excerpt.line(rule.range.text)
            }
            if !taken.insert(name).inserted {
                name += " (\(place + 1))"
                taken.insert(name)
            }
            return (name, rule)
        }
    }

    /// The rule over the row: a function is called with the column.
    private static func expression(_ rule: ColumnExpression, _ call: Call, _ column: ColumnReference) throws -> ColumnExpression {
        guard case .value(let value) = rule.kind else { return rule }
        guard case .function = value else { return rule }
        let argument = Value.expression(ColumnExpression(.column(column.name), column.range))
        let result = try call.apply(ElementFunction(value: value, range: rule.range), [argument])
        if case .expression(let expression) = result { return expression }
        return ColumnExpression(.value(result), rule.range)
    }
}
