/// One value of a column.
package indirect enum Datum: Sendable {
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
    case list([Datum])
    case record([(name: String, value: Datum)])

    package var isNull: Bool { if case .null = self { true } else { false } }

    /// The type of this one value; a list's item type is what all its items widen to.
    package var type: DataType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .float: .float
        case .text: .text
        case .time: .time
        case .date: .date
        case .duration: .duration
        case .list(let items): .list(items.reduce(DataType.null) { $0.widened(with: $1.type) ?? .text })
        case .record(let fields): .record(fields.map { Field($0.name, $0.value.type) })
        }
    }
}

extension Datum: Hashable {
    /// The language's equality: null equals null, NaN equals itself, an int equals the float of the same value.
    package static func == (left: Datum, right: Datum) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.float(let a), .float(let b)): a == b || (a.isNaN && b.isNaN)
        case (.int(let a), .float(let b)), (.float(let b), .int(let a)): NumberOrder.compare(a, b) == 0
        case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
        case (.time(let a), .time(let b)), (.date(let a), .date(let b)), (.duration(let a), .duration(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.record(let a), .record(let b)):
            a.count == b.count && zip(a, b).allSatisfy { $0.name == $1.name && $0.value == $1.value }
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .int(let value):
            if let exact = Double(exactly: value) { hasher.combine(exact) } else { hasher.combine(value) }
        case .float(let value):
            // Equal values hash alike: a float that is a whole number hashes as the int of that value does.
            if value.isNaN { hasher.combine(Double.nan.bitPattern) } else { hasher.combine(value) }
        case .text(let value): for byte in value.utf8 { hasher.combine(byte) }
        case .time(let value), .date(let value), .duration(let value): hasher.combine(value)
        case .list(let items): hasher.combine(items)
        case .record(let fields):
            for field in fields {
                hasher.combine(field.name)
                hasher.combine(field.value)
            }
        }
    }
}

/// Exact order between a whole and a floating number, where a conversion would round.
package enum NumberOrder {
    /// -1, 0, 1; `nil` when `float` is NaN.
    package static func compare(_ int: Int64, _ float: Double) -> Int? {
        if float.isNaN { return nil }
        if float >= 0x1p63 { return -1 }
        if float < -0x1p63 { return 1 }
        let whole = Int64(float.rounded(.towardZero))
        if int != whole { return int < whole ? -1 : 1 }
        let rest = float - float.rounded(.towardZero)
        return rest == 0 ? 0 : rest > 0 ? -1 : 1
    }
}
