import OctavoSource

extension Explanation {
    /// How programs are put together.
    static let syntax: [Explanation] = [
        Explanation(
            "operator-at-line-start", "A line that begins with an operator",
            "A newline ends a statement, so an operator stands at the end of a line, before what follows. `|`, "
                + "`and`, `or` and `??` may begin one.",
            wrong: "x = 1\n+ 2", right: "x = 1 +\n2"),
        Explanation(
            "pipe-at-start", "A cell that begins with `|`",
            "A pipe needs something before it.",
            wrong: "| head(2)", right: "table([{a: 1}]) | head(2)"),
        Explanation(
            "pipe-after-else", "A pipe after an `if` or `try`",
            "Does the pipe belong to the last branch or to the whole? Parentheses say it.",
            wrong: "if true then [1] else [2] | map(. + 1)", right: "(if true then [1] else [2]) | map(. + 1)"),
        Explanation(
            "expected-stage", "Something after `|` that nothing can flow into",
            "After `|` stands a function's name, a call or a column: `x | f`, `x | f(a)`, `r | .name`.",
            wrong: "[1] | 2", right: "[1] | map(. + 2)"),
        Explanation(
            "operator-after-stage", "An operator after a stage of a pipeline",
            "The pipe reaches to the end of the expression. Parentheses make a pipeline one value among others.",
            wrong: "[1] | length + 1", right: "([1] | length) + 1"),
        Explanation(
            "expected-expression", "Something else where a value is wanted",
            "An operator, a comma or a closing bracket stands where a value should; mostly one is missing before "
                + "it or it is one too many.",
            wrong: "x = 1 + * 2", right: "x = 1 + 2"),
        Explanation(
            "expected-name", "Something else where a name is wanted",
            "Parameters, bindings and `as` take a name: a letter or `_`, then letters, digits and `_`.",
            wrong: "f(1) = 2", right: "f(x) = 2"),
        Explanation(
            "keyword-as-name", "A keyword as a name",
            "`if then else case try for in and or not true false null import as` have their own meaning. As a "
                + "column, a field or an option they are names: `.in`, `for: 1`.",
            wrong: "in = 1", right: "within = 1"),
        Explanation(
            "missing-comma", "Two values side by side",
            "Arguments and items are parted by commas.",
            wrong: "table([{a: 1, b: 2}]) | select(.a .b)", right: "table([{a: 1, b: 2}]) | select(.a, .b)"),
        Explanation(
            "missing-operator", "Two values with nothing between them",
            "Values are joined by an operator, and texts by interpolation or `+`. Two statements stand on two "
                + "lines.",
            wrong: "\"a\" \"b\"", right: "\"a\" + \"b\""),
        Explanation(
            "unexpected-token", "Something that cannot follow",
            "What stands before is a whole expression, and this cannot go on with it.",
            wrong: "f(x) = { y = x; y } | length", right: "f(x) = { y = x; y }"),
        Explanation(
            "missing-parentheses", "`not`, `if`, `case` or `try` in the middle of an expression",
            "They reach as far as they can, so in the middle of an expression parentheses say where they end.",
            wrong: "true == not false", right: "true == (not false)"),
        Explanation(
            "missing-then", "An `if` without `then`",
            "A choice is written `if a then b else c`.",
            wrong: "if true\n1", right: "if true then 1 else 2"),
        Explanation(
            "missing-else", "An `if` or `try` without `else`",
            "Every expression has a value, so there is one for either case; `else null` says that there is none.",
            wrong: "if true then 1", right: "if true then 1 else null"),
        Explanation(
            "case-without-else", "A `case` without its last choice",
            "Every expression has a value, so `case` ends in `else -> …`.",
            wrong: "case { 1 > 2 -> 1 }", right: "case { 1 > 2 -> 1, else -> 2 }"),
        Explanation(
            "else-not-last", "A choice after `else`",
            "The first choice that holds is taken, so nothing after `else` is ever reached.",
            wrong: "case { else -> 1, 1 > 2 -> 2 }", right: "case { 1 > 2 -> 2, else -> 1 }"),
        Explanation(
            "missing-arrow", "A choice without `->`",
            "The choices of `case` are written `condition -> value`.",
            wrong: "case { 1 > 2, else -> 1 }", right: "case { 1 > 2 -> 0, else -> 1 }"),
        Explanation(
            "block-without-value", "A block that ends in a binding",
            "The last line of a block is an expression, which is its value.",
            wrong: "f(x) = {\n  y = x + 1\n}", right: "f(x) = {\n  y = x + 1\n  y\n}"),
        Explanation(
            "import-in-block", "An `import` inside a function",
            "What a cell reads is known without running it, so files are imported at the top level.",
            wrong: "f(x) = {\n  import \"a.oct\" as a\n  x\n}", right: "f(x) = {\n  x\n}"),
        Explanation(
            "interpolated-label", "A name that is interpolated",
            "The names of options, columns, fields and imported files are known before anything runs.",
            wrong: "n = 1\n{\"a\\(n)\": 2}", right: "{\"a1\": 2}"),
        Explanation(
            "duplicate-name", "A name bound twice in one `{…} =`",
            "Each name takes one field.",
            wrong: "{a, a} = {a: 1}", right: "{a} = {a: 1}"),
        Explanation(
            "duplicate-parameter", "Two parameters of one name",
            "Each parameter has its own name.",
            wrong: "f(a, a) = a", right: "f(a, b) = a + b"),
        Explanation(
            "duplicate-key", "Two fields of one name in a record",
            "Each field has its own name. `{...r, a: 1}` replaces a field of another record.",
            wrong: "{a: 1, a: 2}", right: "{...{a: 1}, a: 2}"),
        Explanation(
            "unclosed-text", "A text without its closing quote",
            "`\"…\"` and `'…'` stay on one line; `\"\"\"` spans several.",
            wrong: "\"abc", right: "\"abc\""),
        Explanation(
            "unclosed-bracket", "A bracket that is not closed",
            "Each `(`, `[` and `{` has its partner. At the prompt an open bracket means that the entry goes on.",
            wrong: "[1, 2", right: "[1, 2]"),
        Explanation(
            "unopened-bracket", "A closing bracket without its opening one",
            "Take it away, or open one before.",
            wrong: "1 + 2)", right: "(1 + 2)"),
    ]
}
