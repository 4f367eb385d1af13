package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let minOf = Verb(
        polymorphic: "min_of", .numbers, "Gives the least of several values.",
        notes:
            "Numbers, texts, times, dates or durations. As in arithmetic, one null makes the result null and one NaN makes it NaN.",
        examples: [Example("min_of(3, 1, 2)", gives: "1")], searchTerms: ["least", "pmin"],
        loops: Extremes.loops(greatest: false),
        parameters: [.open("a", "A value."), .open("others", "More of them.", isRest: true)],
        result: { types in try Extremes.type(types, "min_of") },
        body: { values in Extremes.pick(values, greatest: false) })
}
