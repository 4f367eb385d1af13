/// Single values as JSON, by the same rules as columns.
package enum JSONWriter {
    /// On one line; `isSpaced` puts a space behind every comma and colon, for people.
    package static func append(_ value: Datum, isSpaced: Bool = false, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes += Array("null".utf8)
        case .bool(let bit): bytes += Array((bit ? "true" : "false").utf8)
        case .int(let number): JSONText.append(number, to: &bytes)
        case .float(let number): JSONText.append(number, to: &bytes)
        case .text(let text): JSONText.append(text, to: &bytes)
        case .time, .date, .duration: JSONText.append(DatumText.plain(value), to: &bytes)
        case .list(let items):
            bytes.append(UInt8(ascii: "["))
            for (place, item) in items.enumerated() {
                if place > 0 { separate(UInt8(ascii: ","), isSpaced, &bytes) }
                append(item, isSpaced: isSpaced, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .record(let fields):
            bytes.append(UInt8(ascii: "{"))
            for (place, field) in fields.enumerated() {
                if place > 0 { separate(UInt8(ascii: ","), isSpaced, &bytes) }
                JSONText.append(field.name, to: &bytes)
                separate(UInt8(ascii: ":"), isSpaced, &bytes)
                append(field.value, isSpaced: isSpaced, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func separate(_ mark: UInt8, _ isSpaced: Bool, _ bytes: inout [UInt8]) {
        bytes.append(mark)
        if isSpaced { bytes.append(0x20) }
    }
}
