import OctavoSource
package import OctavoTable

/// One saved version of a table: what it holds, and what it was made from.
package struct Snapshot: Sendable, Equatable {
    /// A file, or another snapshot, that the rows came from.
    package enum Origin: Sendable, Equatable {
        case file(path: String, digest: String)
        case snapshot(name: String, digest: String)
    }

    package let name: String
    /// From 1, in the order of saving; two branches may each have given one.
    package let number: Int
    package let content: SnapshotFile.Content
    package let schema: Schema
    /// Digests of the versions before it: one, or several where branches met.
    package let parents: [String]
    package let origins: [Origin]
    /// The plan that made it, the last step first.
    package let steps: [String]
    /// The program's version.
    package let madeBy: String

    package init(
        name: String, number: Int, content: SnapshotFile.Content, schema: Schema, parents: [String], origins: [Origin],
        steps: [String], madeBy: String
    ) {
        self.name = name
        self.number = number
        self.content = content
        self.schema = schema
        self.parents = parents
        self.origins = origins
        self.steps = steps
        self.madeBy = madeBy
    }

    /// Digits of a digest that tell versions apart for people.
    package static let digits = 12

    package static func version(of digest: String) -> String { String(digest.prefix(digits)) }

    package var version: String { Self.version(of: content.digest) }

    /// What the step that reads a snapshot is called in plans, from which lineage is told.
    package static func stepName(_ name: String, _ digest: String) -> String { "data \(name)@\(digest)" }

    /// The snapshot that a step of this name reads.
    package static func origin(ofStep step: String) -> Origin? {
        let parts = step.split(separator: "@")
        guard step.hasPrefix("data "), parts.count == 2 else { return nil }
        return .snapshot(name: String(parts[0].dropFirst(5)), digest: String(parts[1]))
    }
}

/// Where tables are saved. Errors are `Diagnostic`s.
package protocol SnapshotStore: Sendable {
    /// All versions, by name and number. Empty where nothing was saved.
    func snapshots() throws -> [Snapshot]
    /// Saves the plan's rows as the newest version; the newest as it is where it holds just these.
    func save(_ plan: Plan, as name: String, context: ExecutionContext) throws -> Snapshot
    /// The rows of a version.
    func table(of snapshot: Snapshot, context: ExecutionContext) throws -> Table
}

extension SnapshotStore {
    /// The newest versions of a name: one, or several where branches met that each saved one.
    package func newest(of name: String) throws -> [Snapshot] {
        let versions = try snapshots().filter { $0.name == name }
        guard let last = versions.map(\.number).max() else { return [] }
        return versions.filter { $0.number == last }
    }
}

/// For sessions without a project.
package struct NoStore: SnapshotStore {
    package init() {}

    package func snapshots() throws -> [Snapshot] { [] }
    package func save(_ plan: Plan, as name: String, context: ExecutionContext) throws -> Snapshot { throw Self.missing }
    package func table(of snapshot: Snapshot, context: ExecutionContext) throws -> Table { throw Self.missing }

    private static var missing: Diagnostic { Diagnostic("no-store", "no data can be saved here: there is no project folder") }
}
