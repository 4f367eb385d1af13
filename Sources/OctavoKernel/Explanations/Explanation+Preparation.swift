import OctavoSource

extension Explanation {
    static let preparation: [Explanation] = [
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
