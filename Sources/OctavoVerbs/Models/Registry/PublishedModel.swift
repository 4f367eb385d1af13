package import OctavoPrompts
import OctavoSource

/// The name and version of a model that was published, as `intent@1.2.0`.
package struct PublishedModel: Sendable, Equatable, CustomStringConvertible {
    package let name: String
    package let version: ReleaseVersion

    package init(name: String, version: ReleaseVersion) {
        self.name = name
        self.version = version
    }

    /// Throws what is wrong with either.
    package init(checking name: String, _ version: String) throws {
        guard PromptArchive.isName(name) else {
            throw Diagnostic(
                "bad-name", "`\(name)` cannot be the name of a model", help: ["letters, digits, `_` and `-`: it names a folder"])
        }
        guard let number = ReleaseVersion(version) else {
            throw Diagnostic("unknown-version", "`\(version)` is no version", help: ["three numbers: `\"1.0.0\"`"])
        }
        self.init(name: name, version: number)
    }

    package var description: String { "\(name)@\(version)" }
}
