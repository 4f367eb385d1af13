import OctavoSource

extension Explanation {
    static let expectations: [Explanation] = [
        Explanation(
            "expectation-failed", "A condition of `expect` that is not met",
            "The cell's output says of each condition how far it is met, and below one that is not the first rows that break it, "
                + "with the values of what the condition reads. Mend the data, or the condition.",
            wrong: "table([{n: 1}, {n: 5}]) | expect(.n > 3)",
            right: "table([{n: 1}, {n: 5}]) | filter(.n > 3) | expect(.n > 3)"),
        Explanation(
            "bad-schema", "A JSON Schema that cannot be used",
            "The message gives the JSON Pointer of what is wrong. Schemas follow draft 2020-12; a `$ref` stays within its file.",
            wrong: "matches_schema(1, {type: \"int\"})", right: "matches_schema(1, {type: \"integer\"})"),
    ]
}
