package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let collect = Verb.aggregate(
        "collect", .collect, "Gives all values as a list, in row order.",
        notes: "Nulls are skipped; without any value the result is an empty list.",
        examples: [Example("collect([1, null, 2])", gives: "[1, 2]")], searchTerms: ["list", "array_agg", "collect_list"])
}
