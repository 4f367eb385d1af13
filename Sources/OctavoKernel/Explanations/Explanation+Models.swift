import OctavoSource

extension Explanation {
    static let models: [Explanation] = [
        Explanation(
            "too-few-labels", "Nothing to tell apart",
            "A model tells one label from another, so its rows have two labels at least. Rows without a text or a label do not count.",
            wrong: "table([{q: \"a room\", l: \"book\"}]) | train(text: .q, label: .l)",
            right: "(table([{q: \"a room\", l: \"book\"}, {q: \"no\", l: \"stop\"}]) | train(text: .q, label: .l)).rows"),
        Explanation(
            "too-many-labels", "Nearly as many labels as rows",
            "A label is what many rows share. A column with more than a thousand values, hardly two rows each, is rather the text itself or a "
                + "number of the row, and learning it would take long and tell nothing."),
    ]
}
