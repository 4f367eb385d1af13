package import OctavoLanguage
import OctavoText

extension Verb {
    package static let findPII = Verb(
        scalar: "find_pii", .cleaning, "Lists the personal data in a text: kind, start, end, score and the text itself.",
        notes: """
            Places count code points, so `slice(text, start, end)` is what was found. The score is 1 where a checksum holds and at least \
            0.5. `remove_pii` says what the kinds are.
            """,
        examples: [
            Example(
                "find_pii(\"Write to ann@hotel.example\")",
                gives: "[{kind: \"email\", start: 9, end: 26, score: 0.99, text: \"ann@hotel.example\"}]"),
            Example(
                "find_pii(\"Card 4111 1111 1111 1111, born 3 May 1984\") | map(.kind)", gives: "[\"card\", \"date_of_birth\"]"),
        ],
        searchTerms: ["detect_pii", "analyze", "presidio", "entities", "personal_data"],
        Parameter("text", String.self, "The text."),
        Parameter("kinds", KindsArgument.self, "The kinds to list; all but `person` and `street` when left out.")
    ) { (text: String, kinds: KindsArgument) in
        ListOf(items: FoundData.all(in: text, kinds.kinds))
    }
}
