package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let median = Verb.aggregate(
        "median", .median, "Gives the middle value, or the mean of the two middle ones.",
        notes: "Nulls are skipped; without any value the result is null.",
        examples: [Example("median([1, 9, 2])", gives: "2.0")])
}
