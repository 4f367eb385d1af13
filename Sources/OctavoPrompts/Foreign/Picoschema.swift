import OctavoSource
import OctavoTable
import OctavoYAML

/// Dotprompt's short form of JSON Schema (https://google.github.io/dotprompt/reference/picoschema, read 2026-11).
enum Picoschema {
    private static let scalars = ["string", "boolean", "null", "number", "integer", "any"]
    private static let types = ["string", "boolean", "null", "number", "integer", "object", "array"]

    /// A JSON Schema: of the short form, or the schema itself where it is one.
    static func schema(_ node: YAMLNode) throws -> Datum {
        if let type = node["type"]?.text, types.contains(type) { return node.datum }
        if let properties = node["properties"], case .mapping = properties.kind, case .record(let fields) = node.datum {
            return .record([(name: "type", value: .text("object"))] + fields)
        }
        return try short(node)
    }

    private static func short(_ node: YAMLNode) throws -> Datum {
        switch node.kind {
        case .text(let text): return try scalar(text, node)
        case .mapping(let entries): return try object(entries)
        default: throw problem("this is no schema", node.range)
        }
    }

    private static func problem(_ message: String, _ range: SourceRange) -> Diagnostic {
        Diagnostic(
            "bad-front-matter", message, at: range,
            notes: ["types: " + scalars.joined(separator: ", ") + "; `name(array): string`, `name?(object, what it is):`"])
    }

    /// `string, what it is`.
    private static func scalar(_ text: String, _ node: YAMLNode) throws -> Datum {
        let (type, about) = parted(text)
        guard scalars.contains(type) else {
            throw problem("no schema is called `\(type)`", node.range)
        }
        return .record((type == "any" ? [] : [(name: "type", value: .text(type))]) + described(about))
    }

    private static func parted(_ text: String) -> (first: String, rest: String?) {
        guard let comma = text.firstIndex(of: ",") else { return (text.trimmed, nil) }
        return (text[..<comma].trimmed, text[text.index(after: comma)...].trimmed)
    }

    private static func described(_ about: String?) -> [(name: String, value: Datum)] {
        about.map { [(name: "description", value: .text($0))] } ?? []
    }

    private static func object(_ entries: [YAMLEntry]) throws -> Datum {
        var properties: [(name: String, value: Datum)] = []
        var required: [Datum] = []
        var others = Datum.bool(false)
        for entry in entries {
            if entry.key == "(*)" {
                others = try short(entry.value)
                continue
            }
            var (name, form) = (entry.key, String?.none)
            if name.hasSuffix(")"), let open = name.firstIndex(of: "(") {
                form = String(name[name.index(after: open)...].dropLast())
                name = String(name[..<open])
            }
            let isOptional = name.hasSuffix("?")
            if isOptional { name.removeLast() } else { required.append(.text(name)) }
            let value = try property(form, entry)
            properties.append((name, isOptional ? optional(value) : value))
        }
        var fields: [(name: String, value: Datum)] = [
            ("type", .text("object")), ("properties", .record(properties)), ("additionalProperties", others),
        ]
        if !required.isEmpty { fields.append(("required", .list(required))) }
        return .record(fields)
    }

    private static func property(_ form: String?, _ entry: YAMLEntry) throws -> Datum {
        guard let form else { return try short(entry.value) }
        let (kind, about) = parted(form)
        switch kind {
        case "array":
            return .record([("type", .text("array"))] + described(about) + [("items", try short(entry.value))])
        case "object":
            guard case .record(let fields) = try short(entry.value) else { return .null }
            return .record(fields.filter { $0.name != "description" } + described(about))
        case "enum":
            guard case .list(let items) = entry.value.kind else { throw problem("an enum is a list", entry.value.range) }
            return .record(described(about) + [("enum", .list(items.map(\.datum)))])
        default: throw problem("`\(kind)` is none of array, object and enum", entry.keyRange)
        }
    }

    /// Null may stand for it.
    private static func optional(_ schema: Datum) -> Datum {
        guard case .record(let fields) = schema else { return schema }
        return .record(
            fields.map { field in
                switch (field.name, field.value) {
                case ("type", .text): (field.name, .list([field.value, .text("null")]))
                case ("enum", .list(let items)): (field.name, .list(items + [.null]))
                default: field
                }
            })
    }
}

/// The inputs that a JSON Schema describes.
enum PicoschemaInputs {
    static func inputs(
        of schema: Datum, _ node: YAMLNode, _ defaults: [(name: String, value: Datum)]
    ) throws -> [PromptInput] {
        guard case .record(let properties)? = schema["properties"] else {
            throw noCounterpart(
                "an input that is one value without a name", node.range, .dotprompt, help: ["a mapping of names to types"])
        }
        if let others = schema["additionalProperties"], others != .bool(false), others != .bool(true) {
            throw noCounterpart("a schema for inputs of any name", node.range, .dotprompt)
        }
        let required = (schema["required"]?.items ?? []).compactMap(\.text)
        return try properties.map { property in
            let (type, allowsNull) = try type(of: property.value, property.name, node)
            let value = defaults.first { $0.name == property.name }?.value ?? property.value["default"]
            guard WrittenForm.isName(property.name), !PromptHeader.isReserved(property.name) else {
                throw Diagnostic(
                    "no-counterpart", "`\(property.name)` cannot be the name of an input in a template of Octavo", at: node.range)
            }
            return PromptInput(
                name: property.name, type: type, about: property.value["description"]?.text ?? "",
                defaultValue: value.flatMap { $0.isNull ? nil : $0 },
                isOptional: allowsNull || !required.contains(property.name), isTrusted: true, range: node.range)
        }
    }

    private static func type(of schema: Datum, _ name: String, _ node: YAMLNode) throws -> (type: DataType, allowsNull: Bool) {
        var names = (schema["type"]?.items ?? schema["type"].map { [$0] } ?? []).compactMap(\.text)
        let allowsNull = names.contains("null") || (schema["enum"]?.items ?? []).contains(.null)
        names.removeAll { $0 == "null" }
        if names.isEmpty, let values = schema["enum"]?.items, values.allSatisfy({ $0.isNull || $0.text != nil }) {
            names = ["string"]
        }
        switch names {
        case ["string"]: return (.text, allowsNull)
        case ["integer"]: return (.int, allowsNull)
        case ["number"]: return (.float, allowsNull)
        case ["boolean"]: return (.bool, allowsNull)
        case ["array"]:
            guard let items = schema["items"] else { break }
            return (.list(try type(of: items, name, node).type), allowsNull)
        case ["object"]:
            guard case .record(let fields)? = schema["properties"], !fields.isEmpty else { break }
            return (.record(try fields.map { Field($0.name, try type(of: $0.value, name, node).type) }), allowsNull)
        default: break
        }
        throw noCounterpart(
            "the input `\(name)`, which may be of any type,", node.range, .dotprompt,
            help: ["declare what it is: `\(name): string`"])
    }
}

extension StringProtocol {
    /// Without blanks around.
    var trimmed: String {
        var part = self[...]
        while part.first?.isWhitespace ?? false { part = part.dropFirst() }
        while part.last?.isWhitespace ?? false { part = part.dropLast() }
        return String(part)
    }
}
