package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let replace = Verb(
        scalar: "replace", .text, "Replaces every match of a pattern.",
        notes: """
            `$1` or `${name}` in the replacement stands for what a group matched, `$0` for the whole match, `$$` for a dollar sign; \
            a `$` before anything else stands for itself.
            """,
        examples: [
            Example("replace(\"a1b22\", '\\d+', \"#\")", gives: "\"a#b#\""),
            Example("replace(\"Doe, Jane\", '(\\w+), (\\w+)', \"$2 $1\")", gives: "\"Jane Doe\""),
        ],
        searchTerms: ["gsub", "sub", "regexp_replace", "str_replace"],
        loops: [
            .textToText(mayFail: true) { call in
                guard let pattern = try call.text(1).map({ try Patterns.compiled($0) }), let replacement = call.text(2) else {
                    return nil
                }
                let template = try Patterns.template(replacement, for: pattern)
                return { text, writer in
                    try Patterns.searching(pattern) { try $0.replace(in: text, with: template) { writer.append($0) } }
                    return true
                }
            }
        ], Parameter("text", String.self, "The text."),
        Parameter("pattern", String.self, "A PCRE2 pattern."), Parameter("with", String.self, "What to put instead.")
    ) { (text: String, pattern: String, replacement: String) in
        let compiled = try Patterns.compiled(pattern)
        let template = try Patterns.template(replacement, for: compiled)
        return try Patterns.searching(compiled) { try $0.replacing(in: text, with: template) }
    }
}
