import OctavoSource
import OctavoYAML

/// What the front matter of a released file adds: which version it is, from which it comes, and the hash of all that it says.
package struct PromptRelease: Sendable {
    package let version: String
    package let parent: String?
    /// The digest of its file of examples when it was released.
    package let examples: String?
    /// `sha256:` and the digest, in hex.
    package let hash: String
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
    }
}
