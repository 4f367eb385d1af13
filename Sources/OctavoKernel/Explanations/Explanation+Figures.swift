import OctavoSource

extension Explanation {
    static let figures: [Explanation] = [
        Explanation(
            "plot-kind-mismatch", "A kind of plot that cannot draw the columns it is given",
            "Each kind wants numbers, times or texts on each of its axes. The message says which kinds fit the columns.",
            wrong: "table([{day: \"Mon\", mood: \"good\"}]) | plot(x: .day, y: .mood, kind: \"line\")",
            right: "table([{day: \"Mon\", mood: \"good\"}]) | plot(x: .day, y: .mood, kind: \"heatmap\")"),
        Explanation(
            "column-not-drawable", "A column that no figure can show",
            "Lists and records have no place on an axis. Draw something made from them, such as their length.",
            wrong: "table([{tags: [1, 2]}]) | plot(x: .tags)", right: "table([{tags: [1, 2]}]) | plot(x: length(.tags))"),
        Explanation(
            "image-missing", "An image that a notebook shows and that is not there",
            "`octavo run` draws it again. Images lie in the folder `<notebook>.assets` beside the notebook."),
    ]
}
