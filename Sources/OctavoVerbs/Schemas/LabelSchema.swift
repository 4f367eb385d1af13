import OctavoLanguage
import OctavoSource
package import OctavoTable

/// The labels that a JSON Schema allows, with what it says of them.
///
/// They stand in `enum`, or, each with a title and a description, as `const` in `oneOf` or `anyOf`; in the schema itself, behind
/// its `$ref`, or in that of an object's only property that has such. A schema of arrays of such lets several labels hold at once.
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
    /// How many labels an answer has, where it is a list of them; `nil` where it is one label.
    package let counts: ClosedRange<Int>?
    /// The schema's description, else its title.
    package let about: String
    private let places: [String: Int]

    /// Throws `bad-schema` with the place of what is wrong.
    init(_ source: SchemaSource) throws {
        let found = try Self.find(source.document, "", depth: 0, whole: source.document)
        guard let found, !found.labels.isEmpty else {
            throw JSONSchemaCompiler.diagnostic(
                "", "it lists no labels",
                help: [
                    "`{\"enum\": [\"Book\", \"Cancel\"]}`, or `{\"oneOf\": [{\"const\": \"Book\", \"description\": \"…\"}]}`",
                    "a schema of records has them in the one property that is the label",
                    "`{\"type\": \"array\", \"items\": {\"enum\": […]}}` where several labels may hold at once",
                ])
        }
        labels = found.labels
        counts = found.counts
        about = Self.text(source.document, "description") ?? Self.text(source.document, "title") ?? ""
        var places: [String: Int] = [:]
        var keys: Set<Character> = []
        for (place, label) in labels.enumerated() {
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

    /// Whether several labels may hold at once.
    package var isOfSeveral: Bool { counts != nil }

    /// Labels by their places, as one answer.
    package func answer(_ places: some Sequence<Int>) -> LabelAnswer? {
        let known = Set(places).filter { labels.indices.contains($0) }.sorted()
        guard let counts else { return known.count == 1 ? .one(labels[known[0]].name) : nil }
        return counts.contains(known.count) ? .several(known.map { labels[$0].name }) : nil
    }

    /// A value as an answer: a label, or a list of labels. `nil` for what the schema does not allow.
    package func answer(_ value: Datum) -> LabelAnswer? {
        switch value {
        case .text(let name): return places[name].flatMap { answer([$0]) }
        case .list(let items):
            var known: [Int] = []
            for item in items {
                guard case .text(let name) = item, let place = places[name] else { return nil }
                known.append(place)
            }
            return answer(known)
        default: return nil
        }
    }

    /// That `value` is no answer; `giver` says who gave it.
    func refusal(of value: Datum, by giver: String) -> Diagnostic {
        if case .text(let name) = value, places[name] == nil { return refusal(of: name, by: giver) }
        if case .list(let items) = value {
            let foreign = items.lazy.compactMap { if case .text(let name) = $0, places[name] == nil { name } else { nil } }.first
            if let foreign { return refusal(of: foreign, by: giver) }
        }
        let wanted = counts.map { Self.told($0) } ?? "one label"
        return Diagnostic(
            "label-outside-schema", "\(giver) gives \(Excerpt.value(value)), and the schema wants \(wanted)",
            help: isOfSeveral
                ? [] : ["`{\"type\": \"array\", \"items\": {…}}` is the schema where several labels may hold at once"])
    }

    /// `two labels at the most`.
    private static func told(_ counts: ClosedRange<Int>) -> String {
        switch (counts.lowerBound, counts.upperBound) {
        case (0, .max): "labels"
        case (let least, .max): "\(Quantity.of(least, "label")) or more"
        case (let least, let most) where least == most: Quantity.of(least, "label")
        case (0, let most): "\(Quantity.of(most, "label")) at the most"
        case (let least, let most): "\(least) to \(Quantity.of(most, "label"))"
        }
    }

    /// That `value` is none of the labels; `giver` says who gave it.
    func refusal(of value: String, by giver: String) -> Diagnostic {
        let names = labels.map(\.name)
        let nearest = Suggestion.best(for: value, among: names)
        return Diagnostic(
            "label-outside-schema", "\(giver) gives \(DatumText.quoted(value)), which is no label of the schema",
            notes: [
                "labels: " + names.prefix(Self.shown).map(DatumText.quoted).joined(separator: ", ")
                    + (names.count > Self.shown ? ", … (\(names.count))" : "")
            ],
            help: (nearest.map { ["did you mean \(DatumText.quoted($0))?"] } ?? [])
                + ["null is no label; a new label goes into the schema first"])
    }

    private static let shown = 20

    // MARK: - Reading the document

    private struct Found {
        var labels: [Label]
        var counts: ClosedRange<Int>?
    }

    private static func find(_ schema: Datum, _ pointer: String, depth: Int, whole: Datum) throws -> Found? {
        guard case .record(let fields) = schema, depth < 20 else { return nil }
        if let list = items(schema, "enum") { return Found(labels: try labels(of: list, "\(pointer)/enum")) }
        for keyword in ["oneOf", "anyOf"] {
            guard let list = items(schema, keyword) else { continue }
            let place = "\(pointer)/\(keyword)"
            return Found(labels: try list.enumerated().compactMap { try described($1, "\(place)/\($0)") })
        }
        if let reference = text(schema, "$ref"), reference.hasPrefix("#/") {
            let target = reference.dropFirst(2).split(separator: "/").reduce(Optional(whole)) { value, part in
                value.flatMap { member($0, JSONPointer.unescaped(String(part))) }
            }
            return try target.flatMap { try find($0, String(reference.dropFirst()), depth: depth + 1, whole: whole) }
        }
        if let item = member(schema, "items"), case .record = item {
            guard let found = try find(item, "\(pointer)/items", depth: depth + 1, whole: whole) else { return nil }
            guard found.counts == nil else {
                throw JSONSchemaCompiler.diagnostic("\(pointer)/items", "labels stand in lists within lists")
            }
            return Found(labels: found.labels, counts: try counts(schema, of: found.labels.count, pointer))
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

    /// How many labels an array may hold.
    private static func counts(_ schema: Datum, of labels: Int, _ pointer: String) throws -> ClosedRange<Int> {
        func number(_ name: String) -> Int? { member(schema, name).flatMap { Double(datum: $0) }.flatMap { Int(exactly: $0) } }
        let (least, most) = (number("minItems") ?? 0, number("maxItems") ?? .max)
        guard least <= most, least <= labels else {
            throw JSONSchemaCompiler.diagnostic(pointer, "no answer can have so many labels: of \(labels) at least \(least)")
        }
        return least...most
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
