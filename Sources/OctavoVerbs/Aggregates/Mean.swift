package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let mean = Verb.aggregate(
        "mean", .mean, "Gives the arithmetic mean; of bools the share that is true.",
        notes: "Nulls are skipped; without any value the result is null.",
        examples: [Example("mean([1, 2])", gives: "1.5")], searchTerms: ["avg", "average"])
}
