import OctavoSource
import OctavoSyntax
package import OctavoTable

/// Types a column expression against a schema: every name and type is checked before a row is touched.
package struct ExpressionResolver: Sendable {
    package let schema: Schema
    package let evaluation: Evaluation
    /// What stands around the call whose argument this is, for messages.
    let surroundings: Surroundings
    var elements: [ElementID: DataType] = [:]
    /// Inside a list function's body, `.` and `.name` are the element's.
    var element: (id: ElementID, type: DataType)?

    package init(schema: Schema, in call: Call) {
        self.schema = schema
        evaluation = call.evaluation
        surroundings = call.surroundings
    }

    package func resolve(_ expression: ColumnExpression) throws -> RowExpression {
        do {
            let resolved = try plain(expression)
            if resolved.height > RowExpression.maximumHeight { throw ColumnExpression.tooHigh(RowExpression.maximumHeight) }
            return resolved
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: expression.range)
        }
    }

    /// The expression as a condition: bool or null.
    package func condition(_ expression: ColumnExpression) throws -> RowExpression {
        let resolved = try resolve(expression)
        guard resolved.type == .bool || resolved.type == .null else {
            throw Diagnostic(
                "not-a-condition", "a condition is true or false, and this is \(article(resolved.type.description))",
                at: expression.range, help: ["compare it, e.g. `\(expression.range.text) == …`"])
        }
        return resolved
    }

    private func made(_ kind: RowExpression.Kind, _ type: DataType, _ expression: ColumnExpression) -> RowExpression {
        RowExpression(kind, type: type, origin: expression.range)
    }

    private func plain(_ expression: ColumnExpression) throws -> RowExpression {
        switch expression.kind {
        case .row:
            if let element { return made(.element(element.id), element.type, expression) }
            return made(.row, .record(schema.fields), expression)
        case .column(let name):
            if let element {
                return try field(made(.element(element.id), element.type, expression), name, expression)
            }
            guard let type = schema.type(of: name) else {
                throw UnknownColumn.diagnostic(name, in: schema, at: expression.range, surroundings)
            }
            return made(.column(name), type, expression)
        case .element(let id): return made(.element(id), elements[id] ?? .null, expression)
        case .value(let value): return try constant(value, expression)
        case .negate(let inner):
            let operand = try resolve(inner)
            guard operand.type.isNumeric || operand.type == .duration else {
                throw Diagnostic("type-mismatch", "`-` takes a number, not \(operand.type)", at: inner.range)
            }
            return made(.negate(operand), operand.type, expression)
        case .not(let inner): return made(.not(try condition(inner)), .bool, expression)
        case .binary(let sign, sign: let signRange, let left, let right):
            return try binary(
                sign, left, right,
                Operators.Places(whole: expression.range, sign: signRange, left: left.range, right: right.range))
        case .conditional(let choices, let otherwise):
            let branches = try choices.map { (try condition($0.condition), try resolve($0.value)) }
            let last = try resolve(otherwise)
            let type = try common(branches.map(\.1) + [last], choices.map(\.value) + [otherwise], "branches")
            return made(
                .conditional(
                    branches.map { RowExpression.Branch(condition: $0, value: widen($1, to: type)) },
                    otherwise: widen(last, to: type)),
                type, expression)
        case .attempt(let inner, let otherwise):
            let first = try resolve(inner)
            let second = try resolve(otherwise)
            let type = try common([first, second], [inner, otherwise], "sides of `try … else`")
            return made(.attempt(widen(first, to: type), otherwise: widen(second, to: type)), type, expression)
        case .concatenation(let parts): return made(.concatenation(try parts.map { try resolve($0) }), .text, expression)
        case .member(let inner, let name): return try field(try resolve(inner), name, expression)
        case .list(let items):
            let resolved = try items.map { try resolve($0) }
            let type = try common(resolved, items, "items of a list")
            return made(.list(resolved.map { widen($0, to: type) }), .list(type), expression)
        case .record(let fields):
            let resolved = try fields.map { (name: $0.name, value: try resolve($0.value)) }
            return made(.record(resolved), .record(resolved.map { Field($0.name, $0.value.type) }), expression)
        case .call(let verb, let arguments):
            guard let lift = verb.lift else {
                throw Diagnostic(
                    "not-in-expression", "`\(verb.name)` works on whole values, not row by row", at: expression.range)
            }
            return try lift(self, arguments, expression.range)
        case .lambda:
            throw Diagnostic("not-in-expression", "a function stands here where a value is wanted", at: expression.range)
        case .descending:
            throw Diagnostic("not-in-expression", "`desc` belongs to `sort`", at: expression.range)
        }
    }

    /// A value from outside the row.
    private func constant(_ value: Value, _ expression: ColumnExpression) throws -> RowExpression {
        if case .unknown(let type) = value { return made(.literal(.null), type.dataType, expression) }
        if case .function = value { throw FunctionAsValue.diagnostic(expression.range, surroundings) }
        guard let datum = value.datum else {
            throw Diagnostic(
                "not-in-expression", "\(article(value.kindName)) cannot stand in a column expression", at: expression.range)
        }
        return made(.literal(datum), datum.type, expression)
    }

    private func field(_ base: RowExpression, _ name: String, _ expression: ColumnExpression) throws -> RowExpression {
        switch base.type {
        case .record(let fields):
            guard let field = fields.first(where: { $0.name == name }) else {
                throw Diagnostic(
                    "unknown-field", "no field `.\(name)` in this record", at: expression.range,
                    label: Suggestion.question(for: name, among: fields.map(\.name), prefix: ".") ?? "",
                    notes: ["fields: " + fields.map { ".\($0.name) \($0.type)" }.joined(separator: ", ")])
            }
            return made(.field(base, name), field.type, expression)
        case .null: return made(.literal(.null), .null, expression)
        default:
            throw Diagnostic(
                "no-members", "\(article(base.type.description)) has no fields: `.\(name)` has nothing to name",
                at: expression.range,
                help: evaluation.catalog[name] == nil ? [] : ["the function `\(name)` is called by `… | \(name)`"])
        }
    }

    /// The one type of several expressions.
    func common(_ resolved: [RowExpression], _ written: [ColumnExpression], _ what: String) throws -> DataType {
        var type = DataType.null
        for (index, one) in resolved.enumerated() {
            guard let joined = type.unified(with: one.type) else {
                throw Diagnostic(
                    "type-mismatch", "the \(what) share one type, and these are \(type) and \(one.type)",
                    at: written[index].range, label: "\(one.type)",
                    secondary: written[..<index].last.map { [.init($0.range, "\(type)")] } ?? [])
            }
            type = joined
        }
        return type
    }

    package func widen(_ expression: RowExpression, to type: DataType) -> RowExpression {
        if expression.type == type { return expression }
        return RowExpression(.widen(expression), type: type, origin: expression.origin)
    }
}
