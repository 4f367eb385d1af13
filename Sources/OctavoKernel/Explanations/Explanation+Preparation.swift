import OctavoSource

extension Explanation {
    static let preparation: [Explanation] = [
        Explanation(
            "bad-config", "A configuration file that is wrong",
            """
            The files in `config` are YAML, and a JSON Schema in `config/schemas` says what each may hold: `config/schemas/NAME_schema.json` for \
            `config/NAME.yaml`. The message names the line, and what would be right where something like it is known. \
            `octavo check config/` checks all of them.
            """),
        Explanation(
            "no-schema", "A configuration file that nothing says more of",
            "It is well-formed YAML. A JSON Schema beside it, `config/schemas/NAME_schema.json` for `config/NAME.yaml`, would be checked too."
        ),
        Explanation(
            "empty-source", "A source without rows",
            "A file that is empty is more often a mistake than meant. Leave the source out of the file, or give it another `path:`."
        ),
        Explanation(
            "wrong-format", "A file of another format than its source says",
            "The ending of the file names another format than `format:`. Mend that, or let `path:` name the right files alone: `path: data/raw/*.csv`."
        ),
        Explanation(
            "bad-shares", "Shares of `split` that are no shares",
            "Each share is more than 0 and at most 1, and together they are 1: a row that belongs to no part, or to two, is a mistake more often "
                + "than meant.",
            wrong: "table([{n: 1}]) | split(train: 0.8, test: 0.1)",
            right: "(table([{n: 1}]) | split(train: 0.8, test: 0.2)).train"),
        Explanation(
            "options-exclude", "Two options of which each rules the other out",
            "Each asks for another way to do the same. Leave one of them out.",
            wrong: "table([{n: 1, k: 2}]) | split(train: 1, by_time: .n, stratify: .k)",
            right: "(table([{n: 1, k: 2}]) | split(train: 1, by_time: .n)).train"),
        Explanation(
            "missing-time", "A row that has no time to be parted by",
            "Where a row belongs is not known without its time. Leave such rows out before, or give them one.",
            wrong: "(table([{n: 1}, {n: null}]) | split(train: 1, by_time: .n)).train",
            right: "(table([{n: 1}, {n: null}]) | filter(.n != null) | split(train: 1, by_time: .n)).train"),
    ]
}
