package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let saveData = Verb(
        "save_data", .loading, "Saves a table as the newest version of a name and tells which version that is.",
        notes:
            "Content is found by its digest: a table that holds just what the newest version holds makes no new one, and equal "
            + "content is stored once. Versions stand in `data/.store`; `data(name)` gives the rows back, `snapshots()` lists the "
            + "versions and `lineage(name)` says what one was made from.",
        returns: .record([(name: "name", type: .text), (name: "version", type: .text), (name: "rows", type: .int)]),
        effects: .store, checking: .runsBody,
        examples: [
            Example(
                "s = table([{n: 1}]) | save_data(\"numbers\")\ns.rows\n(table([{n: 1}]) | save_data(\"again\")).version == s.version",
                gives: "1\ntrue")
        ],
        searchTerms: ["snapshot", "version", "dvc", "commit", "checkpoint", "persist"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("name", String.self, "What to call it.")
    ) { call, table, name in
        call.record(.writes, "store", name.isEmpty ? nil : name)
        if call.capabilities.isReadOnly {
            throw Diagnostic("read-only", "`save_data` writes, and this run is read-only", at: call.range)
        }
        if call.isChecking { return .unknown(call.verb.returns) }
        let saved = try call.capabilities.store.save(table.plan, as: name, context: call.evaluation.context)
        return .record(
            Record([
                (name: "name", value: .text(saved.name)), (name: "version", value: .text(saved.version)),
                (name: "rows", value: .int(Int64(saved.content.rows))),
            ]))
    }
}
