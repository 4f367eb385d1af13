package import OctavoLanguage
import OctavoSource
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
        searchTerms: ["gsub", "sub", "regexp_replace", "str_replace"], Parameter("text", String.self, "The text."),
        Parameter("pattern", String.self, "A PCRE2 pattern."), Parameter("with", String.self, "What to put instead.")
    ) { (text: String, pattern: String, replacement: String) in
        try Patterns.with(pattern) { compiled in
            let template: ReplacementTemplate
            do {
                template = try ReplacementTemplate(replacement, for: compiled)
            } catch let unknown as ReplacementTemplate.UnknownGroup {
                throw PatternGroups.unknown(unknown.name, in: compiled)
            }
            return try compiled.replacing(in: text, with: template)
        }
    }
}

/// The message for a group that a pattern lacks.
enum PatternGroups {
    static func unknown(_ name: String, in pattern: TextPattern) -> Diagnostic {
        let groups =
            pattern.groupCount == 0 ? "no groups" : pattern.groupCount == 1 ? "one group" : "\(pattern.groupCount) groups"
        return Diagnostic(
            "unknown-group", "the pattern `\(pattern.source)` has no group `\(name)`: it has \(groups)",
            help: ["`(…)` makes a group, `(?<name>…)` a named one; `$$` writes a dollar sign in a replacement"])
    }
}
