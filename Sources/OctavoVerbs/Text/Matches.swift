package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let matches = Verb(
        scalar: "matches", .text, "Tells whether a pattern is found anywhere in a text.",
        notes: "`^` and `$` tie the pattern to the ends, `(?i)` at its start ignores case.",
        examples: [
            Example("matches(\"room 12\", '\\d{2}')", gives: "true"), Example("matches(\"Hi\", '^(?i)hi$')", gives: "true"),
        ],
        searchTerms: ["regex", "grepl", "str_detect", "rlike"],
        loops: [
            .textContains { call in try call.text(1).flatMap { try Patterns.compiled($0).literal } },
            .textToBool(mayFail: true) { call in
                guard let pattern = try call.text(1).map({ try Patterns.compiled($0) }) else { return nil }
                return { text in try Patterns.searching(pattern) { try $0.isFound(in: text) } }
            },
        ], Parameter("text", String.self, "The text."),
        Parameter("pattern", String.self, "A PCRE2 pattern.")
    ) { (text: String, pattern: String) in
        try Patterns.searching(Patterns.compiled(pattern)) { try $0.isFound(in: text) }
    }
}
