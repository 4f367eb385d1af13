/// Builds a column value by value; for results whose size is not known and whose speed does not matter.
package struct ColumnBuilder: Sendable {
    package let type: DataType
    private var valid: [Bool] = []
    private var integers: [Int64] = []
    private var floats: [Double] = []
    private var bools: [Bool] = []
    private var textBytes: [UInt8] = []
    private var textOffsets: [UInt32] = [0]
    private var offsets: [Int64] = [0]
    private var children: [ColumnBuilder] = []

    package init(_ type: DataType) {
        self.type = type
        switch type {
        case .list(let item): children = [ColumnBuilder(item)]
        case .record(let fields): children = fields.map { ColumnBuilder($0.type) }
        default: break
        }
    }

    package var count: Int { valid.count }

    /// Adds one value. A value that is not of the column's type is converted where widening allows it (int to float, any
    /// scalar to text); otherwise it becomes null.
    package mutating func append(_ value: Datum) {
        var isValid = !value.isNull
        switch type {
        case .null: isValid = false
        case .bool:
            if case .bool(let bit) = value {
                bools.append(bit)
            } else {
                bools.append(false)
                isValid = false
            }
        case .int, .time, .date, .duration:
            switch (type, value) {
            case (.int, .int(let number)), (.time, .time(let number)), (.date, .date(let number)),
                (.duration, .duration(let number)):
                integers.append(number)
            default:
                integers.append(0)
                isValid = false
            }
        case .float:
            switch value {
            case .float(let number): floats.append(number)
            case .int(let number): floats.append(Double(number))
            default:
                floats.append(0)
                isValid = false
            }
        case .text:
            switch value {
            case .text(let text): textBytes.append(contentsOf: text.utf8)
            case .null: break
            default: textBytes.append(contentsOf: DatumText.plain(value).utf8)
            }
            textOffsets.append(UInt32(truncatingIfNeeded: textBytes.count))
        case .list:
            if case .list(let items) = value { for item in items { children[0].append(item) } } else { isValid = false }
            offsets.append(Int64(children[0].count))
        case .record(let fields):
            if case .record(let given) = value {
                for (place, field) in fields.enumerated() {
                    children[place].append(given.first { $0.name == field.name }?.value ?? .null)
                }
            } else {
                for place in children.indices { children[place].append(.null) }
                isValid = false
            }
        }
        valid.append(isValid)
    }

    package consuming func finish() -> Column {
        let count = valid.count
        let validity = valid.allSatisfy { $0 } ? nil : Bitmap(valid)
        let storage: Column.Storage =
            switch type {
            case .null: .nulls
            case .bool: .bools(Bitmap(bools))
            case .int, .time, .date, .duration: .integers(Buffer(integers))
            case .float: .floats(Buffer(floats))
            case .text: .texts(TextBuffer(offsets: Buffer(textOffsets), bytes: Buffer(textBytes)))
            case .list: .lists(offsets: Buffer(offsets), items: children[0].finish())
            case .record: .records(children.map { $0.finish() })
            }
        return Column(type: type, count: count, validity: validity, storage: storage)
    }
}

extension Column {
    /// A column of these values.
    package init(_ type: DataType, _ values: some Sequence<Datum>) {
        var builder = ColumnBuilder(type)
        for value in values { builder.append(value) }
        self = builder.finish()
    }
}
