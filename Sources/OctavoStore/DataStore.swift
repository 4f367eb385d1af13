package import OctavoLanguage
import OctavoSource
package import OctavoTable

/// Saved tables in a project's folder: contents by their digest, and one small text a version, so that two branches that each
/// saved one merge without a conflict.
///
///     data/.store/objects/3f9a….zst
///     data/.store/versions/train/0001-3f9a1c2b77d0.txt
package struct DataStore: SnapshotStore {
    package static let folder = "data/.store"
    private static let objects = folder + "/objects"
    private static let versions = folder + "/versions"

    private let files: any FileAccess
    private let makeDigest: @Sendable () -> (any ByteDigest)?
    private let madeBy: String

    /// `makeDigest` gives SHA-256, or nothing when memory is out; `madeBy` is the program's version.
    package init(
        files: any FileAccess, madeBy: String, makeDigest: @escaping @Sendable () -> (any ByteDigest)?
    ) {
        self.files = files
        self.madeBy = madeBy
        self.makeDigest = makeDigest
    }

    // MARK: - Reading

    package func snapshots() throws -> [Snapshot] {
        var found: [Snapshot] = []
        for entry in files.entries(of: Self.versions) where entry.hasSuffix("/") {
            let name = String(entry.dropLast())
            for file in files.entries(of: "\(Self.versions)/\(name)") where file.hasSuffix(VersionText.ending) {
                let path = "\(Self.versions)/\(name)/\(file)"
                let text = String(decoding: try files.contents(of: path).bytes.array, as: UTF8.self)
                found.append(try VersionText.read(text, path: path))
            }
        }
        return found.sorted {
            ($0.name, $0.number, $0.content.digest) < ($1.name, $1.number, $1.content.digest)
        }
    }

    package func table(of snapshot: Snapshot, context: ExecutionContext) throws -> Table {
        do {
            return try SnapshotFile.read(snapshot.content, in: Self.objects, of: files, digest: try digest(), context: context)
        } catch let diagnostic as Diagnostic where diagnostic.code == "file-not-found" {
            let path = SnapshotFile.path(of: snapshot.content.digest, in: Self.objects)
            throw Diagnostic(
                "missing-content", "the content of `\(snapshot.name)@\(snapshot.version)` is not here",
                notes: ["it belongs in `\(path)`"],
                help: [
                    "copy that file from where it was saved, or save the table again from its sources: `lineage(\"\(snapshot.name)\")`"
                ])
        }
    }

    // MARK: - Saving

    package func save(_ plan: Plan, as name: String, context: ExecutionContext) throws -> Snapshot {
        try Self.check(name)
        // What the rows come from is noted before they are read, so that a file that changes meanwhile does not pass for read.
        let origins = try PlanOrigins.of(plan, files)
        let content = try SnapshotFile.write(plan, in: Self.objects, of: files, digest: try digest(), context: context)
        let newest = try newest(of: name)
        if newest.count == 1, let only = newest.first, only.content == content { return only }
        let snapshot = Snapshot(
            name: name, number: (newest.first?.number ?? 0) + 1, content: content, schema: plan.schema,
            parents: newest.map(\.content.digest), origins: origins, steps: PlanText.steps(plan), madeBy: madeBy)
        try write(snapshot)
        return snapshot
    }

    private func write(_ snapshot: Snapshot) throws {
        let number = String(snapshot.number)
        let padded = String(repeating: "0", count: max(4 - number.count, 0)) + number
        let path = "\(Self.versions)/\(snapshot.name)/\(padded)-\(snapshot.version)\(VersionText.ending)"
        try files.write(path, bytes: Array(VersionText.write(snapshot).utf8))
    }

    private func digest() throws -> any ByteDigest {
        guard let digest = makeDigest() else { throw Diagnostic("out-of-memory", "no memory for a digest") }
        return digest
    }

    /// A name is a folder's on every system.
    private static func check(_ name: String) throws {
        let longest = 100
        let isPlain = name.utf8.allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x2D || byte == 0x2E
        }
        if isPlain, !name.isEmpty, name.utf8.count <= longest, !name.hasPrefix("."), !name.hasPrefix("-") { return }
        throw Diagnostic(
            "bad-name", "cannot save data as \(DatumText.quoted(name))",
            notes: [
                "a name has letters of a to z, digits, `_`, `-` and `.`, at most \(longest), and begins with a letter or digit"
            ])
    }
}

/// The files and snapshots that a plan's rows come from.
enum PlanOrigins {
    static func of(_ plan: Plan, _ files: any FileAccess) throws -> [Snapshot.Origin] {
        var found: [Snapshot.Origin] = []
        var seen: Set<ObjectIdentifier> = []
        func visit(_ plan: Plan) throws {
            guard seen.insert(ObjectIdentifier(plan)).inserted else { return }
            switch plan.node {
            case .scan(let scan):
                for path in scan.files {
                    let origin = Snapshot.Origin.file(path: path, digest: try files.digest(of: path))
                    if !found.contains(origin) { found.append(origin) }
                }
            case .wholeTable(let name, let inputs, _) where inputs.isEmpty:
                if let origin = Snapshot.origin(ofStep: name), !found.contains(origin) { found.append(origin) }
            default: break
            }
            try plan.inputs.forEach(visit)
        }
        try visit(plan)
        return found
    }
}
