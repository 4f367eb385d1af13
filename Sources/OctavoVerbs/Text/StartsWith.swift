package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let startsWith = Verb(
        scalar: "starts_with", .text, "Tells whether a text starts with another.",
        notes: "Compared code point by code point, with case; null where `part` is null.",
        examples: [Example("starts_with(\"new room\", \"new\")", gives: "true")], searchTerms: ["startswith", "has_prefix"],
        loops: [.textPairToBool { TextBytes.starts($0, with: $1) }],
        Parameter("text", String.self, "The text."),
        Parameter("part", Nullable<String>.self, "What to look for, taken literally.")
    ) { (text: String, part: Nullable<String>) in
        guard let part = part.value else { return Nullable<Bool>(nil) }
        return Nullable(TextBytes.starts(text.utf8.span, with: part.utf8.span))
    }
}
