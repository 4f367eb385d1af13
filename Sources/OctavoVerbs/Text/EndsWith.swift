package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let endsWith = Verb(
        scalar: "ends_with", .text, "Tells whether a text ends with another.",
        notes: "Compared code point by code point, with case; null where `part` is null.",
        examples: [Example("ends_with(\"why?\", \"?\")", gives: "true")], searchTerms: ["endswith", "has_suffix"],
        loops: [.textPairToBool { TextBytes.ends($0, with: $1) }],
        Parameter("text", String.self, "The text."),
        Parameter("part", Nullable<String>.self, "What to look for, taken literally.")
    ) { (text: String, part: Nullable<String>) in
        guard let part = part.value else { return Nullable<Bool>(nil) }
        return Nullable(TextBytes.ends(text.utf8.span, with: part.utf8.span))
    }
}
