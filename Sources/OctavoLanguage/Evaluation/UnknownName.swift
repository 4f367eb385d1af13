import OctavoSource

/// Messages for names that mean nothing here.
enum UnknownName {
    static func value(_ name: String, at range: SourceRange, _ scope: Scope, _ catalog: Catalog) -> Diagnostic {
        diagnostic("unknown-name", "no value `\(name)` here", name, at: range, candidates: scope.allNames, scope, catalog)
    }

    static func function(_ name: String, at range: SourceRange, _ scope: Scope, _ catalog: Catalog) -> Diagnostic {
        diagnostic(
            "unknown-function", "no function `\(name)` here", name, at: range, candidates: scope.allNames + catalog.names, scope,
            catalog)
    }

    private static func diagnostic(
        _ code: DiagnosticCode, _ message: String, _ name: String, at range: SourceRange, candidates: [String], _ scope: Scope,
        _ catalog: Catalog
    ) -> Diagnostic {
        let synonyms = catalog.synonyms(of: name)
        if !synonyms.isEmpty {
            return Diagnostic(
                code, message, at: range,
                label: "it is called " + synonyms.prefix(3).map { "`\($0.name)`" }.joined(separator: " or ") + " here",
                help: synonyms.prefix(3).map { "`\($0.signature)`: \($0.summary)" },
                fix: .replace(range, with: synonyms[0].name, synonyms.count == 1 ? .certain : .maybe))
        }
        var names = candidates
        if code == "unknown-name" { names += catalog.names }
        let nearest = Suggestion.nearest(to: name, among: names)
        var help: [String] = []
        for near in nearest {
            if let verb = catalog[near] { help.append("`\(near)`: \(verb.summary)") }
        }
        if code == "unknown-name" {
            help.append("a column is written with a dot: `.\(name)`")
        }
        return Diagnostic(
            code, message, at: range, label: Suggestion.question(for: name, among: names) ?? "", help: help,
            fix: nearest.first.map { .replace(range, with: $0, nearest.count == 1 ? .certain : .maybe) })
    }
}
