import OctavoSource
import OctavoTable

/// The labels that a JSON Schema allows, with what it says of them.
///
/// They stand in `enum`, or, each with a title and a description, as `const` in `oneOf` or `anyOf`; in the schema itself, behind
/// its `$ref`, or in that of an object's only property that has such. What else the schema asks of a label is kept.
package struct LabelSchema: Sendable {
    package struct Label: Sendable, Equatable {
        package let name: String
        /// What it means, in a few words; may be empty.
        package let about: String
        /// The key that the schema gives it in the terminal: `x-key`.
        package let key: Character?
    }

    /// In the schema's order.
    package let labels: [Label]
    /// The schema's description, else its title.
    package let about: String
    private let places: [String: Int]

    /// Throws `bad-schema` with the place of what is wrong.
    init(_ source: SchemaSource) throws {
        let found = try Self.find(source.document, "", depth: 0, whole: source.document)
        guard let found, !found.isEmpty else {
            throw JSONSchemaCompiler.diagnostic(
                "", "it lists no labels",
                help: [
                    "`{\"enum\": [\"Book\", \"Cancel\"]}`, or `{\"oneOf\": [{\"const\": \"Book\", \"description\": \"…\"}]}`",
                    "a schema of records has them in the one property that is the label",
                ])
        }
        labels = found
        about = Self.text(source.document, "description") ?? Self.text(source.document, "title") ?? ""
        var places: [String: Int] = [:]
        var keys: Set<Character> = []
        for (place, label) in found.enumerated() {
            guard places.updateValue(place, forKey: label.name) == nil else {
                throw JSONSchemaCompiler.diagnostic("", "it lists the label \(DatumText.quoted(label.name)) twice")
            }
            if let key = label.key, !keys.insert(key).inserted {
                throw JSONSchemaCompiler.diagnostic("", "two labels have the key `\(key)`")
            }
        }
        self.places = places
    }

    /// From the bytes of the file at `path`, which messages name.
    package init(_ bytes: [UInt8], path: String) throws {
        let source = try SchemaSource(bytes, path: path)
        do {
            try self.init(source)
        } catch let diagnostic as Diagnostic {
            throw SchemaSource.naming(path, diagnostic)
        }
    }

    package subscript(_ name: String) -> Int? { places[name] }

    /// That `value` is none of the labels; `giver` says who gave it.
    func refusal(of value: String, by giver: String) -> Diagnostic {
        let names = labels.map(\.name)
        let nearest = Suggestion.best(for: value, among: names)
        return Diagnostic(
            "label-outside-schema", "\(giver) gives \(DatumText.quoted(value)), which is no label of the schema",
            label: nearest.map { "did you mean \(DatumText.quoted($0))?" } ?? "",
            notes: [
                "labels: " + names.prefix(Self.shown).map(DatumText.quoted).joined(separator: ", ")
                    + (names.count > Self.shown ? ", … (\(names.count))" : "")
            ],
            help: ["null is no label; a new label goes into the schema first"])
    }

    private static let shown = 20

    // MARK: - Reading the document

    private static func find(_ schema: Datum, _ pointer: String, depth: Int, whole: Datum) throws -> [Label]? {
        guard case .record(let fields) = schema, depth < 20 else { return nil }
        if let list = items(schema, "enum") { return try labels(of: list, "\(pointer)/enum") }
        for keyword in ["oneOf", "anyOf"] {
            guard let list = items(schema, keyword) else { continue }
            let place = "\(pointer)/\(keyword)"
            return try list.enumerated().compactMap { try described($1, "\(place)/\($0)") }
        }
        if let reference = text(schema, "$ref"), reference.hasPrefix("#/") {
            let target = reference.dropFirst(2).split(separator: "/").reduce(Optional(whole)) { value, part in
                value.flatMap { member($0, JSONPointer.unescaped(String(part))) }
            }
            return try target.flatMap { try find($0, String(reference.dropFirst()), depth: depth + 1, whole: whole) }
        }
        guard case .record(let properties)? = fields.first(where: { $0.name == "properties" })?.value else { return nil }
        let found = try properties.compactMap { property in
            try find(
                property.value, "\(pointer)/properties/\(JSONPointer.escaped(property.name))", depth: depth + 1, whole: whole)
        }
        guard found.count < 2 else {
            throw JSONSchemaCompiler.diagnostic(
                "\(pointer)/properties", "stand \(found.count) lists of values, and one is the label's",
                help: ["a schema of the label alone: `{\"enum\": […]}`"])
        }
        return found.first
    }

    /// Null says that there may be no label, which is always so.
    private static func labels(of list: [Datum], _ place: String) throws -> [Label] {
        try list.enumerated().compactMap { index, value in
            if value.isNull { return nil }
            return Label(name: try name(value, "\(place)/\(index)"), about: "", key: nil)
        }
    }

    private static func described(_ schema: Datum, _ place: String) throws -> Label? {
        if text(schema, "type") == "null" { return nil }
        guard let value = member(schema, "const") else {
            throw JSONSchemaCompiler.diagnostic(place, "a label is wanted: `{\"const\": \"Book\", \"description\": \"…\"}`")
        }
        if value.isNull { return nil }
        var key: Character?
        if let written = member(schema, "x-key") {
            guard case .text(let text) = written, text.count == 1, let only = text.first, only.isLetter || only.isNumber else {
                throw JSONSchemaCompiler.diagnostic("\(place)/x-key", "one letter or digit is wanted")
            }
            key = only
        }
        let parts = [text(schema, "title"), text(schema, "description")].compactMap { $0 }
        return Label(name: try name(value, "\(place)/const"), about: parts.joined(separator: ": "), key: key)
    }

    private static func name(_ value: Datum, _ place: String) throws -> String {
        guard case .text(let name) = value, !name.isEmpty else {
            throw JSONSchemaCompiler.diagnostic(
                place, "stands \(JSONType.name(of: value)), and labels are texts that are not empty")
        }
        return name
    }

    private static func member(_ value: Datum, _ name: String) -> Datum? {
        if case .list(let items) = value { return Int(name).flatMap { items.indices.contains($0) ? items[$0] : nil } }
        guard case .record(let fields) = value else { return nil }
        return fields.first { $0.name == name }?.value
    }

    private static func text(_ value: Datum, _ name: String) -> String? {
        if case .text(let text)? = member(value, name) { text } else { nil }
    }

    private static func items(_ value: Datum, _ name: String) -> [Datum]? {
        if case .list(let items)? = member(value, name) { items } else { nil }
    }
}
