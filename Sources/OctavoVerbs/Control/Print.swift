package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let print = Verb(
        "print", .control, "Writes a value to the cell's output, text without quotes.", returns: .null, effects: .prints,
        examples: [Example("print(\"two\\nlines\")", gives: "two\nlines")],
        searchTerms: ["echo", "puts", "show", "display"],
        Parameter("value", Value.self, "What to write.")
    ) { call, value in
        if let datum = value.datum { call.print(DatumText.plain(datum)) } else { call.show(value) }
        return .null
    }
}
