/// What an expression evaluates to over one chunk: a column, or one value that stands for every row.
enum Operand {
    case column(Column)
    case constant(Datum, DataType)

    var type: DataType {
        switch self {
        case .column(let column): column.type
        case .constant(_, let type): type
        }
    }

    var isConstantNull: Bool {
        switch self {
        case .column(let column): if case .nulls = column.storage { true } else { false }
        case .constant(let value, _): value.isNull
        }
    }

    func column(count: Int) throws -> Column {
        switch self {
        case .column(let column): column
        case .constant(let value, let type): try .repeating(value, type, count: count)
        }
    }

    /// `nil` where every row has a value.
    var validity: Bitmap? {
        if case .column(let column) = self { column.validity } else { nil }
    }

    /// Whole numbers as they are stored: one a row, or a single one.
    var integers: Buffer<Int64>? {
        switch self {
        case .column(let column): if case .integers(let values) = column.storage { values } else { nil }
        case .constant(let value, _):
            switch value {
            case .int(let number), .time(let number), .date(let number), .duration(let number): Buffer([number])
            default: nil
            }
        }
    }

    /// Numbers as floats: one a row, or a single one.
    var floats: Buffer<Double>? {
        switch self {
        case .column(let column):
            switch column.storage {
            case .floats(let values): return values
            case .integers(let values): return values.asFloats
            default: return nil
            }
        case .constant(.float(let number), _): return Buffer([number])
        default: return integers.map { $0.asFloats }
        }
    }

    var isConstant: Bool { if case .constant = self { true } else { false } }
}
