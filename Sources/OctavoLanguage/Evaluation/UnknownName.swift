import OctavoSource
import OctavoTable

/// Messages for names that mean nothing here.
enum UnknownName {
    static func value(
        _ name: String, at range: SourceRange, _ scope: Scope, _ surroundings: Surroundings, _ catalog: Catalog
    ) -> Diagnostic {
        var diagnostic = Diagnostic("unknown-name", "no value `\(name)` here", at: range)
        if let constant = constants[name.lowercased()] {
            diagnostic.message = "`\(name)` is written `\(constant)`"
            diagnostic.fix = .replace(range, with: constant)
            return diagnostic
        }
        if name == "_" {
            diagnostic.message = "nothing was shown yet that `_` could stand for"
            return diagnostic
        }
        if let (type, table) = surroundings.column(name) {
            let owner = table.name.map { "`\($0)`" } ?? "the table"
            diagnostic.notes = ["`\(name)` is a column of \(owner) (\(type)); columns start with a dot"]
            diagnostic.fix = .replace(range, with: ".\(name)")
            return diagnostic
        }
        suggest(name, among: scope.allNames + catalog.names, to: &diagnostic, catalog)
        guard diagnostic.fix == nil else { return diagnostic }
        let columns = surroundings.tables.flatMap(\.plan.schema.names)
        if let near = Suggestion.best(for: name, among: columns) {
            diagnostic.primary = .init(range, "did you mean the column `.\(DatumText.label(near))`?")
            diagnostic.fix = .replace(range, with: "." + DatumText.label(near), .maybe)
        } else {
            diagnostic.help.append("a column is written with a dot: `.\(name)`")
        }
        return diagnostic
    }

    static func function(_ name: String, at range: SourceRange, _ scope: Scope, _ catalog: Catalog) -> Diagnostic {
        var diagnostic = Diagnostic("unknown-function", "no function `\(name)` here", at: range)
        suggest(name, among: scope.allNames + catalog.names, to: &diagnostic, catalog)
        return diagnostic
    }

    /// What the name is called here, what is written instead of it, or the nearest names.
    private static func suggest(
        _ name: String, among candidates: [String], to diagnostic: inout Diagnostic, _ catalog: Catalog
    ) {
        guard let range = diagnostic.primary?.range else { return }
        let synonyms = catalog.synonyms(of: name).prefix(3)
        if let first = synonyms.first {
            let names = synonyms.map { "`\($0.name)`" }.joined(separator: " or ")
            diagnostic.primary = .init(range, "it is called \(names) here")
            diagnostic.help = synonyms.map { "`\($0.name)`: \($0.summary)" }
            diagnostic.fix = .replace(range, with: first.name, synonyms.count == 1 ? .certain : .maybe)
            return
        }
        if let instead = ForeignFunction.help(for: name) {
            diagnostic.help = [instead]
            return
        }
        let nearest = Suggestion.nearest(to: name, among: candidates)
        diagnostic.primary = .init(range, Suggestion.question(for: name, among: candidates) ?? "")
        diagnostic.help = nearest.compactMap { near in catalog[near].map { "`\(near)`: \($0.summary)" } }
        diagnostic.fix = nearest.first.map { .replace(range, with: $0, nearest.count == 1 ? .certain : .maybe) }
    }

    /// As other languages write them.
    private static let constants = [
        "none": "null", "null": "null", "nil": "null", "undefined": "null", "na": "null", "true": "true", "false": "false",
    ]
}
