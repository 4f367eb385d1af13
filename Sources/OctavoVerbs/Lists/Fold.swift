package import OctavoLanguage

extension Verb {
    package static let fold = Verb(
        "fold", .lists, "Combines all items of a list into one value, from the first to the last.",
        returns: .any, checking: .declaresResult,
        examples: [Example("fold(1..5, 0, (sum, x) -> sum + x)", gives: "10")],
        searchTerms: ["reduce", "accumulate", "inject"],
        Parameter("list", Value.self, "The list."),
        Parameter("start", Value.self, "The value to start with."),
        Parameter("f", ElementFunction.self, "Gives the next value from the value so far and an item.")
    ) { call, list, start, function in
        var result = start
        try Sequences.forEach(list, at: call.range, evaluation: call.evaluation) { item in
            result = try call.apply(function, [result, item])
            return true
        }
        return result
    }
}
