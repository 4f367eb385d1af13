import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoYAML

/// `config/model_config.yaml`: which model is trained, and how.
struct ModelConfig {
    static let schemaName = "model_config"

    /// Options of `train` by their names, each at its place in the file.
    let options: [String: BoundArguments.Argument]
    /// What the file says that `train` has no option for, such as how a remote model answers.
    let unused: [String]
    /// Where the first of those stands.
    let unusedPlace: SourceRange?

    static func read(_ path: String, files: any FileAccess) throws -> ModelConfig {
        ModelConfig(try ConfigFile.read(path, schema: schemaName, files: files))
    }

    private init(_ file: ConfigFile) {
        var options: [String: BoundArguments.Argument] = [:]
        var unused: [(name: String, place: SourceRange)] = []
        let known = Set(TrainingParameters.all.map(\.name))
        func add(_ name: String, _ node: YAMLNode) {
            guard known.contains(name) else { return unused.append((name, node.range)) }
            options[name] = BoundArguments.Argument(label: name, value: Value(node.datum), range: node.range)
        }
        if let model = file.root?["model"] {
            if let name = model["name"] { add("model", name) }
            for entry in model["parameters"]?.entries ?? [] { add(entry.key, entry.value) }
        }
        for entry in file.root?["training"]?.entries ?? [] { add(entry.key, entry.value) }
        self.options = options
        self.unused = unused.map(\.name)
        unusedPlace = unused.first?.place
    }
}
