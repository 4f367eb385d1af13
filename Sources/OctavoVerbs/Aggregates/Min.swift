package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let min = Verb.aggregate(
        "min", .min, "Gives the smallest value.",
        notes: "Nulls are skipped; without any value the result is null.",
        examples: [Example("min([3, 1, 2])", gives: "1")], searchTerms: ["minimum"])
}
