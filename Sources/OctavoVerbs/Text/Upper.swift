package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let upper = Verb(
        scalar: "upper", .text, "Turns letters into capital ones.",
        notes: "By Unicode's mapping, the same in every locale; `ß` becomes `SS`.",
        examples: [Example("upper(\"ok\")", gives: "\"OK\"")],
        searchTerms: ["uppercase", "to_upper", "upcase"],
        loops: [.textCase(.upper) { TextBytes.uppercased($0) }], Parameter("text", String.self, "The text.")
    ) { (text: String) in
        TextBytes.uppercased(text)
    }
}
