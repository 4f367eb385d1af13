import OctavoSource

extension Explanation {
    /// How functions are called.
    static let calls: [Explanation] = [
        Explanation(
            "wrong-argument", "An argument of another kind than the parameter takes",
            "`name?` at the prompt shows what each parameter takes.",
            wrong: "head(1)", right: "head(table([{a: 1}]))"),
        Explanation(
            "missing-argument", "A parameter without an argument",
            "A parameter without a default must be given. The value before `|` is the first argument.",
            wrong: "sort(table([{a: 1}]))", right: "sort(table([{a: 1}]), .a)"),
        Explanation(
            "unknown-argument", "An option that the function does not have",
            "Labels before a colon are options, or new columns where the function makes columns.",
            wrong: "head(table([{a: 1}]), m: 1)", right: "head(table([{a: 1}]), n: 1)"),
        Explanation(
            "too-many-arguments", "More arguments than parameters",
            "The piped value counts as the first argument.",
            wrong: "head(table([{a: 1}]), 1, 2)", right: "head(table([{a: 1}]), 1)"),
        Explanation(
            "duplicate-argument", "An argument given twice",
            "Each option is given once, by its name or at its place.",
            wrong: "head(table([{a: 1}]), n: 1, n: 2)", right: "head(table([{a: 1}]), n: 2)"),
        Explanation(
            "unknown-choice", "A text that is none of the choices",
            "Some options are one of a few texts; the message lists them.",
            wrong: "table([{a: 1}]) | join(table([{a: 1}]), on: .a, kind: \"outer\")",
            right: "table([{a: 1}]) | join(table([{a: 1}]), on: .a, kind: \"full\")"),
        Explanation(
            "wrong-arity", "A lambda called with another number of values",
            "`map` and `filter` call with one value, `fold` with two.",
            wrong: "fold([1], 0, () -> 1)", right: "fold([1], 0, (sum, x) -> sum + x)"),
        Explanation(
            "negative-count", "A number of rows below zero",
            "Counts of rows are zero or more.",
            wrong: "head(table([{a: 1}]), -1)", right: "head(table([{a: 1}]), 1)"),
        Explanation(
            "wrong-spread", "`...` of something that has no parts here",
            "In a list `...` takes a list, in a record a record, in a call either.",
            wrong: "[...5]", right: "[...[5]]"),
        Explanation(
            "not-a-function", "A call of a value that is no function",
            "Only functions are called. `x | f(a)` is `f(x, a)`.",
            wrong: "x = 1\nx(2)", right: "x = n -> n + 1\nx(2)"),
    ]
}
