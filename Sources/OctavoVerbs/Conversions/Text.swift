package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let text = Verb(
        polymorphic: "text", .conversions, "Writes a value as text, the same as interpolation does.", returns: .text,
        examples: [Example("text(1.5)", gives: "\"1.5\""), Example("text([1, 2])", gives: "\"[1, 2]\"")],
        searchTerms: ["str", "string", "to_string", "as_character"],
        loops: [.widening([.bool, .int, .float, .time, .date, .duration]), .same([.text])],
        parameters: [.open("x", "The value.")],
        result: { _ in .text }, body: { values in .text(DatumText.plain(values[0])) })
}
