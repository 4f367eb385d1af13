package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let normalizeText = Verb(
        "normalize_text", .cleaning, "Makes texts that say the same the same, in a text or in columns of a table.",
        notes: """
            Each step has its switch. `mojibake` repairs UTF-8 that was read as Windows-1252, -1251, -1250, -1253, -1254, -1257, Latin-1 and \
            -2, Mac OS Roman or code page 437, also several times over, by ftfy's idea of characters that hardly stand side by side. \
            `entities` decodes HTML's references that end in `;`, unless the text has tags, and so is HTML. `quotes` and `dashes` become \
            straight ones and hyphens. `controls` removes controls, terminal sequences, characters without width and marks of direction, but \
            not the joiners that emoji and scripts such as Persian and Hindi need. `ligatures` such as `ﬁ` become letters, fullwidth letters \
            and halfwidth kana (`widths`) the common ones; punctuation among Chinese, Japanese and Korean stays fullwidth. `form` is \
            Unicode's, or "none". White space is folded to one space, one line break or one empty line ("fold"), all to one space ("line"), \
            or kept; `trim` takes it from the ends.

            Off by default: `lower`, `strip_accents` (Latin, Greek and Cyrillic letters) and `emoji`. Doing it twice changes nothing more. \
            `report` tells how many values each step changed.
            """,
        parameters: [
            .open("t", "The table, or a text."),
            ParameterDescription(
                name: "columns", about: "The text columns; all of them when left out.", expects: .column, defaultText: nil,
                isRest: true),
            ParameterDescription(
                name: "form", about: "Unicode's normalization form.", expects: .value(.data(.text)), defaultText: "\"NFC\"",
                isRest: false, choices: Normalizations.Form.allCases.map(\.rawValue)),
            flag("mojibake", "Repairs texts that were read in a wrong encoding."), flag("entities", "Decodes HTML's references."),
            flag("quotes", "Makes quotation marks straight."), flag("dashes", "Makes dashes hyphens."),
            flag("controls", "Removes controls and what has no width."), flag("ligatures", "Writes Latin ligatures as letters."),
            flag("widths", "Writes fullwidth and halfwidth forms as common ones."),
            ParameterDescription(
                name: "white_space", about: "What becomes of runs of white space.", expects: .value(.data(.text)),
                defaultText: "\"fold\"",
                isRest: false, choices: WhiteSpaceFolding.allCases.map(\.rawValue)),
            flag("trim", "Removes white space at the ends."), flag("lower", "Makes letters small.", false),
            flag("strip_accents", "Removes accents.", false),
            ParameterDescription(
                name: "emoji", about: "What becomes of emoji.", expects: .value(.data(.text)), defaultText: "\"keep\"",
                isRest: false, choices: EmojiTreatment.allCases.map(\.rawValue)),
        ],
        returns: .any,
        examples: [
            Example(
                "normalize_text(\"  L&rsquo;hÃ´tel –  “trÃ¨s”   ｃａｌｍｅ\")", gives: "\"L'hôtel - \\\"très\\\" calme\""),
            Example(
                "normalize_text(\"Crème BRÛLÉE 🍮\", lower: true, strip_accents: true, emoji: \"name\")",
                gives: "\"creme brulee :custard:\""),
            Example(
                "table([{q: \"ok  then\"}, {q: \"nÃ©e &amp; bÃ©nie\"}, {q: \"fine\"}]) | normalize_text(.q) | report | select(.step, .note)",
                gives: """
                    | step               | note                                  |
                    | ------------------ | ------------------------------------- |
                    | table              |                                       |
                    | normalize_text(.q) | entities 1, mojibake 1, white_space 1 |
                    """),
        ],
        searchTerms: ["ftfy", "mojibake", "unicode", "unescape", "nfc", "nfkc", "clean_text", "fix_text", "unidecode"],
        checking: .runsBody, liftCondition: .firstArgumentIsExpression,
        lift: { resolver, arguments, range in
            let call = try resolver.call(of: "normalize_text", at: range)
            return try Normalizations.rewriting(call, arguments).lifted(resolver, arguments, range)
        },
        run: { call, arguments in try Normalizations.rewriting(call, arguments).run(call, arguments) })

    private static func flag(_ name: String, _ about: String, _ value: Bool = true) -> ParameterDescription {
        ParameterDescription(
            name: name, about: about, expects: .value(.data(.bool)), defaultText: value ? "true" : "false", isRest: false)
    }
}
