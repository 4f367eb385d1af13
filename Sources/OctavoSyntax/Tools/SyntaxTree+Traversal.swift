import OctavoSource

extension ExpressionSyntax {
    /// Calls `visit` with every expression directly inside, in the order of the text; blocks give their statements' too.
    package func forEachChild(_ visit: (ExpressionSyntax) -> Void) {
        switch kind {
        case .null, .bool, .integer, .float, .duration, .date, .instant, .name, .column, .row, .missing: break
        case .text(let pieces):
            for case .hole(let expression) in pieces { visit(expression) }
        case .list(let items):
            for item in items {
                switch item {
                case .value(let value), .spread(let value): visit(value)
                }
            }
        case .record(let entries):
            for entry in entries {
                switch entry {
                case .field(_, let value), .spread(let value): visit(value)
                case .shorthand: break
                }
            }
        case .comprehension(let body, _, let sequence, let condition):
            visit(body)
            visit(sequence)
            if let condition { visit(condition) }
        case .parenthesized(let inner), .unary(_, let inner), .lambda(_, let inner), .member(let inner, _): visit(inner)
        case .binary(_, _, let left, let right), .pipe(let left, let right), .index(let left, let right),
            .attempt(let left, let right):
            visit(left)
            visit(right)
        case .conditional(let condition, let then, let otherwise):
            visit(condition)
            visit(then)
            visit(otherwise)
        case .choice(let choices, let otherwise):
            for (condition, value) in choices {
                visit(condition)
                visit(value)
            }
            if let otherwise { visit(otherwise) }
        case .call(let callee, let arguments):
            visit(callee)
            for argument in arguments { visit(argument.value) }
        case .slice(let value, let from, let to):
            visit(value)
            if let from { visit(from) }
            if let to { visit(to) }
        case .block(let statements, let value):
            for statement in statements { statement.forEachExpression(visit) }
            visit(value)
        }
    }
}

extension StatementSyntax {
    /// Calls `visit` with every expression directly inside.
    package func forEachExpression(_ visit: (ExpressionSyntax) -> Void) {
        switch kind {
        case .importModule: break
        case .definition(_, let parameters, let body):
            for parameter in parameters {
                if let value = parameter.defaultValue { visit(value) }
            }
            visit(body)
        case .binding(_, let value), .destructuring(_, let value), .expression(let value): visit(value)
        }
    }
}
