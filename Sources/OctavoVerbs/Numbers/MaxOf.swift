package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let maxOf = Verb(
        polymorphic: "max_of", .numbers, "Gives the greatest of several values.",
        notes:
            "Numbers, texts, times, dates or durations. As in arithmetic, one null makes the result null and one NaN makes it NaN.",
        examples: [Example("max_of(3, 1, 2)", gives: "3")], searchTerms: ["greatest", "pmax"],
        loops: Extremes.loops(greatest: true),
        parameters: [.open("a", "A value."), .open("others", "More of them.", isRest: true)],
        result: { types in try Extremes.type(types, "max_of") },
        body: { values in Extremes.pick(values, greatest: true) })
}
