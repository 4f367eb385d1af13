package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let contains = Verb(
        scalar: "contains", .text, "Tells whether a text holds another.",
        notes: "Compared code point by code point, with case; null where `part` is null.",
        examples: [Example("contains(\"new room\", \"room\")", gives: "true")],
        searchTerms: ["includes", "str_contains", "like"],
        loops: [.textContains { $0.text(1) }, .textPairToBool { TextBytes.contains($0, $1) }],
        Parameter("text", String.self, "The text."),
        Parameter("part", Nullable<String>.self, "What to look for, taken literally.")
    ) { (text: String, part: Nullable<String>) in
        guard let part = part.value else { return Nullable<Bool>(nil) }
        return Nullable(TextBytes.contains(text.utf8.span, part.utf8.span))
    }
}
