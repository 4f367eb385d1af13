package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let sum = Verb.aggregate(
        "sum", .sum, "Adds values up; floats exactly, rounded once.",
        notes: "Nulls are skipped; without any value the result is 0.",
        examples: [Example("sum([1, 2, 3])", gives: "6")], searchTerms: ["total"])
}
