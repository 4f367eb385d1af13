package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let last = Verb.aggregate(
        "last", .last, "Gives the last value that is not null.",
        notes: "Nulls are skipped; without any value the result is null.",
        examples: [Example("last([1, 2, null])", gives: "2")])
}
