import OctavoSource
import OctavoSystem
import OctavoTable
import OctavoVerbs
import OctavoYAML

/// What annotators are asked for: the labels, and what they are told about them.
struct AnnotationTask {
    let labels: LabelSchema
    /// The schema's file, as messages name it.
    let path: String
    /// Lines of Markdown; empty where there are none.
    let guidelines: [String]

    /// By what the command line names, else by `annotation_schema` of the project's `config/data_config.yaml`.
    init(schema: String?, guidelines: String?, _ workspace: Workspace) throws {
        var (schema, guidelines) = (schema, guidelines)
        if schema == nil {
            (schema, guidelines) = try Self.configured(workspace).map { ($0.schema, guidelines ?? $0.guidelines) } ?? (nil, nil)
        }
        guard let schema else {
            throw Diagnostic(
                "bad-usage", "no schema says which labels there are",
                help: ["`--schema FILE.json`", "`annotation_schema: {path: …}` in `\(DataConfig.path)`"])
        }
        path = schema
        labels = try LabelSchema(try workspace.contents(schema), path: schema)
        self.guidelines =
            try guidelines.map { path in
                String(decoding: try workspace.contents(path), as: UTF8.self)
                    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            } ?? []
    }

    private static func configured(_ workspace: Workspace) throws -> (schema: String, guidelines: String?)? {
        guard workspace.files.entries(of: "config").contains("data_config.yaml") else { return nil }
        let config = try DataConfig.read(DataConfig.path, files: workspace.files)
        guard let node = config.file.root?["annotation_schema"], let schema = node["path"]?.text else { return nil }
        func fromRoot(_ path: String) -> String { PathText.join(workspace.root, path) }
        return (fromRoot(schema), node["guidelines"]?.text.map(fromRoot))
    }
}
