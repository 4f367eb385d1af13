import OctavoSource

/// The one way each value is written: in interpolation, in cells of shown tables, in files.
package enum DatumText {
    /// Texts as they are; numbers in their shortest form that reads back the same; times as ISO 8601 in UTC; durations in the
    /// language's own form (`1h 30m` is `90m`: one unit, the largest that is exact); lists and records as the language writes
    /// them; null is `null`.
    package static func plain(_ value: Datum) -> String {
        switch value {
        case .text(let text): text
        default: literal(value)
        }
    }

    /// As a literal of the language: texts in quotes.
    package static func literal(_ value: Datum) -> String {
        switch value {
        case .null: "null"
        case .bool(let bit): bit ? "true" : "false"
        case .int(let number): String(number)
        case .float(let number): float(number)
        case .text(let text): quoted(text)
        case .time(let instant): CalendarText.instant(instant)
        case .date(let day): CalendarText.date(day)
        case .duration(let microseconds): duration(microseconds)
        case .list(let items): "[" + items.map(literal).joined(separator: ", ") + "]"
        case .record(let fields):
            "{" + fields.map { "\(label($0.name)): \(literal($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    /// Always with a point or an exponent, so that a float never looks like an int: `2.0`, `0.1`, `1e21`, `nan`, `inf`.
    package static func float(_ number: Double) -> String {
        if number.isNaN { return "nan" }
        if number.isInfinite { return number < 0 ? "-inf" : "inf" }
        return "\(number)"
    }

    package static func duration(_ microseconds: Int64) -> String {
        let units: [(Int64, String)] = [
            (604_800_000_000, "w"), (86_400_000_000, "d"), (3_600_000_000, "h"), (60_000_000, "m"), (1_000_000, "s"),
            (1000, "ms"),
        ]
        if microseconds == 0 { return "0s" }
        for (size, name) in units where microseconds % size == 0 { return "\(microseconds / size)\(name)" }
        return float(Double(microseconds) / 1000) + "ms"
    }

    /// In double quotes with the language's escapes.
    package static func quoted(_ text: String) -> String { WrittenForm.quoted(text) }

    /// A field's name as a record literal writes it: quoted unless it is a name.
    package static func label(_ name: String) -> String { WrittenForm.label(name) }
}
