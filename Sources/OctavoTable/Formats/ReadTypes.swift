/// How the types of values from a file come together: like widening, but where that has no answer the column is text.
enum ReadTypes {
    static func joined(_ left: DataType, _ right: DataType) -> DataType {
        if left == right { return left }
        switch (left, right) {
        case (.null, _): return right
        case (_, .null): return left
        case (.int, .float), (.float, .int): return .float
        case (.list(let one), .list(let two)): return .list(joined(one, two))
        case (.record(let fields), .record(let others)): return .record(joined(fields, others))
        default: return .text
        }
    }

    /// Fields in order of first appearance.
    static func joined(_ left: [Field], _ right: [Field]) -> [Field] {
        if left.map(\.name) == right.map(\.name) {
            return zip(left, right).map { Field($0.name, joined($0.type, $1.type)) }
        }
        var fields = left
        var places = Dictionary(left.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        for field in right {
            if let place = places[field.name] {
                fields[place] = Field(field.name, joined(fields[place].type, field.type))
            } else {
                places[field.name] = fields.count
                fields.append(field)
            }
        }
        return fields
    }

    /// Whether a column of `type` becomes one of `wider` without another look at the file: nulls, whole numbers as floats,
    /// and fields that are missing.
    static func converts(_ type: DataType, to wider: DataType) -> Bool {
        if type == wider || type == .null { return true }
        switch (type, wider) {
        case (.int, .float): return true
        case (.list(let item), .list(let other)): return converts(item, to: other)
        case (.record(let fields), .record(let others)):
            return fields.allSatisfy { field in
                others.first { $0.name == field.name }.map { converts(field.type, to: $0.type) } ?? false
            }
        default: return false
        }
    }

    /// The column as one of `wider`; only where `converts` says so.
    static func convert(_ column: Column, to wider: DataType) -> Column {
        if column.type == wider { return column }
        switch (column.storage, wider) {
        case (.integers(let values), .float):
            let floats = unsafe Buffer<Double>(count: values.count) { target in
                for row in 0..<values.count { unsafe target[row] = Double(values[row]) }
            }
            return Column(type: .float, count: column.count, validity: column.validity, storage: .floats(floats))
        case (.lists(let offsets, let items), .list(let item)):
            return Column(
                type: wider, count: column.count, validity: column.validity,
                storage: .lists(offsets: offsets, items: convert(items, to: item)))
        case (.records(let parts), .record(let fields)):
            guard case .record(let known) = column.type else { return Column.nulls(wider, count: column.count) }
            let converted = fields.map { field in
                known.firstIndex { $0.name == field.name }.map { convert(parts[$0], to: field.type) }
                    ?? Column.nulls(field.type, count: column.count)
            }
            return Column(type: wider, count: column.count, validity: column.validity, storage: .records(converted))
        default: return Column.nulls(wider, count: column.count)
        }
    }
}
