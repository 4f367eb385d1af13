package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let data = Verb(
        "data", .loading, "Gives the rows of a saved table, the newest version or a named one.",
        notes: "The rows are checked against their digest when they are read.", returns: .table(nil), effects: .store,
        checking: .runsBody,
        examples: [
            Example("table([{n: 1}, {n: 2}]) | save_data(\"numbers\");\ndata(\"numbers\") | count", gives: "2"),
            Example(
                "table([{n: 1}]) | save_data(\"numbers\");\ntable([{n: 7}]) | save_data(\"numbers\");\n"
                    + "data(\"numbers\", version: 1)", gives: "|   n |\n| --: |\n|   1 |"),
        ],
        searchTerms: ["read_snapshot", "checkout", "restore", "dataset", "load_data"],
        Parameter("name", String.self, "The name it was saved as."),
        Parameter("version", default: Value.null, "null", "A version's digits or number; the newest where none is given.")
    ) { call, name, version in
        if name.isEmpty, call.isChecking || version.isUnknown {
            call.record(.reads, "store", nil)
            return .unknown(.table(nil))
        }
        guard let snapshot = try SavedVersion.find(name, version, call) else { return .unknown(.table(nil)) }
        let store = call.capabilities.store
        let step = Plan.Node.wholeTable(name: Snapshot.stepName(name, snapshot.version), inputs: []) { _, context in
            try store.table(of: snapshot, context: context)
        }
        return .table(call.step(step, snapshot.schema))
    }
}

/// The version that a name and what stands behind `version:` mean.
enum SavedVersion {
    /// `nil` where only a run can know it: it is saved by the same program. Notes the access.
    static func find(_ name: String, _ version: Value, _ call: Call) throws -> Snapshot? {
        let wanted: String?
        switch version {
        case .null: wanted = nil
        case .unknown:
            call.record(.reads, "store", name)
            return nil
        case .int(let number): wanted = String(number)
        case .text(let text): wanted = text
        default: throw Value.mismatch(version, call.range, call, call.verb.parameters[1])
        }
        call.record(.reads, "store", wanted.map { "\(name)@\($0)" } ?? name)
        // What a statement above will have saved is not there yet, or the newest version is another.
        if call.isChecking, isSaved(name, in: call.evaluation.accesses) { return nil }
        let all = try call.capabilities.store.snapshots()
        let own = all.filter { $0.name == name }
        if own.isEmpty { return try missing(unknownName(name, among: all, call), call) }
        let found = SavedVersions.matching(wanted, in: own)
        // One version that was saved twice is one still.
        if let first = found.first, found.allSatisfy({ $0.content == first.content }) { return first }
        if found.isEmpty { return try missing(unknownVersion(wanted ?? "", of: name, own, call), call) }
        throw ambiguous(name, found, call)
    }

    /// While checking it is told and the table is unknown, so that what is done with it is looked at: a cell above may save it.
    private static func missing(_ diagnostic: Diagnostic, _ call: Call) throws -> Snapshot? {
        guard call.isChecking else { throw diagnostic }
        call.evaluation.report(diagnostic)
        return nil
    }

    private static func isSaved(_ name: String, in accesses: [Access]) -> Bool {
        accesses.contains { $0.kind == .writes && ($0.resource == "store:\(name)" || $0.resource == "store:*") }
    }

    private static func unknownName(_ name: String, among all: [Snapshot], _ call: Call) -> Diagnostic {
        let names = Set(all.map(\.name)).sorted()
        return Diagnostic(
            "unknown-snapshot", "no data is saved as `\(name)`", at: call.range,
            label: Suggestion.question(for: name, among: names) ?? "",
            notes: [names.isEmpty ? "nothing is saved in this project" : "saved: " + names.prefix(12).joined(separator: ", ")],
            help: ["`t | save_data(\"\(name)\")` saves a table"])
    }

    private static func unknownVersion(_ wanted: String, of name: String, _ own: [Snapshot], _ call: Call) -> Diagnostic {
        let versions = own.map(\.version)
        return Diagnostic(
            "unknown-version", "`\(name)` has no version `\(wanted)`", at: call.range,
            label: Suggestion.question(for: wanted, among: versions) ?? "", notes: [list(own)])
    }

    private static func ambiguous(_ name: String, _ found: [Snapshot], _ call: Call) -> Diagnostic {
        Diagnostic(
            "ambiguous-version", "more than one version of `\(name)` is meant", at: call.range, notes: [list(found)],
            help: [
                "name one by its digits: `data(\"\(name)\", version: \"\(found[0].version)\")`, or save the one that counts again"
            ])
    }

    private static func list(_ versions: [Snapshot]) -> String {
        let shown = versions.suffix(12).map { "\($0.number) \($0.version) (\(Excerpt.count($0.content.rows, "row")))" }
        return "versions: " + (versions.count > 12 ? "…, " : "") + shown.joined(separator: ", ")
    }
}
