package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let mode = Verb.aggregate(
        "mode", .mode, "Gives the most frequent value; the first to appear among equals.",
        notes: "Nulls are skipped; without any value the result is null.",
        examples: [Example("mode([1, 2, 2])", gives: "2")], searchTerms: ["most_common"])
}
