import OctavoSource

extension Explanation {
    /// How numbers, dates and texts are written.
    static let literals: [Explanation] = [
        Explanation(
            "unknown-character", "A character that means nothing outside a text",
            "Programs are made of names, numbers, texts and the signs of the language. Characters that look like "
                + "blanks come with text pasted from web pages; the fix replaces them.",
            wrong: "price = $5", right: "price = 5"),
        Explanation(
            "invalid-utf8", "Bytes that are not UTF-8",
            "Programs and notebooks are UTF-8 texts. The place shown is the first byte that is not. Save the file "
                + "as UTF-8, or convert it: `iconv -f LATIN1 -t UTF-8`."),
        Explanation(
            "unquoted-path", "A path without its quotes",
            "`/` divides and `.` takes a field. A path is a text.",
            wrong: "try load(data/mail.csv) else null", right: "try load(\"data/mail.csv\") else null"),
        Explanation(
            "triple-quote", "`'''` around a text",
            "A text over several lines stands between `\"\"\"`; `'` stands around a text on one line.",
            wrong: "'''\na\n'''", right: "\"\"\"\na\n\"\"\""),
        Explanation(
            "typographic-quote", "A curly quote",
            "Word processors and web pages turn `\"` into curly quotes. A text stands between straight ones.",
            wrong: "“hi”", right: "\"hi\""),
        Explanation(
            "unknown-escape", "A backslash before a character that needs none",
            "The escapes are `\\n`, `\\t`, `\\r`, `\\\"`, `\\\\`, `\\u{…}` and `\\(…)`. Patterns stand between single "
                + "quotes, where a backslash is a backslash.",
            wrong: "replace(\"a1\", \"\\d\", \"\")", right: "replace(\"a1\", '\\d', \"\")"),
        Explanation(
            "unicode-escape", "A `\\u` without the number of a character",
            "A character is written by its number in hexadecimal digits between braces.",
            wrong: "\"\\u1F600\"", right: "\"\\u{1F600}\""),
        Explanation(
            "text-indentation", "A line of a text that is indented less than its end",
            "The indentation of the closing `\"\"\"` is taken off every line of the text, so every line has at least "
                + "as much.",
            wrong: "x = \"\"\"\n  one\n two\n  \"\"\"", right: "x = \"\"\"\n  one\n  two\n  \"\"\""),
        Explanation(
            "number-point", "A point with a digit on one side only",
            "Digits stand on both sides of a point: `0.5`, `5.0`. An item of a list is taken with `[0]`.",
            wrong: ".5 + 1", right: "0.5 + 1"),
        Explanation(
            "number-underscore", "A `_` that does not part two digits",
            "`_` makes long numbers readable and stands between two digits.",
            wrong: "1__000", right: "1_000"),
        Explanation(
            "number-too-large", "A number beyond 64 bits",
            "Whole numbers go to 9223372036854775807, floats to about 1.8e308.",
            wrong: "9223372036854775808", right: "9223372036854775808.0"),
        Explanation(
            "unknown-unit", "Letters behind a number that are no unit",
            "Durations end in `ms s m h d w`, sizes in `KB MB GB KiB MiB GiB`, and a size is a number of bytes.",
            wrong: "5min", right: "5m"),
        Explanation(
            "compound-duration", "A duration with two units",
            "A duration has one unit; two durations are added.",
            wrong: "1h30m", right: "1h + 30m"),
        Explanation(
            "fraction-of-unit", "A measure that is no whole number of its smallest part",
            "Durations count microseconds and sizes count bytes.",
            wrong: "0.3KiB", right: "3KB"),
        Explanation(
            "malformed-date", "`@` without a date",
            "A date is written `@2026-01-31` with all its digits, an instant `@2026-01-31T10:00Z`.",
            wrong: "@2026-1-31", right: "@2026-01-31"),
        Explanation(
            "no-such-date", "A date or time that the calendar lacks",
            "Months have 28 to 31 days, hours go to 23 and minutes to 59.",
            wrong: "@2026-02-30", right: "@2026-02-28"),
        Explanation(
            "instant-without-zone", "A time of day without its zone",
            "`10:00` is another moment in Paris than in Tokyo. `Z` says UTC; an offset says how far away.",
            wrong: "@2026-01-31T10:00", right: "@2026-01-31T10:00+01:00"),
    ]
}
