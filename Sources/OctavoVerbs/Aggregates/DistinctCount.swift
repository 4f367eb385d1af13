package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let distinctCount = Verb.aggregate(
        "distinct_count", .distinctCount, "Counts the distinct values.",
        notes: "Nulls are skipped; without any value the result is 0.",
        examples: [Example("distinct_count([1, 2, 1])", gives: "2")], searchTerms: ["nunique", "n_distinct", "n_unique"])
}
