import OctavoSource

extension Explanation {
    static let types: [Explanation] = [
        Explanation(
            "type-mismatch", "Types that do not go together",
            "Numbers go with numbers, text with text. Conversions are functions: `int(\"5\")`, `text(5)`; text is made of other values by interpolation: `\"\\(n)\"`.",
            wrong: "1 + \"a\"", right: "\"\\(1)a\""),
        Explanation(
            "not-a-condition", "A condition that is neither true nor false",
            "There is no truthiness: compare. Null counts as false.",
            wrong: "if 1 then 2 else 3", right: "if 1 > 0 then 2 else 3"),
        Explanation(
            "one-value-per-group", "A column where one value a group is wanted",
            "`summarize` gives one row a group, so each of its columns is an aggregate (`sum`, `mean`, `first`, `collect`, …) or a key.",
            wrong: "table([{k: 1, n: 2}]) | summarize(n: .n, by: .k)",
            right: "table([{k: 1, n: 2}]) | summarize(n: first(.n), by: .k)"),
        Explanation(
            "not-a-function", "A call of a value that is no function",
            "Only functions are called. `x | f(a)` is `f(x, a)`.",
            wrong: "x = 1\nx(2)", right: "x = n -> n + 1\nx(2)"),
        Explanation(
            "no-members", "A dot after a value without fields",
            "Records, tables and modules have members; other values have functions: `x | f`.",
            wrong: "x = 5\nx.a", right: "x = {a: 5}\nx.a"),
        Explanation(
            "no-text-form", "A value that cannot stand in a text",
            "Tables, functions and secrets have no text form. Pick a value of them first."),
        Explanation(
            "not-in-expression", "A function that works on whole values, inside a column expression",
            "Column expressions are made of operators and of functions of single values. Do the rest before, and bind it to a name."
        ),
        Explanation(
            "not-alone", "A window function outside a verb",
            "Windows look at the rows around a row, so they live inside `derive`, `filter` and `sort`."),
        Explanation(
            "wrong-spread", "`...` of something that has no parts here",
            "In a list `...` takes a list, in a record a record, in a call either.",
            wrong: "[...5]", right: "[...[5]]"),
        Explanation(
            "overflow", "A whole number too large for 64 bits",
            "Whole numbers never wrap around. `float(…)` counts on with rounding.",
            wrong: "9223372036854775807 + 1", right: "float(9223372036854775807) + 1"),
        Explanation(
            "negative-power", "A whole number to a negative power",
            "That is a fraction. Make the base a float.",
            wrong: "2 ^ -1", right: "2.0 ^ -1"),
        Explanation(
            "out-of-range", "A place that a list or text does not have",
            "Places count from 0; -1 is the last. `get(x, i, default)` gives a default instead.",
            wrong: "[1, 2][5]", right: "[1, 2][-1]"),
    ]
}
