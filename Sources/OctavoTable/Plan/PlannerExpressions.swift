extension RowExpression.Kind {
    /// The expressions this one is made of, in order of evaluation.
    var children: [RowExpression] {
        switch self {
        case .column, .literal, .row, .element: []
        case .negate(let value), .not(let value), .field(let value, _), .widen(let value): [value]
        case .arithmetic(_, let left, let right), .comparison(_, let left, let right), .and(let left, let right),
            .or(let left, let right), .coalesce(let left, let right), .isIn(let left, let right):
            [left, right]
        case .conditional(let branches, let otherwise): branches.flatMap { [$0.condition, $0.value] } + [otherwise]
        case .attempt(let first, let otherwise): [first, otherwise]
        case .concatenation(let pieces), .list(let pieces), .function(_, let pieces): pieces
        case .record(let entries): entries.map(\.value)
        case .listFunction(_, let list, _, let body): [list, body]
        case .aggregate(_, let argument, let keys), .window(_, let argument, let keys): (argument.map { [$0] } ?? []) + keys
        }
    }
}

extension RowExpression {
    /// The expressions this one is made of, in order of evaluation.
    package var children: [RowExpression] { kind.children }

    /// The same expression over other children, given in the order of `children`.
    package func replacingChildren(_ change: (RowExpression) throws -> RowExpression) rethrows -> RowExpression {
        let kind: Kind =
            switch self.kind {
            case .column, .literal, .row, .element: self.kind
            case .negate(let value): .negate(try change(value))
            case .not(let value): .not(try change(value))
            case .field(let value, let name): .field(try change(value), name)
            case .widen(let value): .widen(try change(value))
            case .arithmetic(let sign, let left, let right): .arithmetic(sign, try change(left), try change(right))
            case .comparison(let relation, let left, let right): .comparison(relation, try change(left), try change(right))
            case .and(let left, let right): .and(try change(left), try change(right))
            case .or(let left, let right): .or(try change(left), try change(right))
            case .coalesce(let left, let right): .coalesce(try change(left), try change(right))
            case .isIn(let left, let right): .isIn(try change(left), try change(right))
            case .conditional(let branches, let otherwise):
                .conditional(
                    try branches.map { Branch(condition: try change($0.condition), value: try change($0.value)) },
                    otherwise: try change(otherwise))
            case .attempt(let first, let otherwise): .attempt(try change(first), otherwise: try change(otherwise))
            case .concatenation(let pieces): .concatenation(try pieces.map(change))
            case .list(let items): .list(try items.map(change))
            case .function(let function, let arguments): .function(function, try arguments.map(change))
            case .record(let entries): .record(try entries.map { (name: $0.name, value: try change($0.value)) })
            case .listFunction(let function, let list, let bound, let body):
                .listFunction(function, list: try change(list), bound: bound, body: try change(body))
            case .aggregate(let aggregate, let argument, let keys):
                .aggregate(aggregate, try argument.map(change), by: try keys.map(change))
            case .window(let function, let argument, let keys):
                .window(function, try argument.map(change), by: try keys.map(change))
            }
        return RowExpression(kind, type: type, origin: origin)
    }

    /// Whether one value stands for several rows somewhere in it.
    package var needsWholeInput: Bool {
        switch kind {
        case .aggregate, .window: true
        default: children.contains(where: \.needsWholeInput)
        }
    }

    /// Names of the columns it reads.
    package func columnsRead(_ schema: Schema) -> Set<String> {
        switch kind {
        case .column(let name): return [name]
        case .row:
            if case .record(let fields) = type { return Set(fields.map(\.name)) }
            return Set(schema.names)
        default: return children.reduce(into: []) { $0.formUnion($1.columnsRead(schema)) }
        }
    }
}
