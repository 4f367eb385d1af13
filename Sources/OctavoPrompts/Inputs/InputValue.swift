package import OctavoTable

/// Whether values and columns can stand for an input, and how.
package enum InputValue {
    /// Whether what has the type `given` can stand where `wanted` is asked for: ints for floats, records with more fields.
    package static func fits(_ given: DataType, _ wanted: DataType) -> Bool {
        if given == wanted { return true }
        switch (given, wanted) {
        case (.null, _), (.int, .float): return true
        case (.list(let one), .list(let other)): return fits(one, other)
        case (.record(let fields), .record(let needed)):
            return needed.allSatisfy { need in fields.contains { $0.name == need.name && fits($0.type, need.type) } }
        default: return false
        }
    }

    /// Of a type that need not be known in full: `a list`, `text`.
    package static func kind(_ type: DataType) -> String {
        switch type {
        case .list: "a list"
        case .record: "a record"
        default: "\(type)"
        }
    }

    /// `expression`, whose type fits, as exactly the type `wanted`.
    package static func expression(_ expression: RowExpression, as wanted: DataType) -> RowExpression {
        if expression.type == wanted { return expression }
        let origin = expression.origin
        switch (expression.type, wanted) {
        case (.record, .record(let fields)):
            let given: [(name: String, type: DataType)] =
                if case .record(let own) = expression.type { own.map { ($0.name, $0.type) } } else { [] }
            let values = fields.map { field in
                let type = given.first { $0.name == field.name }?.type ?? .null
                let value = RowExpression(.field(expression, field.name), type: type, origin: origin)
                return (name: field.name, value: Self.expression(value, as: field.type))
            }
            return RowExpression(.record(values), type: wanted, origin: origin)
        case (.list(let item), .list(let other)) where item != .null:
            // One for all: a body sees its own list's element alone.
            let id = ElementID(0)
            let body = Self.expression(RowExpression(.element(id), type: item, origin: origin), as: other)
            return RowExpression(.listFunction(.map, list: expression, bound: [id], body: body), type: wanted, origin: origin)
        default: return RowExpression(.widen(expression), type: wanted, origin: origin)
        }
    }
}
