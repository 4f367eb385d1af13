import OctavoSource

extension Explanation {
    /// Values that an operation cannot work with.
    static let values: [Explanation] = [
        Explanation(
            "overflow", "A whole number too large for 64 bits",
            "Whole numbers never wrap around. `float(…)` counts on with rounding.",
            wrong: "9223372036854775807 + 1", right: "float(9223372036854775807) + 1"),
        Explanation(
            "negative-power", "A whole number to a negative power",
            "That is a fraction. Make the base a float.",
            wrong: "2 ^ -1", right: "2.0 ^ -1"),
        Explanation(
            "division-by-zero", "A whole number divided by zero",
            "`div` and `mod` give whole numbers, and there is none here. `/` divides floats and gives `inf` or "
                + "`nan`.",
            wrong: "div(1, 0)", right: "div(1, 2)"),
        Explanation(
            "out-of-range", "A place that a list, a text or a table does not have",
            "Places count from 0; -1 is the last. `get(x, i, default)` gives a default instead.",
            wrong: "[1, 2][5]", right: "[1, 2][-1]"),
        Explanation(
            "empty-range", "Bounds that hold nothing",
            "`clamp(x, low, high)` keeps a value between two bounds, the lower one first; NaN is no bound.",
            wrong: "clamp(5, 3, 1)", right: "clamp(5, 1, 3)"),
        Explanation(
            "length-mismatch", "Two lists of different length that are to be paired",
            "`zip` pairs items; `slice(list, 0, n)` cuts the longer list.",
            wrong: "zip([1, 2], [3])", right: "zip([1, 2], [3, 4])"),
        Explanation(
            "not-a-number", "A text or float that `int` or `float` cannot read",
            "`try int(x) else null` gives null for such values; `round`, `floor` and `ceil` make whole numbers of "
                + "others.",
            wrong: "int(\"five\")", right: "try int(\"five\") else null"),
        Explanation(
            "not-a-bool", "A value that is neither true nor false",
            "`bool` reads the texts `true` and `false` and the numbers 1 and 0. A comparison says what else "
                + "counts as true.",
            wrong: "bool(\"perhaps\")", right: "\"perhaps\" == \"yes\""),
        Explanation(
            "not-whole-days", "A date moved by less than a day",
            "A date has no time of day. `time(…)` of the date gives an instant, which moves by any duration.",
            wrong: "@2026-01-31 + 1h", right: "time(@2026-01-31) + 1h"),
        Explanation(
            "bad-json", "A text that is not JSON",
            "The message says at which character reading ended. `try parse_json(x) else null` gives null for such "
                + "texts.",
            wrong: "parse_json('{a: 1}')", right: "parse_json('{\"a\": 1}')"),
        Explanation(
            "json-shape", "JSON of another shape than `like` shows",
            "A column has one type, so the texts of a column must have the shape of `like`; `parse_json` of one "
                + "text reads any.",
            wrong: "parse_json('{\"a\": \"x\"}', like: {a: 1})", right: "parse_json('{\"a\": 2}', like: {a: 1})"),
        Explanation(
            "bad-pattern", "A pattern that cannot be read",
            "The message says how far it makes sense. Patterns stand best between single quotes, where a "
                + "backslash is a backslash.",
            wrong: "matches(\"a\", '(a')", right: "matches(\"a\", '(a)')"),
        Explanation(
            "pattern-too-slow", "A pattern that tries too many ways to match",
            "A repeat inside a repeat, as in `(a+)+`, is the usual cause: make the inner one possessive (`a++`) "
                + "or drop one of the two."),
        Explanation(
            "unknown-group", "A group that the pattern does not have",
            "`(…)` makes a group, counted from 1; `(?<name>…)` makes a named one; 0 is the whole match.",
            wrong: "extract(\"a1\", '[0-9]', 1)", right: "extract(\"a1\", '([0-9])', 1)"),
        Explanation(
            "bad-time-pattern", "A time pattern with a field that means nothing",
            "The fields are those that the message lists: `%Y-%m-%d %H:%M:%S` writes 2026-01-31 10:00:00.",
            wrong: "format_time(@2026-01-31T10:00Z, \"%Q\")", right: "format_time(@2026-01-31T10:00Z, \"%H:%M\")"),
        Explanation(
            "row-failed", "A row that could not be computed",
            "`try … else` gives such rows another value: `try int(.x) else null`."),
    ]
}
