package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let zip = Verb(
        valued: "zip", .lists, "Pairs the items of two lists of one length, as records with `first` and `second`.",
        returns: .list(.any),
        examples: [
            Example("zip([1, 2], [\"a\", \"b\"])", gives: "[{first: 1, second: \"a\"}, {first: 2, second: \"b\"}]")
        ],
        searchTerms: ["pair", "combine"], parameters: [.open("a", "A list."), .open("b", "A list of the same length.")],
        result: { _, types in
            .list(
                .record([
                    Field("first", try Lists.itemType(types[0], "zip", parameter: "a")),
                    Field("second", try Lists.itemType(types[1], "zip", parameter: "b")),
                ]))
        },
        body: { _, values in
            if values[1].isNull { return .null }
            let first = try Lists.items(values[0], "zip", parameter: "a")
            let second = try Lists.items(values[1], "zip", parameter: "b")
            guard first.count == second.count else {
                throw Diagnostic(
                    "length-mismatch", "cannot pair a list of \(first.count) with a list of \(second.count)",
                    help: ["`slice(list, 0, n)` cuts the longer one"])
            }
            return .list(
                first.indices.map { .record(Record([(name: "first", value: first[$0]), (name: "second", value: second[$0])])) })
        })
}
