package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let first = Verb.aggregate(
        "first", .first, "Gives the first value that is not null.",
        notes: "Nulls are skipped; without any value the result is null.",
        examples: [Example("first([null, 2, 3])", gives: "2")])
}
