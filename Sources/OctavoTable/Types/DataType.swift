/// The type of a column. Every column may hold nulls besides.
package indirect enum DataType: Hashable, Sendable {
    /// A column that holds nothing but nulls.
    case null
    case bool
    case int
    case float
    case text
    /// An instant, in microseconds since 1970-01-01T00:00Z.
    case time
    /// A day, in days since 1970-01-01.
    case date
    /// Microseconds.
    case duration
    case list(DataType)
    case record([Field])

    /// The type that holds values of both, as a late odd value widens a column: int and float to float, null joins any,
    /// records field by field; otherwise text for scalars and `nil` where a list or record meets another kind.
    package func widened(with other: DataType) -> DataType? {
        if self == other { return self }
        switch (self, other) {
        case (.null, _): return other
        case (_, .null): return self
        case (.int, .float), (.float, .int): return .float
        case (.list(let left), .list(let right)): return left.widened(with: right).map { .list($0) }
        case (.record(let left), .record(let right)):
            var fields = left
            for field in right {
                if let place = fields.firstIndex(where: { $0.name == field.name }) {
                    guard let type = fields[place].type.widened(with: field.type) else { return nil }
                    fields[place] = Field(field.name, type)
                } else {
                    fields.append(field)
                }
            }
            return .record(fields)
        case (.list, _), (.record, _), (_, .list), (_, .record): return nil
        default: return .text
        }
    }

    /// The one type of several branches: equal types, int with float to float, null with any; `nil` otherwise.
    package func unified(with other: DataType) -> DataType? {
        if self == other { return self }
        switch (self, other) {
        case (.null, _): return other
        case (_, .null): return self
        case (.int, .float), (.float, .int): return .float
        case (.list(let left), .list(let right)): return left.unified(with: right).map { .list($0) }
        case (.record(let left), .record(let right)) where left.map(\.name) == right.map(\.name):
            var fields: [Field] = []
            for (one, two) in zip(left, right) {
                guard let type = one.type.unified(with: two.type) else { return nil }
                fields.append(Field(one.name, type))
            }
            return .record(fields)
        default: return nil
        }
    }

    package var isNumeric: Bool { self == .int || self == .float || self == .null }
}

extension DataType: CustomStringConvertible {
    /// As the language writes it: `int`, `list(text)`, `record(a: int)`.
    package var description: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .text: "text"
        case .time: "time"
        case .date: "date"
        case .duration: "duration"
        case .list(let item): "list(\(item))"
        case .record(let fields): "record(" + fields.map { "\($0.name): \($0.type)" }.joined(separator: ", ") + ")"
        }
    }
}

/// A column's name and type.
package struct Field: Hashable, Sendable {
    package let name: String
    package let type: DataType

    package init(_ name: String, _ type: DataType) {
        self.name = name
        self.type = type
    }
}

/// The columns of a table in order; names are unique.
package struct Schema: Hashable, Sendable {
    package let fields: [Field]
    private let places: [String: Int]

    /// Later fields of a repeated name are dropped; callers check for repeats where a user can cause them.
    package init(_ fields: [Field]) {
        var kept: [Field] = []
        var places: [String: Int] = [:]
        for field in fields where places[field.name] == nil {
            places[field.name] = kept.count
            kept.append(field)
        }
        self.fields = kept
        self.places = places
    }

    package var count: Int { fields.count }
    package var names: [String] { fields.map(\.name) }
    package func index(of name: String) -> Int? { places[name] }
    package func type(of name: String) -> DataType? { places[name].map { fields[$0].type } }
    package subscript(_ index: Int) -> Field { fields[index] }
}
