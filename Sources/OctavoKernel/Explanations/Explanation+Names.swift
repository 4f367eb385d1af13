import OctavoSource

extension Explanation {
    /// What names stand for.
    static let names: [Explanation] = [
        Explanation(
            "unknown-name", "A name that is bound to nothing",
            "Values are bound with `name = …` above the place that uses them. A bare name is a value or a "
                + "function; a column is written with a dot: `.query`.",
            wrong: "totl = 3\ntotal + 1", right: "total = 3\ntotal + 1"),
        Explanation(
            "unknown-function", "A call of a function that does not exist",
            "`octavo reference` lists the functions; `name?` at the prompt shows one. Your own are defined with "
                + "`f(x) = …` above their first use.",
            wrong: "table([{n: 1}]) | fliter(.n > 0)", right: "table([{n: 1}]) | filter(.n > 0)"),
        Explanation(
            "unknown-column", "A column that the table lacks at this point",
            "Every step of a pipeline is checked against the columns that the step before it gives. `schema(t)` "
                + "lists them. A value is written without the dot.",
            wrong: "table([{query: \"a\"}]) | filter(.qeury == \"a\")", right: "table([{query: \"a\"}]) | filter(.query == \"a\")"
        ),
        Explanation(
            "unknown-field", "A field that the record lacks",
            "`keys(r)` lists a record's fields; `get(r, \"name\", default)` gives a default where there is none.",
            wrong: "{a: 1}.b", right: "{a: 1}.a"),
        Explanation(
            "column-without-table", "A column with no table around it",
            "`.name` waits for a row. It belongs inside a verb's parentheses, or after a table: `t.name`.",
            wrong: ".n + 1", right: "table([{n: 1}]) | derive(m: .n + 1)"),
        Explanation(
            "duplicate-column", "Two columns of one name",
            "A table's columns have different names. Give one of the two another name.",
            wrong: "table([{a: 1}]) | select(.a, a: .a + 1)", right: "table([{a: 1}]) | select(.a, b: .a + 1)"),
        Explanation(
            "unnamed-column", "A computed column without a name",
            "A plain column keeps its name; what is computed needs one, before a colon.",
            wrong: "table([{n: 1}]) | derive(.n * 2)", right: "table([{n: 1}]) | derive(double: .n * 2)"),
        Explanation(
            "hidden-parameter", "A parameter that is called, with the name of a function",
            "Before `(` and after `|` a name is first a function, so the parameter is never called. Give it another name.",
            wrong: "use(head) = [1] | head(1)", right: "use(f) = f([1])"),
        Explanation(
            "recursion", "A function that calls itself",
            "Every program ends, so functions do not call themselves. `map`, `fold` and `filter` walk lists, "
                + "verbs walk tables.",
            wrong: "f(n) = f(n - 1)", right: "fold(1..5, 1, (product, n) -> product * n)"),
        Explanation(
            "too-deep", "Calls or brackets that nest too deep",
            "Calls nest up to 200 deep, and so do brackets; up to 500 operators build on each other. Bind parts to names, walk lists with `fold`, or compute a part as a column with `derive`.",
            wrong:
                "x = (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1)))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))",
            right: "x = (1)"),
        Explanation(
            "import-cycle", "Files that import each other",
            "Move what both need into a third file."),
        Explanation(
            "import-needs-name", "An import whose file name is no name",
            "Add one: `import \"2-parts.oct\" as parts`.",
            wrong: "import \"2-parts.oct\"", right: "parts = {n: 2}"),
        Explanation(
            "no-value", "A question about something that shows no value",
            "`:type` and `:plan` ask about an expression; a binding shows nothing."),
    ]
}
