package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let snapshots = Verb(
        "snapshots", .loading, "Lists the versions of saved tables.",
        notes: "`version` is what `data(name, version:)` takes, as is `number`; `parent` is the version before.",
        returns: .table(SnapshotTable.schema), effects: .store, checking: .runsBody,
        examples: [
            Example(
                "table([{n: 1}, {n: 2}]) | save_data(\"numbers\");\nsnapshots() | select(.name, .number, .rows)",
                gives: "| name    | number | rows |\n| ------- | -----: | ---: |\n| numbers |      1 |    2 |")
        ],
        searchTerms: ["versions_of_data", "history", "datasets", "list_data"],
        Parameter("name", String?.self, "Only the versions of this name.")
    ) { call, name in
        call.record(.reads, "store", name)
        if call.isChecking { return .unknown(.table(SnapshotTable.schema)) }
        let all = try call.capabilities.store.snapshots()
        let own = name.map { name in all.filter { $0.name == name } } ?? all
        return .table(Plan(SnapshotTable.table(own)))
    }
}

/// Versions as a table.
enum SnapshotTable {
    static let schema = Schema([
        Field("name", .text), Field("number", .int), Field("version", .text), Field("rows", .int), Field("columns", .int),
        Field("parent", .text),
    ])

    static func table(_ snapshots: [Snapshot]) -> Table {
        func column(_ type: DataType, _ value: (Snapshot) -> Datum) -> Column { Column(type, snapshots.map(value)) }
        let columns = [
            column(.text) { .text($0.name) }, column(.int) { .int(Int64($0.number)) }, column(.text) { .text($0.version) },
            column(.int) { .int(Int64($0.content.rows)) }, column(.int) { .int(Int64($0.schema.count)) },
            column(.text) { snapshot in
                snapshot.parents.isEmpty
                    ? .null : .text(snapshot.parents.map { Snapshot.version(of: $0) }.joined(separator: " "))
            },
        ]
        return Table(schema: schema, chunks: [Chunk(count: snapshots.count, columns: columns)])
    }
}
