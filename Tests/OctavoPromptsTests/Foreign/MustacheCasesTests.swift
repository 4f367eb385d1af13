import OctavoLanguage
import OctavoPrompts
import OctavoTable
import Testing

/// The published cases of Mustache: those that have a counterpart give the same text, the others are refused.
@Suite struct MustacheCasesTests {
    private static let files = [
        "comments", "delimiters", "interpolation", "inverted", "partials", "sections", "dynamic-names", "inheritance", "lambdas",
    ]

    private static let cases: [ForeignCase] = files.flatMap { file in
        (ForeignCaseFiles.document("mustache-\(file).json")["tests"]?.items ?? []).map { test in
            var parts: [String: String] = [:]
            for (name, value) in ForeignCaseFiles.fields(test["partials"]) {
                parts["prompts/\(name).mustache"] = value.text ?? ""
            }
            return ForeignCase(
                name: "\(file)/\(test["name"]?.text ?? "")", dialect: .mustache, template: test["template"]?.text ?? "",
                parts: parts,
                data: ForeignCaseFiles.fields(test["data"]), defaults: [], expected: test["expected"] ?? .null)
        }
    }

    /// Cases that are refused, and why.
    private static let refused: [(name: String, reason: String)] = [
        ("interpolation/Basic Context Miss Interpolation", "a name that nobody declares is a mistake"),
        ("interpolation/Triple Mustache Context Miss Interpolation", "a name that nobody declares is a mistake"),
        ("interpolation/Ampersand Context Miss Interpolation", "a name that nobody declares is a mistake"),
        ("interpolation/Dotted Names - Broken Chain", "a field that nobody declares is a mistake"),
        ("interpolation/Dotted Names - Context Precedence", "a field that nobody declares is a mistake"),
        ("interpolation/Dotted Names are never single keys", "no input can be called `a.b`"),
        ("interpolation/Implicit Iterators", "a template is given names, not one value"),
        ("sections/Context Misses", "a name that nobody declares is a mistake"),
        ("sections/Dotted Names - Broken Chains", "a field that nobody declares is a mistake"),
        ("sections/Implicit Iterator - Root-level", "a template is given names, not one value"),
        ("inverted/Context Misses", "a name that nobody declares is a mistake"),
        ("inverted/Dotted Names - Broken Chains", "a field that nobody declares is a mistake"),
        ("sections/Null is falsey", "no input can be called `null`"),
        ("inverted/Null is falsey", "no input can be called `null`"),
        ("partials/Failed Lookup", "a part that is not there is a mistake"),
        ("partials/Recursion", "every template ends: no part contains itself"),
        ("dynamic-names/", "which part is included does not depend on values"),
        ("inheritance/", "parts have no blocks that others replace"),
        ("inverted/Context", "a name inside that only the context could give is a mistake where there is none"),
        ("inverted/List", "a name inside that only an item could give is a mistake where there is none"),
    ]

    /// Programs as values, which the cases write in a dozen languages: a template is given values alone, so there is nothing to run.
    private static let others = ["lambdas/"]

    /// Prompts are no web pages: these cases write `&amp;` where Octavo writes `&`.
    private static let escaping = ["interpolation/HTML Escaping", "sections/Implicit Iterator - HTML Escaping"]

    @Test func allOfThemAreHere() {
        #expect(Self.cases.count == 194)
        for name in Self.refused.map(\.name) + Self.escaping + Self.others {
            #expect(Self.cases.contains { $0.name.hasPrefix(name) }, "\(name)")
        }
    }

    @Test(arguments: cases)
    func givesTheSameOrIsRefused(one: ForeignCase) {
        if Self.others.contains(where: { one.name.hasPrefix($0) }) { return }
        let isRefused = Self.refused.contains { one.name.hasPrefix($0.name) }
        switch one.outcome() {
        case .refused(let reason): #expect(isRefused, "\(reason)")
        case .rendered(let text, _):
            #expect(!isRefused)
            let isEscaped = Self.escaping.contains { one.name.hasPrefix($0) }
            #expect((isEscaped ? Self.escaped(text) : text) == ForeignCase.withoutLastLineEnd(one.expected.text ?? ""))
        }
    }

    private static func escaped(_ text: String) -> String {
        let signs: [Character: String] = ["&": "&amp;", "\"": "&quot;", "<": "&lt;", ">": "&gt;"]
        // The text around the values holds none of them but its own quotes.
        return String(
            text.enumerated().map { index, sign in
                index == 0 && sign == "\"" || index == text.count - 1 && sign == "\"" ? String(sign) : signs[sign] ?? String(sign)
            }.joined())
    }
}
