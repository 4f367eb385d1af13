import OctavoSource
import OctavoYAML

/// The file of labels: `production: 1.0.0`, one a line.
enum PromptLabels {
    static func read(_ source: Source) throws -> [PromptArchive.Label] {
        guard let root = try YAMLDocument.read(source) else { return [] }
        guard case .mapping(let entries) = root.kind else {
            throw Diagnostic(
                "bad-config", "`\(source.name)` holds labels and their versions", at: root.range,
                help: ["`production: 1.0.0`, one a line"])
        }
        return try entries.map { entry in
            guard let version = PromptVersion(entry.value.range.text) else {
                throw Diagnostic("bad-config", "`\(entry.key)` is no version such as `1.0.0`", at: entry.value.range)
            }
            return PromptArchive.Label(name: entry.key, version: version)
        }
    }

    static func text(_ labels: [PromptArchive.Label]) -> String {
        "# Which version each label means; moved by `octavo prompts label`.\n"
            + labels.map { "\($0.name): \($0.version)\n" }.joined()
    }
}
