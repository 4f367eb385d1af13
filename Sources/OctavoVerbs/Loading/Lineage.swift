package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let lineage = Verb(
        "lineage", .loading,
        "Tells what a saved table was made from: the plan's steps, the files, and the saved tables before it.",
        notes:
            "The last step stands first. What it was made from stands below it, one deeper, with the digest that it had then."
            + " A file that has another digest now gives another version when the same steps are saved again.",
        returns: .table(LineageTable.schema), effects: .store, checking: .runsBody,
        examples: [
            Example(
                "table([{n: 1}, {n: 2}]) | filter(.n > 1) | save_data(\"large\");\nlineage(\"large\") | select(.kind, .what)",
                gives: "| kind | what                |\n| ---- | ------------------- |\n| data | large               |\n"
                    + "| step | filter: .n > 1      |\n| step |   table: 2 rows, .n |")
        ],
        searchTerms: ["provenance", "origin", "ancestry", "sources"],
        Parameter("name", String.self, "The name it was saved as."),
        Parameter("version", default: Value.null, "null", "A version's digits or number; the newest where none is given.")
    ) { call, name, version in
        if name.isEmpty, call.isChecking {
            call.record(.reads, "store", nil)
            return .unknown(.table(LineageTable.schema))
        }
        guard let snapshot = try SavedVersion.find(name, version, call) else { return .unknown(.table(LineageTable.schema)) }
        let all = try call.capabilities.store.snapshots()
        return .table(Plan(LineageTable(of: snapshot, among: all).table))
    }
}

/// A version with all it comes from, a fact a row.
struct LineageTable {
    static let schema = Schema([
        Field("depth", .int), Field("kind", .text), Field("what", .text), Field("digest", .text),
    ])

    private let all: [Snapshot]
    private var rows: [(depth: Int, kind: String, what: String, digest: String?)] = []
    private var seen: Set<String> = []

    init(of snapshot: Snapshot, among all: [Snapshot]) {
        self.all = all
        add(snapshot, depth: 0)
    }

    private mutating func add(_ snapshot: Snapshot, depth: Int) {
        rows.append((depth, "data", snapshot.name, snapshot.version))
        guard seen.insert("\(snapshot.name)@\(snapshot.content.digest)").inserted else { return }
        rows += snapshot.steps.map { (depth, "step", $0, nil) }
        for origin in snapshot.origins {
            switch origin {
            case .file(let path, let digest): rows.append((depth + 1, "file", path, Snapshot.version(of: digest)))
            case .snapshot(let name, let digest):
                if let before = all.first(where: { $0.name == name && $0.content.digest.hasPrefix(digest) }) {
                    add(before, depth: depth + 1)
                } else {
                    rows.append((depth + 1, "data", name, Snapshot.version(of: digest)))
                }
            }
        }
    }

    var table: Table {
        let columns = [
            Column(.int, rows.map { .int(Int64($0.depth)) }), Column(.text, rows.map { .text($0.kind) }),
            Column(.text, rows.map { .text($0.what) }), Column(.text, rows.map { $0.digest.map { .text($0) } ?? .null }),
        ]
        return Table(schema: Self.schema, chunks: [Chunk(count: rows.count, columns: columns)])
    }
}
