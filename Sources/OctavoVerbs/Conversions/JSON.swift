package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let json = Verb(
        polymorphic: "json", .conversions, "Writes a value as JSON text on one line.",
        notes: "Times, dates and durations become text; NaN and infinities, which JSON lacks, become null, as does null.",
        nullGivesNull: false, returns: .text,
        examples: [Example("json({a: [1, null]})", gives: "\"{\\\"a\\\":[1,null]}\"")],
        searchTerms: ["to_json", "json_encode", "dumps"],
        parameters: [.open("value", "Any plain value.")],
        result: { _ in .text },
        body: { values in
            var bytes: [UInt8] = []
            JSONWriter.append(values[0], to: &bytes)
            return .text(String(decoding: bytes, as: UTF8.self))
        })
}

/// Single values as JSON, by the same rules as columns.
enum JSONWriter {
    static func append(_ value: Datum, to bytes: inout [UInt8]) {
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
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                append(item, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .record(let fields):
            bytes.append(UInt8(ascii: "{"))
            for (place, field) in fields.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONText.append(field.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                append(field.value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }
}
