import OctavoSource

extension Explanation {
    /// What people write from the habit of other languages.
    static let habits: [Explanation] = [
        Explanation(
            "and-operator", "`&&` or `&` where `and` is meant",
            "`and`, `or` and `not` are words here.",
            wrong: "true && false", right: "true and false"),
        Explanation(
            "or-operator", "`||` where `or` is meant",
            "`and`, `or` and `not` are words here. One `|` is the pipe.",
            wrong: "true || false", right: "true or false"),
        Explanation(
            "not-operator", "`!` where `not` is meant",
            "`and`, `or` and `not` are words here.",
            wrong: "!true", right: "not true"),
        Explanation(
            "percent-operator", "`%` as an operator",
            "The remainder is a function, `mod(a, b)`. `80%` without a space is the number 0.8.",
            wrong: "80 % 3", right: "mod(80, 3)"),
        Explanation(
            "foreign-operator", "A sign that another language uses",
            "The message says how it is written here: `==` for `===`, `!=` for `<>`, `^` for `**`, `div(a, b)` "
                + "for `//`, `=` for `<-`, `0..3` for `0:3`, `+` for `||` between texts.",
            wrong: "2 ** 3", right: "2 ^ 3"),
        Explanation(
            "foreign-keyword", "A word that another language needs",
            "A name is bound by `name = value`, a function by `name(a) = body`; a body's last expression is its "
                + "value; `elif` is written `else if`. There are no loops, classes or queries in SQL: verbs walk tables, "
                + "`map`, `filter`, `fold` and comprehensions walk lists.",
            wrong: "let x = 1", right: "x = 1"),
        Explanation(
            "pipe-operator", "`|>` where `|` is meant",
            "The pipe is one sign.",
            wrong: "[1] |> length", right: "[1] | length"),
        Explanation(
            "pipe-as-or", "`|` between two conditions",
            "`|` is the pipe. Conditions are joined with `or`.",
            wrong: "table([{a: 1, b: 2}]) | filter(.a > 1 | .b > 2)", right: "table([{a: 1, b: 2}]) | filter(.a > 1 or .b > 2)"),
        Explanation(
            "assignment-in-expression", "`=` where a comparison is meant",
            "`=` binds a name at the start of a statement. To compare, write `==`.",
            wrong: "x = 1\nif x = 1 then 2 else 3", right: "x = 1\nif x == 1 then 2 else 3"),
        Explanation(
            "equals-for-colon", "`=` after the name of an option, a parameter or a field",
            "Options, new columns, defaults and fields take a colon: `n: 2`.",
            wrong: "head(table([{a: 1}]), n = 2)", right: "head(table([{a: 1}]), n: 2)"),
        Explanation(
            "missing-call-parentheses", "A call without its parentheses",
            "The arguments of a call stand in parentheses, those of a stage too.",
            wrong: "table([{a: 1}]) | head 1", right: "table([{a: 1}]) | head(1)"),
        Explanation(
            "method-call", "A dot before a call",
            "Values have fields and no methods. A value flows into a function: `x | f(a)` is `f(x, a)`.",
            wrong: "\"a\".upper()", right: "\"a\" | upper"),
        Explanation(
            "parenthesized-list", "Several values in parentheses",
            "Parentheses hold one value. A list stands in brackets.",
            wrong: "(1, 2)", right: "[1, 2]"),
        Explanation(
            "chained-comparison", "A comparison of a comparison",
            "`a < b` is true or false, which has no place among numbers. Two comparisons are joined by `and`.",
            wrong: "1 < 2 < 3", right: "1 < 2 and 2 < 3"),
        Explanation(
            "chained-range", "A range with three ends",
            "A range has one beginning and one end.",
            wrong: "1..2..3", right: "1..3"),
        Explanation(
            "unary-plus", "A `+` in front of a number",
            "A number is positive without it.",
            wrong: "abs(+1)", right: "abs(1)"),
    ]
}
