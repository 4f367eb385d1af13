package import OctavoTable

/// The type of a value, as far as it is known.
package indirect enum ValueType: Sendable {
    /// Nothing is known: everything is allowed until the run.
    case any
    /// Of an expression that failed its check: everything is allowed, and nothing more is said about it.
    case failed
    /// A value that a column can hold.
    case data(DataType)
    case number
    case list(ValueType)
    case record([(name: String, type: ValueType)])
    /// `nil`: the columns are known only at run time.
    case table(Schema?)
    case column(DataType?)
    case function
    case expression
    case module
    case schema
    case secret
    case object(String)

    var isFailed: Bool { if case .failed = self { true } else { false } }

    package static let null = ValueType.data(.null)
    package static let bool = ValueType.data(.bool)
    package static let int = ValueType.data(.int)
    package static let float = ValueType.data(.float)
    package static let text = ValueType.data(.text)

    /// The column type of such a value; unknown ones give `null`, which joins every type.
    package var dataType: DataType {
        switch self {
        case .data(let type): type
        case .list(let item): .list(item.dataType)
        case .record(let fields): .record(fields.map { Field($0.name, $0.type.dataType) })
        case .number: .float
        default: .null
        }
    }
}

extension ValueType: CustomStringConvertible {
    /// As messages call it.
    package var description: String {
        switch self {
        case .any, .failed: "any"
        case .data(let type): type.description
        case .number: "number"
        case .list(.any): "list"
        case .list(let item): "list(\(item))"
        case .record: "record"
        case .table: "table"
        case .column: "column"
        case .function: "function"
        case .expression: "column expression"
        case .module: "module"
        case .schema: "schema"
        case .secret: "secret"
        case .object(let name): name
        }
    }
}

extension Value {
    package var type: ValueType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .float: .float
        case .text: .text
        case .time: .data(.time)
        case .date: .data(.date)
        case .duration: .data(.duration)
        case .list(let items):
            if let type = datum?.type { .data(type) } else { items.isEmpty ? .list(.any) : .list(items[0].type) }
        case .range: .data(.list(.int))
        case .record(let record): .record(record.fields.map { (name: $0.name, type: $0.value.type) })
        case .table(let plan): .table(plan.schema)
        case .column(let plan, let name): .column(plan.schema.type(of: name))
        case .function: .function
        case .expression: .expression
        case .module: .module
        case .schema: .schema
        case .secret: .secret
        case .object(let object): .object(object.typeName)
        case .unknown(let type): type
        }
    }

    /// The kind alone, without what it is made of: `list`, `record`, `table`.
    package var kindName: String {
        switch self {
        case .list, .range: "list"
        case .record: "record"
        default:
            switch type {
            case .data(.list): "list"
            case .data(.record): "record"
            default: type.description
            }
        }
    }
}
