import OctavoSource
package import OctavoTable

/// A Swift type for values that columns hold: arguments and results of functions that work row by row.
package protocol ScalarType: ArgumentType {
    /// `nil`: any type.
    static var dataType: DataType? { get }
    /// `nil` when the value is of another type; whole numbers are taken where floats are wanted.
    init?(datum: Datum)
    var datum: Datum { get }
}

extension ScalarType {
    package static var expects: Expectation { dataType.map { .value(.data($0)) } ?? .anything }
    package static var stand: Self? { dataType.flatMap { Self(datum: standIn($0)) } }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> Self {
        guard let datum = argument.value.datum, let value = Self(datum: datum) else {
            throw mismatch(argument.value, argument.range, call, parameter)
        }
        return value
    }

    private static func standIn(_ type: DataType) -> Datum {
        switch type {
        case .null: .null
        case .bool: .bool(false)
        case .int: .int(1)
        case .float: .float(1)
        case .text: .text("")
        case .time: .time(0)
        case .date: .date(0)
        case .duration: .duration(1)
        case .list: .list([])
        case .record: .record([])
        }
    }
}

extension Int64: ScalarType {
    package static var dataType: DataType? { .int }
    package init?(datum: Datum) { if case .int(let number) = datum { self = number } else { return nil } }
    package var datum: Datum { .int(self) }
}

extension Int: ScalarType {
    package static var dataType: DataType? { .int }
    package init?(datum: Datum) { if case .int(let number) = datum { self = Int(number) } else { return nil } }
    package var datum: Datum { .int(Int64(self)) }
}

extension Double: ScalarType {
    package static var dataType: DataType? { .float }
    package init?(datum: Datum) {
        switch datum {
        case .float(let number): self = number
        case .int(let number): self = Double(number)
        default: return nil
        }
    }
    package var datum: Datum { .float(self) }
}

extension Bool: ScalarType {
    package static var dataType: DataType? { .bool }
    package init?(datum: Datum) { if case .bool(let bit) = datum { self = bit } else { return nil } }
    package var datum: Datum { .bool(self) }
}

extension String: ScalarType {
    package static var dataType: DataType? { .text }
    package init?(datum: Datum) { if case .text(let text) = datum { self = text } else { return nil } }
    package var datum: Datum { .text(self) }
}

/// A value of any column type.
extension Datum: ScalarType {
    package static var dataType: DataType? { nil }
    package init?(datum: Datum) { self = datum }
    package var datum: Datum { self }
}

/// An instant; a date is taken as its midnight in UTC.
package struct Instant: ScalarType {
    package let microseconds: Int64
    package static var dataType: DataType? { .time }
    package init(microseconds: Int64) { self.microseconds = microseconds }
    package init?(datum: Datum) {
        switch datum {
        case .time(let microseconds): self.microseconds = microseconds
        case .date(let days):
            let (product, overflow) = days.multipliedReportingOverflow(by: 86_400_000_000)
            if overflow { return nil }
            microseconds = product
        default: return nil
        }
    }
    package var datum: Datum { .time(microseconds) }
}

package struct Day: ScalarType {
    package let days: Int64
    package static var dataType: DataType? { .date }
    package init(days: Int64) { self.days = days }
    package init?(datum: Datum) { if case .date(let days) = datum { self.days = days } else { return nil } }
    package var datum: Datum { .date(days) }
}

package struct TimeSpan: ScalarType {
    package let microseconds: Int64
    package static var dataType: DataType? { .duration }
    package init(microseconds: Int64) { self.microseconds = microseconds }
    package init?(datum: Datum) { if case .duration(let span) = datum { microseconds = span } else { return nil } }
    package var datum: Datum { .duration(microseconds) }
}

/// A list of one kind of value.
package struct ListOf<Element: ScalarType>: ScalarType {
    package let items: [Element]
    package static var dataType: DataType? { Element.dataType.map { .list($0) } }
    package static var expects: Expectation { .value(.list(Element.dataType.map { .data($0) } ?? .any)) }
    package init(items: [Element]) { self.items = items }
    package init?(datum: Datum) {
        guard case .list(let data) = datum else { return nil }
        var items: [Element] = []
        for item in data {
            guard let element = Element(datum: item) else { return nil }
            items.append(element)
        }
        self.items = items
    }
    package var datum: Datum { .list(items.map(\.datum)) }
}

/// A value that may be null: `Optional` is taken by arguments that may be left out.
package struct Nullable<Wrapped: ScalarType>: ScalarType {
    package let value: Wrapped?
    package static var dataType: DataType? { Wrapped.dataType }
    package init(_ value: Wrapped?) { self.value = value }
    package init?(datum: Datum) {
        if datum.isNull {
            value = nil
        } else {
            guard let wrapped = Wrapped(datum: datum) else { return nil }
            value = wrapped
        }
    }
    package var datum: Datum { value?.datum ?? .null }
}
