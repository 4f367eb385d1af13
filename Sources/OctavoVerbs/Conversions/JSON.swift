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
