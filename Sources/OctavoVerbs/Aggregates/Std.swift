package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let std = Verb.aggregate(
        "std", .std, "Gives the sample standard deviation (n - 1).",
        notes: "Nulls are skipped; without any value the result is null.",
        examples: [Example("std([1, 3])", gives: "1.4142135623730951")], searchTerms: ["stddev", "sd"])
}
