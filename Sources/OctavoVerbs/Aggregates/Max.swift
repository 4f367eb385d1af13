package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let max = Verb.aggregate(
        "max", .max, "Gives the largest value.",
        notes: "Nulls are skipped; without any value the result is null.",
        examples: [Example("max([3, 1, 2])", gives: "3")], searchTerms: ["maximum"])
}
