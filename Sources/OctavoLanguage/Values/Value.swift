import OctavoSource
package import OctavoTable

/// Anything a name can be bound to. Immutable.
package indirect enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case float(Double)
    case text(String)
    /// Microseconds since 1970-01-01T00:00Z.
    case time(Int64)
    /// Days since 1970-01-01.
    case date(Int64)
    /// Microseconds.
    case duration(Int64)
    case list([Value])
    /// The ints `from..<to`: a list that is not built until something needs its items side by side.
    case range(from: Int64, to: Int64)
    case record(Record)
    case table(Plan)
    /// One column of a table.
    case column(Plan, String)
    case function(FunctionValue)
    /// A column expression: a value that waits for a row.
    case expression(ColumnExpression)
    case module(Module)
    case schema(Schema)
    /// Has no text form: nothing can print, write or send it by accident.
    case secret(Secret)
    /// A value that a higher layer adds: a plot, a prompt, a model.
    case object(any ObjectValue)
    /// While checking: a value that only a run can know.
    case unknown(ValueType)
}

/// Named values in order; names are unique.
package struct Record: Sendable {
    package let fields: [(name: String, value: Value)]

    package init(_ fields: [(name: String, value: Value)]) { self.fields = fields }

    package subscript(_ name: String) -> Value? { fields.first { $0.name == name }?.value }
    package var names: [String] { fields.map(\.name) }

    /// The field's value replaced in place, or added last.
    package func setting(_ name: String, to value: Value) -> Record {
        var copy = fields
        if let place = copy.firstIndex(where: { $0.name == name }) {
            copy[place].value = value
        } else {
            copy.append((name: name, value: value))
        }
        return Record(copy)
    }
}

/// What an imported file defines.
package struct Module: Sendable {
    package let name: String
    package let environment: Environment

    package init(name: String, environment: Environment) {
        self.name = name
        self.environment = environment
    }
}

package struct Secret: Sendable {
    /// For the one call that must send it.
    package let reveal: @Sendable () -> String
    /// What it is called, such as the environment's name for it.
    package let name: String

    package init(name: String, reveal: @escaping @Sendable () -> String) {
        self.name = name
        self.reveal = reveal
    }
}

/// A value of a kind that a layer above the language adds.
package protocol ObjectValue: Sendable {
    /// As messages call it: `plot`, `prompt`.
    var typeName: String { get }
    func member(_ name: String) -> Value?
    var memberNames: [String] { get }
    /// One line for a list of bindings.
    var summary: String { get }
}

/// Something that can be called.
package enum FunctionValue: Sendable {
    case verb(Verb)
    case user(UserFunction)
    case lambda(Lambda)
}

extension Value {
    package init(_ datum: Datum) {
        switch datum {
        case .null: self = .null
        case .bool(let bit): self = .bool(bit)
        case .int(let number): self = .int(number)
        case .float(let number): self = .float(number)
        case .text(let text): self = .text(text)
        case .time(let instant): self = .time(instant)
        case .date(let day): self = .date(day)
        case .duration(let length): self = .duration(length)
        case .list(let items): self = .list(items.map { Value($0) })
        case .record(let fields): self = .record(Record(fields.map { (name: $0.name, value: Value($0.value)) }))
        }
    }

    /// As a value that a column can hold; `nil` for tables, functions and their kind.
    package var datum: Datum? {
        switch self {
        case .null: return .null
        case .bool(let bit): return .bool(bit)
        case .int(let number): return .int(number)
        case .float(let number): return .float(number)
        case .text(let text): return .text(text)
        case .time(let instant): return .time(instant)
        case .date(let day): return .date(day)
        case .duration(let length): return .duration(length)
        case .list(let items):
            var data: [Datum] = []
            for item in items {
                guard let datum = item.datum else { return nil }
                data.append(datum)
            }
            return .list(data)
        case .range(let from, let to):
            guard let count = Value.count(from: from, to: to), count <= Value.longestBuiltRange else { return nil }
            return .list((0..<count).map { .int(from + $0) })
        case .record(let record):
            var data: [(name: String, value: Datum)] = []
            for field in record.fields {
                guard let datum = field.value.datum else { return nil }
                data.append((name: field.name, value: datum))
            }
            return .record(data)
        case .table, .column, .function, .expression, .module, .schema, .secret, .object, .unknown: return nil
        }
    }

    /// Ranges above this stay ranges: building one as a list would take gigabytes.
    package static let longestBuiltRange: Int64 = 50_000_000

    /// How many ints a range holds; `nil` beyond 64 bits.
    package static func count(from: Int64, to: Int64) -> Int64? {
        if to <= from { return 0 }
        let (count, overflowed) = to.subtractingReportingOverflow(from)
        return overflowed ? nil : count
    }

    package var isUnknown: Bool { if case .unknown = self { true } else { false } }
    /// Whether it, or a part of it, is something that only a run can know.
    package var holdsUnknown: Bool {
        switch self {
        case .unknown: true
        case .list(let items): items.contains(where: \.holdsUnknown)
        case .record(let record): record.fields.contains(where: \.value.holdsUnknown)
        default: false
        }
    }
    /// Whether a part of it failed its check, so that whatever it leads to says nothing new.
    package var holdsFailure: Bool {
        switch self {
        case .unknown(.failed): true
        case .list(let items): items.contains(where: \.holdsFailure)
        case .record(let record): record.fields.contains(where: \.value.holdsFailure)
        case .expression(let expression): expression.holdsFailure
        default: false
        }
    }
    package var isNull: Bool { if case .null = self { true } else { false } }

    /// A list's items, ranges included; `nil` for anything else and for ranges too long to build.
    package var items: [Value]? {
        switch self {
        case .list(let items): return items
        case .range(let from, let to):
            guard let count = Value.count(from: from, to: to), count <= Value.longestBuiltRange else { return nil }
            return (0..<count).map { .int(from + $0) }
        default: return nil
        }
    }
}
