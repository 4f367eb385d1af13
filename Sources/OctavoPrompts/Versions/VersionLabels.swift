package import OctavoSource
import OctavoYAML

/// A file of words that mean versions: `production: 1.0.0`, one a line.
package enum VersionLabels {
    package struct Label: Sendable {
        package let name: String
        package let version: ReleaseVersion

        package init(name: String, version: ReleaseVersion) {
            self.name = name
            self.version = version
        }
    }

    package static func read(_ source: Source) throws -> [Label] {
        guard let root = try YAMLDocument.read(source) else { return [] }
        guard case .mapping(let entries) = root.kind else {
            throw Diagnostic(
                "bad-config", "`\(source.name)` holds labels and their versions", at: root.range,
                help: ["`production: 1.0.0`, one a line"])
        }
        return try entries.map { entry in
            guard let version = ReleaseVersion(entry.value.range.text) else {
                throw Diagnostic("bad-config", "`\(entry.key)` is no version such as `1.0.0`", at: entry.value.range)
            }
            return Label(name: entry.key, version: version)
        }
    }

    package static func text(_ labels: [Label], about: String) -> String {
        "# \(about)\n" + labels.map { "\($0.name): \($0.version)\n" }.joined()
    }
}
