package import OctavoSource
package import OctavoTable
package import OctavoYAML

/// A configuration file: its values and what is wrong with them, each at its place.
package struct ConfigFile: Sendable {
    package let source: Source
    /// `nil` where nothing but comments stands.
    package let root: YAMLNode?

    /// Throws `bad-config` where it is not YAML.
    package init(_ source: Source) throws {
        self.source = source
        root = try YAMLDocument.read(source)
    }

    /// Reads the file and checks it with the schema of its name. Throws the first mistake.
    package static func read(_ path: String, schema name: String, files: any FileAccess) throws -> ConfigFile {
        let file = try ConfigFile(Source(name: path, bytes: try files.contents(of: path).bytes.array))
        if let text = ConfigSchemas.text(of: name), let first = try file.problems(schema: text).first { throw first }
        return file
    }

    /// What breaks the JSON Schema in `text`, in the order of the file. Throws what is wrong with the schema.
    package func problems(schema text: String) throws -> [Diagnostic] {
        try problems(Self.schema(Source(name: "schema", text: text)))
    }

    /// A JSON Schema from a file. Throws `bad-schema` and `bad-json`, each at its place.
    private static func schema(_ source: Source) throws -> JSONSchema {
        let document = try JSONReader.read(source)
        return try JSONSchemaCompiler.compile(document) { pointer in
            // JSON is YAML too, and that reader knows places.
            guard let root = try? YAMLDocument.read(source) else { return source.range }
            let place = ConfigPlace(pointer, in: root)
            return place.keyRange ?? place.node?.range ?? source.range
        }
    }

    private func problems(_ schema: JSONSchema) throws -> [Diagnostic] {
        guard let root else { return [] }
        let found = schema.violations(of: root.datum, limit: Self.mostProblems).map(problem)
        return found.sorted { ($0.primary?.range.bytes.start ?? 0) < ($1.primary?.range.bytes.start ?? 0) }
    }

    /// Everything that is wrong with a file of `config/`: a configuration file by the schema of its name, the project's own before the one
    /// that is built in; a JSON Schema by itself.
    package static func check(_ source: Source, files: any FileAccess) -> [Diagnostic] {
        do {
            if source.name.hasSuffix(".json") {
                _ = try schema(source)
                return []
            }
            let file = try ConfigFile(source)
            let name = source.name.split(separator: "/").last?.split(separator: ".").dropLast().joined(separator: ".") ?? ""
            let path = ConfigSchemas.path(of: name)
            let schemas = files.entries(of: ConfigSchemas.folder)
            let text: Source
            if schemas.contains(String(path.dropFirst(ConfigSchemas.folder.count + 1))) {
                text = Source(name: path, bytes: try files.contents(of: path).bytes.array)
            } else if let known = ConfigSchemas.text(of: name) {
                text = Source(name: path, text: known)
            } else {
                return [
                    Diagnostic(
                        "no-schema", "`\(source.name)` is well-formed, and nothing says what it may hold", severity: .note,
                        help: ["a JSON Schema in `\(path)` would be checked"])
                ]
            }
            let problems = try file.problems(schema(text))
            if !problems.isEmpty || name != DataConfig.schemaName { return problems }
            return try DataConfig(file).problems(files: files)
        } catch let diagnostic as Diagnostic {
            return [diagnostic]
        } catch {
            return [Diagnostic("failed", "\(error)")]
        }
    }

    /// More are not told at once.
    private static let mostProblems = 50

    private func problem(_ violation: JSONSchema.Violation) -> Diagnostic {
        let place = ConfigPlace(violation.pointer, in: root)
        let name = place.key
        switch violation.kind {
        case .unknownField:
            let nearest = Suggestion.best(for: name, among: violation.alternatives)
            return Diagnostic(
                "bad-config", "`\(source.name)` has no `\(name)`" + (place.parent.isEmpty ? "" : " in `\(place.parent)`"),
                at: place.keyRange ?? source.range, label: nearest.map { "did you mean `\($0)`?" } ?? "",
                notes: violation.alternatives.isEmpty
                    ? [] : ["known here: " + violation.alternatives.map { "`\($0)`" }.joined(separator: ", ")],
                fix: place.keyRange.flatMap { range in nearest.map { .replace(range, with: $0, .maybe) } })
        case .missingField:
            return Diagnostic(
                "bad-config", (place.parent.isEmpty ? "`\(source.name)`" : "`\(place.parent)`") + " has no `\(name)`",
                at: place.parentRange ?? source.range)
        case .value:
            var nearest: String?
            if let text = place.node?.text { nearest = Suggestion.best(for: text, among: violation.alternatives) }
            return Diagnostic(
                "bad-config", (place.path.isEmpty ? "`\(source.name)`" : "`\(place.path)`") + " \(violation.reason)",
                at: place.node?.range ?? source.range, label: nearest.map { "did you mean `\($0)`?" } ?? "",
                notes: violation.about.map { [$0] } ?? [],
                fix: place.node.flatMap { node in nearest.map { .replace(node.range, with: $0, .maybe) } })
        }
    }
}

/// Where a JSON Pointer leads in a file.
private struct ConfigPlace {
    /// `data_sources[0].path`.
    private(set) var path = ""
    /// The same without its last part.
    private(set) var parent = ""
    private(set) var key = ""
    private(set) var node: YAMLNode?
    private(set) var keyRange: SourceRange?
    /// The key that the parent stands behind, or the parent where it is an item.
    private(set) var parentRange: SourceRange?

    init(_ pointer: String, in root: YAMLNode?) {
        node = root
        var ownRange: SourceRange?
        for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let name = JSONPointer.unescaped(String(part))
            parent = path
            parentRange = ownRange
            key = name
            if case .list(let items)? = node?.kind, let place = Int(name), items.indices.contains(place) {
                path += "[\(place)]"
                node = items[place]
                keyRange = items[place].range
                ownRange = items[place].entries.first?.keyRange ?? items[place].range
            } else {
                path += (path.isEmpty ? "" : ".") + name
                let entry = node?.entry(name)
                node = entry?.value
                keyRange = entry?.keyRange
                ownRange = keyRange
            }
        }
    }
}
