import OctavoSource

extension Explanation {
    /// Which types go together.
    static let types: [Explanation] = [
        Explanation(
            "type-mismatch", "Types that do not go together",
            "Numbers go with numbers, text with text. Conversions are functions: `int(\"5\")`, `text(5)`; text is "
                + "made of other values by interpolation: `\"\\(n)\"`.",
            wrong: "1 + \"a\"", right: "\"\\(1)a\""),
        Explanation(
            "not-a-value", "A function where a value is wanted",
            "Mostly a column without its dot, or a call without its parentheses: `length` is a function, `.length` a column, "
                + "`length(x)` a value.",
            wrong: "table([{length: 5}]) | filter(length > 3)", right: "table([{length: 5}]) | filter(.length > 3)"),
        Explanation(
            "not-a-condition", "A condition that is neither true nor false",
            "There is no truthiness: compare. Null counts as false.",
            wrong: "if 1 then 2 else 3", right: "if 1 > 0 then 2 else 3"),
        Explanation(
            "one-value-per-group", "A column where one value a group is wanted",
            "`summarize` gives one row a group, so each of its columns is an aggregate (`sum`, `mean`, `first`, "
                + "`collect`, …) or a key.",
            wrong: "table([{k: 1, n: 2}]) | summarize(n: .n, by: .k)",
            right: "table([{k: 1, n: 2}]) | summarize(n: first(.n), by: .k)"),
        Explanation(
            "no-members", "A dot after a value without fields",
            "Records, tables and modules have members; other values have functions: `x | f`.",
            wrong: "x = 5\nx.a", right: "x = {a: 5}\nx.a"),
        Explanation(
            "no-text-form", "A value that cannot stand in a text",
            "Tables, functions and secrets have no text form. Pick a value of them first.",
            wrong: "t = table([{a: 1}])\n\"\\(t)\"", right: "t = table([{a: 1}])\n\"\\(count(t))\""),
        Explanation(
            "not-in-expression", "Something that works on whole values, inside a column expression",
            "Column expressions are made of operators and of functions of single values. Do the rest before, and "
                + "bind it to a name.",
            wrong: "table([{a: 1}]) | derive(b: desc(.a))", right: "table([{a: 1}]) | sort(desc(.a))"),
        Explanation(
            "not-alone", "A window function outside a verb",
            "Windows look at the rows around a row, so they live inside `derive`, `filter` and `sort`.",
            wrong: "lag([1, 2])", right: "table([{a: 1}]) | derive(before: lag(.a))"),
    ]
}
