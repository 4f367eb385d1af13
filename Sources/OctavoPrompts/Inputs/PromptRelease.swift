import OctavoSource
package import OctavoTable
import OctavoYAML

/// What the front matter of a released file adds: which version it is, from which it comes, and the hash of all that it says.
package struct PromptRelease: Sendable {
    package let version: String
    package let parent: String?
    /// The digest of its file of examples when it was released.
    package let examples: String?
    /// `sha256:` and the digest, in hex.
    package let hash: String
    /// What tests have said of it, a record each; they may come after the release.
    package let results: [Datum]
    /// Where the hash stands.
    let range: SourceRange

    /// `nil` where the file is no release. Throws `bad-front-matter`.
    init?(_ root: YAMLNode) throws {
        let keys = ["version", "parent", "examples_hash", "hash", "results"]
        guard let version = try PromptHeader.text(root, "version"), let entry = root.entry("hash"), let hash = entry.value.text
        else {
            if let entry = keys.lazy.compactMap({ root.entry($0) }).first {
                throw Diagnostic(
                    "bad-front-matter", "`\(entry.key)` belongs to released files, which have a `version` and a `hash`",
                    at: entry.keyRange, help: ["`release(p, \"1.0.0\")` writes one; the template itself has no version"])
            }
            return nil
        }
        self.version = version
        self.hash = hash
        range = entry.value.range
        parent = try PromptHeader.text(root, "parent")
        examples = try PromptHeader.text(root, "examples_hash")
        results = try root.entry("results").map(Self.results) ?? []
    }

    private static func results(_ entry: YAMLEntry) throws -> [Datum] {
        if case .null = entry.value.kind { return [] }
        guard case .list(let items) = entry.value.kind,
            items.allSatisfy({ if case .mapping = $0.kind { true } else { false } })
        else { throw PromptHeader.wrong(entry, "a list of what tests have said, each names with their values") }
        return items.map(\.datum)
    }
}
