package import OctavoSource
package import OctavoTable
package import OctavoYAML

/// `config/data_config.yaml`: what `collect` reads and what `clean` does.
package struct DataConfig: Sendable {
    package static let schemaName = "data_config"
    package static let path = "config/data_config.yaml"

    package struct DataSource: Sendable {
        package let name: String
        package let nameRange: SourceRange
        package let path: String
        package let pathRange: SourceRange
        package let format: FileFormat?
        package let formatRange: SourceRange?
        let bad: ScanOptions.BadRecords
        let columns: [String]?
        let types: [String: DataType]
        /// New names and old ones.
        let rename: [(new: String, old: String, range: SourceRange)]
    }

    package let file: ConfigFile
    package let sources: [DataSource]
    /// The operations of `clean`, each a name or a mapping of one name to its options.
    package let operations: [YAMLNode]
    package let columns: [YAMLNode]

    /// Throws the first mistake.
    package static func read(_ path: String, files: any FileAccess) throws -> DataConfig {
        try DataConfig(ConfigFile.read(path, schema: schemaName, files: files))
    }

    /// `file` follows the schema.
    package init(_ file: ConfigFile) throws {
        self.file = file
        operations = file.root?["cleaning_operations"]?.items ?? []
        columns = file.root?["cleaning_columns"]?.items ?? []
        var sources: [DataSource] = []
        for node in file.root?["data_sources"]?.items ?? [] {
            let source = DataSource(node)
            if let other = sources.first(where: { $0.name == source.name }) {
                throw Diagnostic(
                    "bad-config", "two sources of `\(file.source.name)` are called `\(source.name)`", at: source.nameRange,
                    secondary: [.init(other.nameRange, "the first")])
            }
            sources.append(source)
        }
        self.sources = sources
    }
}

extension DataConfig.DataSource {
    fileprivate init(_ node: YAMLNode) {
        name = node["name"]?.text ?? ""
        nameRange = node["name"]?.range ?? node.range
        path = node["path"]?.text ?? ""
        pathRange = node["path"]?.range ?? node.range
        format = node["format"]?.text.flatMap { FileFormat(rawValue: $0) }
        formatRange = node["format"]?.range
        bad = node["bad"]?.text.flatMap { ScanOptions.BadRecords(rawValue: $0) } ?? .error
        columns = node["columns"].map { $0.items.compactMap(\.text) }
        types = Dictionary(
            (node["types"]?.entries ?? []).compactMap { entry in
                entry.value.text.flatMap { LoadTypes.names[$0] }.map { (entry.key, $0) }
            }, uniquingKeysWith: { first, _ in first })
        rename = (node["rename"]?.entries ?? []).map { (new: $0.key, old: $0.value.text ?? "", range: $0.value.range) }
    }
}
