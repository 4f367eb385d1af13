import OctavoSource

extension Explanation {
    static let syntax: [Explanation] = [
        Explanation(
            "assignment-in-expression", "`=` where a comparison is meant",
            "`=` binds a name at the start of a statement. To compare, write `==`.", wrong: "x = 1\nif x = 1 then 2 else 3",
            right: "x = 1\nif x == 1 then 2 else 3"),
        Explanation(
            "equals-for-colon", "`=` after an option's name", "Options and new columns take a colon: `n: 2`.",
            wrong: "head(table([{a: 1}]), n = 2)", right: "head(table([{a: 1}]), n: 2)"),
        Explanation(
            "and-operator", "`&&` or `&` where `and` is meant", "`and`, `or` and `not` are words here.",
            wrong: "true && false", right: "true and false"),
        Explanation(
            "pipe-as-or", "`|` between two conditions", "`|` is the pipe. Conditions are joined with `or`.",
            wrong: "table([{a: 1, b: 2}]) | filter(.a > 1 | .b > 2)", right: "table([{a: 1, b: 2}]) | filter(.a > 1 or .b > 2)"),
        Explanation(
            "operator-at-line-start", "A line that begins with an operator",
            "A newline ends a statement, so an operator stands at the end of a line, before what follows. `|`, `and`, `or` and `??` "
                + "may begin one.", wrong: "x = 1\n+ 2", right: "x = 1 +\n2"),
        Explanation(
            "pipe-at-start", "A cell that begins with `|`", "A pipe needs something before it.", wrong: "| head(2)",
            right: "table([{a: 1}]) | head(2)"),
        Explanation(
            "pipe-after-else", "A pipe after an `if` or `try`",
            "Does the pipe belong to the last branch or to the whole? Parentheses say it.",
            wrong: "if true then [1] else [2] | map(. + 1)",
            right: "(if true then [1] else [2]) | map(. + 1)"),
        Explanation(
            "missing-comma", "Two values side by side", "Arguments and items are parted by commas.",
            wrong: "table([{a: 1, b: 2}]) | select(.a .b)", right: "table([{a: 1, b: 2}]) | select(.a, .b)"),
        Explanation(
            "unclosed-text", "A text without its closing quote",
            "`\"…\"` and `'…'` stay on one line; `\"\"\"` spans several.", wrong: "\"abc", right: "\"abc\""),
        Explanation(
            "unclosed-bracket", "A bracket that is not closed", "Each `(`, `[` and `{` has its partner.", wrong: "[1, 2",
            right: "[1, 2]"),
        Explanation(
            "unopened-bracket", "A closing bracket without its opening one", "Take it away, or open one before.", wrong: "1 + 2)",
            right: "(1 + 2)"),
    ]
}
