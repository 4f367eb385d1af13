package import OctavoLanguage
import OctavoText

extension Verb {
    package static let similarity = Verb(
        scalar: "similarity", .text, "Tells how alike two texts are, from 0 to 1.",
        notes: """
            1 minus the Levenshtein distance (characters inserted, deleted or replaced) over the length of the longer text: 1 for \
            equal texts, 0 where nothing is kept. Null where either is null.
            """,
        examples: [
            Example("similarity(\"booking\", \"boking\") > 0.8", gives: "true"),
            Example("similarity(\"abcd\", \"abxd\")", gives: "0.75"),
        ],
        searchTerms: ["levenshtein", "edit_distance", "fuzzy"], Parameter("a", String.self, "A text."),
        Parameter("b", Nullable<String>.self, "Another.")
    ) { (a: String, b: Nullable<String>) in
        Nullable(b.value.map { Levenshtein.similarity(a, $0) })
    }
}
