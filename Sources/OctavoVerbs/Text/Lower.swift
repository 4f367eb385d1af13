package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let lower = Verb(
        scalar: "lower", .text, "Turns letters into small ones.", notes: "By Unicode's mapping, the same in every locale.",
        examples: [Example("lower(\"ÀB\")", gives: "\"àb\"")],
        searchTerms: ["lowercase", "to_lower", "downcase"],
        loops: [.textCase(.lower) { TextBytes.lowercased($0) }], Parameter("text", String.self, "The text.")
    ) { (text: String) in
        TextBytes.lowercased(text)
    }
}
