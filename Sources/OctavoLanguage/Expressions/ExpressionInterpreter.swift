import OctavoSource
import OctavoSyntax
import OctavoTable

/// Evaluates a column expression for one value at hand: an element of a list, a record, a metrics value.
struct ExpressionInterpreter {
    let evaluator: Evaluator
    let row: Value
    var elements: [ElementID: Value] = [:]

    func value(_ expression: ColumnExpression) throws -> Value {
        do {
            try evaluator.evaluation.step()
            return try plainValue(expression)
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: expression.range)
        }
    }

    private func plainValue(_ expression: ColumnExpression) throws -> Value {
        let range = expression.range
        switch expression.kind {
        case .row: return row
        case .column(let name): return try evaluator.member(of: row, NameSyntax(name, range.bytes), range.bytes)
        case .element(let id): return elements[id] ?? .null
        case .value(let value): return value
        case .negate(let inner): return try Operators.negated(try value(inner), at: inner.range)
        case .not(let inner): return .bool(!(try Operators.truth(try value(inner), at: inner.range)))
        case .binary(let sign, sign: let signRange, let left, let right):
            let places = Operators.Places(whole: range, sign: signRange, left: left.range, right: right.range)
            let first = try value(left)
            switch sign {
            case .and where try !Operators.truth(first, at: left.range): return .bool(false)
            case .or where try Operators.truth(first, at: left.range): return .bool(true)
            case .coalesce where !first.isNull && !first.isUnknown: return first
            default: return try Operators.binary(sign, first, try value(right), places)
            }
        case .conditional(let choices, let otherwise):
            for choice in choices where try Operators.truth(try value(choice.condition), at: choice.condition.range) {
                return try value(choice.value)
            }
            return try value(otherwise)
        case .attempt(let inner, let otherwise):
            do {
                return try value(inner)
            } catch let diagnostic as Diagnostic where diagnostic.code != "interrupted" && diagnostic.code != "budget" {
                return try value(otherwise)
            }
        case .concatenation(let parts):
            var text = ""
            for part in parts {
                guard let datum = try value(part).datum else {
                    throw Diagnostic("no-text-form", "this has no text form", at: part.range)
                }
                text += DatumText.plain(datum)
            }
            return .text(text)
        case .member(let inner, let name):
            return try evaluator.member(of: try value(inner), NameSyntax(name, range.bytes), range.bytes)
        case .list(let items): return .list(try items.map { try value($0) })
        case .record(let fields):
            return .record(Record(try fields.map { (name: $0.name, value: try value($0.value)) }))
        case .call(let verb, let arguments):
            var bound = arguments
            for index in bound.single.indices {
                guard let argument = bound.single[index] else { continue }
                // The other arguments of a list function belong to its own elements.
                if index > 0, verb.liftCondition == .firstArgumentIsExpression { continue }
                if case .argumentIsExpression(let own) = verb.liftCondition, index != own { continue }
                bound.single[index] = .init(label: argument.label, value: try substituted(argument.value), range: argument.range)
            }
            bound.rest = try bound.rest.map { .init(label: $0.label, value: try substituted($0.value), range: $0.range) }
            if evaluator.isChecking, bound.holdsUnknown { return .unknown(verb.returns) }
            return try evaluator.invoke(verb, bound, range)
        case .lambda, .descending: return .null
        }
    }

    private func substituted(_ value: Value) throws -> Value {
        if case .expression(let expression) = value { return try self.value(expression) }
        return value
    }
}
