import OctavoSource
import OctavoTable
import OctavoText

/// Turns a schema document into a `JSONSchema`. What it cannot keep, it refuses: a gate that silently checks less than it says
/// is worse than none.
struct JSONSchemaCompiler {
    /// Keywords that say nothing about the value.
    private static let remarks: Set<String> = [
        "$schema", "$id", "$comment", "$defs", "definitions", "$anchor", "$vocabulary", "title", "description", "default",
        "examples",
        "deprecated", "readOnly", "writeOnly", "contentEncoding", "contentMediaType", "contentSchema",
    ]
    /// Of the standard, and not kept here.
    private static let refused: Set<String> = [
        "unevaluatedItems", "unevaluatedProperties", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor",
        "dependencies", "additionalItems", "extends", "disallow", "divisibleBy",
    ]
    static let keywords: Set<String> = [
        "type", "enum", "const", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength",
        "maxLength", "pattern", "format", "minItems", "maxItems", "uniqueItems", "prefixItems", "items", "contains",
        "minContains", "maxContains", "minProperties", "maxProperties", "required", "properties", "patternProperties",
        "additionalProperties", "propertyNames", "dependentRequired", "dependentSchemas", "allOf", "anyOf", "oneOf", "not", "if",
        "then", "else", "$ref",
    ]

    private let document: Datum
    private var nodes: [JSONSchema.Node] = []
    /// The place in `nodes` of each schema met so far, by its pointer; reserved before its parts, which may refer to it.
    private var known: [String: Int] = [:]
    private var anchors: [String: String] = [:]
    private let identifier: String?

    private init(_ document: Datum) {
        self.document = document
        if case .record(let fields) = document, case .text(let id)? = fields.first(where: { $0.name == "$id" })?.value {
            identifier = id
        } else {
            identifier = nil
        }
    }

    /// Throws `bad-schema` with the pointer of what is wrong; `place` knows where in a text that stands.
    static func compile(_ document: Datum, place: (_ pointer: String) -> SourceRange? = { _ in nil }) throws -> JSONSchema {
        var compiler = JSONSchemaCompiler(document)
        do {
            compiler.findAnchors(document, "", depth: 0)
            let root = try compiler.node(document, "")
            return JSONSchema(nodes: compiler.nodes, root: root)
        } catch let problem as Problem {
            throw diagnostic(problem.pointer, problem.reason, help: problem.help, at: place(problem.pointer))
        }
    }

    /// What is wrong with a schema, and where.
    struct Problem: Error {
        let pointer: String
        let reason: String
        let help: [String]
    }

    static func diagnostic(
        _ pointer: String, _ reason: String, help: [String] = [], at range: SourceRange? = nil
    ) -> Diagnostic {
        Diagnostic(
            "bad-schema", "cannot use the JSON Schema: " + (pointer.isEmpty ? "" : "at `\(pointer)` ") + reason, at: range,
            help: help)
    }

    static func problem(_ pointer: String, _ reason: String, help: [String] = []) -> Problem {
        Problem(pointer: pointer, reason: reason, help: help)
    }

    private mutating func findAnchors(_ value: Datum, _ pointer: String, depth: Int) {
        guard depth < JSONReader.deepest else { return }
        switch value {
        case .record(let fields):
            for field in fields {
                if field.name == "$anchor", case .text(let name) = field.value { anchors[name] = pointer }
                if field.name != "enum", field.name != "const" {
                    findAnchors(field.value, "\(pointer)/\(JSONPointer.escaped(field.name))", depth: depth + 1)
                }
            }
        case .list(let items):
            for (place, item) in items.enumerated() { findAnchors(item, "\(pointer)/\(place)", depth: depth + 1) }
        default: break
        }
    }

    // MARK: - Schemas

    mutating func node(_ value: Datum, _ pointer: String) throws -> Int {
        if let index = known[pointer] { return index }
        let index = nodes.count
        known[pointer] = index
        nodes.append(JSONSchema.Node())
        switch value {
        case .bool(let bit): nodes[index].isNever = !bit
        case .record(let fields):
            let members = Dictionary(fields.map { ($0.name, $0.value) }) { $1 }
            var rules: [JSONSchema.Rule] = []
            for field in fields {
                let place = "\(pointer)/\(JSONPointer.escaped(field.name))"
                if let rule = try rule(field.name, field.value, members, place, pointer) { rules.append(rule) }
            }
            nodes[index].rules = rules
            if case .text(let about)? = members["description"] { nodes[index].about = about }
            for case .properties(let named, _, _) in rules { nodes[index].properties.merge(named) { first, _ in first } }
        default: throw Self.problem(pointer, "stands \(JSONType.name(of: value)) where a schema, `true` or `false` is wanted")
        }
        return index
    }

    private mutating func rule(
        _ keyword: String, _ value: Datum, _ members: [String: Datum], _ place: String, _ pointer: String
    ) throws -> JSONSchema.Rule? {
        switch keyword {
        case "type":
            return .types(try (items(value) ?? [value]).map { try type($0, place) })
        case "enum":
            guard let values = items(value) else { throw Self.problem(place, "a list of values is wanted") }
            return .oneOfValues(values.map(JSONEquality.canonical))
        case "const": return .oneOfValues([JSONEquality.canonical(value)])
        case "multipleOf":
            let divisor = try number(value, place)
            guard let order = JSONNumber.compare(divisor, .int(0)), order > 0 else {
                throw Self.problem(place, "a number above 0 is wanted")
            }
            return .multiple(of: divisor)
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum":
            let limit = try number(value, place)
            return JSONSchema.Bound(rawValue: keyword).map { .bound($0, limit) }
        case "minLength": return .textLength(least: try count(value, place), most: nil)
        case "maxLength": return .textLength(least: nil, most: try count(value, place))
        case "pattern": return .pattern(try pattern(value, place))
        case "format": return try JSONFormat(rawValue: text(value, place)).map { .format($0) }
        case "minItems": return .itemCount(least: try count(value, place), most: nil)
        case "maxItems": return .itemCount(least: nil, most: try count(value, place))
        case "uniqueItems": return try flag(value, place) ? .uniqueItems : nil
        case "prefixItems", "items":
            // Told once for both, at the first of them.
            if keyword == "items", members["prefixItems"] != nil { return nil }
            return try itemRule(members, pointer)
        case "contains":
            return .contains(
                try node(value, place), least: try members["minContains"].map { try count($0, "\(pointer)/minContains") } ?? 1,
                most: try members["maxContains"].map { try count($0, "\(pointer)/maxContains") })
        case "minContains", "maxContains", "then", "else": return nil
        case "minProperties": return .propertyCount(least: try count(value, place), most: nil)
        case "maxProperties": return .propertyCount(least: nil, most: try count(value, place))
        case "required": return .required(try texts(value, place))
        case "properties", "patternProperties", "additionalProperties":
            // Told once for all three, at the first of them.
            let first = ["properties", "patternProperties", "additionalProperties"].first { members[$0] != nil }
            return first == keyword ? try propertyRule(members, pointer) : nil
        case "propertyNames": return .propertyNames(try node(value, place))
        case "dependentRequired":
            return .all(
                try fields(value, place).map { field in
                    let needed = try texts(field.value, "\(place)/\(JSONPointer.escaped(field.name))")
                    return added(.requiredWith(field.name, needed))
                })
        case "dependentSchemas":
            return .all(
                try fields(value, place).map { field in
                    let own = try node(field.value, "\(place)/\(JSONPointer.escaped(field.name))")
                    return added(.schemaWith(field.name, own))
                })
        case "allOf": return .all(try schemas(value, place))
        case "anyOf": return .any(try schemas(value, place))
        case "oneOf": return .one(try schemas(value, place))
        case "not": return .not(try node(value, place))
        case "if":
            return .conditional(
                try node(value, place), then: try members["then"].map { try node($0, "\(pointer)/then") },
                otherwise: try members["else"].map { try node($0, "\(pointer)/else") })
        case "$ref": return .reference(try reference(try text(value, place), place))
        default:
            try checkUnknown(keyword, place)
            return nil
        }
    }

    /// A rule as a schema of its own.
    private mutating func added(_ rule: JSONSchema.Rule) -> Int {
        nodes.append(JSONSchema.Node(rules: [rule]))
        return nodes.count - 1
    }

    /// Other words are remarks, as the standard says, unless they look like a slip of the pen or ask for what is not kept here.
    private func checkUnknown(_ keyword: String, _ place: String) throws {
        if Self.remarks.contains(keyword) { return }
        if Self.refused.contains(keyword) {
            throw Self.problem(
                place, "stands a keyword that is not supported",
                help: keyword == "dependencies" ? ["`dependentRequired` and `dependentSchemas` say the same"] : [])
        }
        if let nearest = Suggestion.best(for: keyword, among: Self.keywords.sorted()) {
            throw Self.problem(
                place, "stands an unknown keyword", help: ["did you mean `\(nearest)`?", "words of one's own begin with `x-`"])
        }
    }

    private mutating func itemRule(_ members: [String: Datum], _ pointer: String) throws -> JSONSchema.Rule {
        if let value = members["items"], items(value) != nil {
            throw Self.problem(
                "\(pointer)/items", "stands a list, as older drafts have it", help: ["`prefixItems` holds schemas by position"])
        }
        return .items(
            first: try members["prefixItems"].map { try schemas($0, "\(pointer)/prefixItems") } ?? [],
            rest: try members["items"].map { try node($0, "\(pointer)/items") })
    }

    private mutating func propertyRule(_ members: [String: Datum], _ pointer: String) throws -> JSONSchema.Rule {
        var named: [String: Int] = [:]
        if let value = members["properties"] {
            let place = "\(pointer)/properties"
            for field in try fields(value, place) {
                named[field.name] = try node(field.value, "\(place)/\(JSONPointer.escaped(field.name))")
            }
        }
        var patterns: [(TextPattern, Int)] = []
        if let value = members["patternProperties"] {
            let place = "\(pointer)/patternProperties"
            for field in try fields(value, place) {
                let own = "\(place)/\(JSONPointer.escaped(field.name))"
                patterns.append((try pattern(.text(field.name), own), try node(field.value, own)))
            }
        }
        let others = try members["additionalProperties"].map { try node($0, "\(pointer)/additionalProperties") }
        return .properties(named, patterns: patterns, others: others)
    }

    // MARK: - References

    private mutating func reference(_ written: String, _ place: String) throws -> Int {
        var target = written
        if let identifier, target.hasPrefix(identifier) { target = String(target.dropFirst(identifier.count)) }
        if target.isEmpty { return try node(document, "") }
        guard target.hasPrefix("#") else {
            throw Self.problem(
                place, "leads out of this file: \(DatumText.quoted(written))", help: ["copy what it needs under `$defs`"])
        }
        let fragment = Self.decoded(String(target.dropFirst()))
        if fragment.isEmpty { return try node(document, "") }
        let pointer = fragment.hasPrefix("/") ? fragment : anchors[fragment]
        guard let pointer, let found = value(at: pointer) else {
            throw Self.problem(place, "leads nowhere: \(DatumText.quoted(written))")
        }
        return try node(found, pointer)
    }

    private func value(at pointer: String) -> Datum? {
        var value = document
        for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let name = JSONPointer.unescaped(String(part))
            switch value {
            case .record(let fields):
                guard let field = fields.first(where: { $0.name == name }) else { return nil }
                value = field.value
            case .list(let items):
                guard let place = Int(name), items.indices.contains(place) else { return nil }
                value = items[place]
            default: return nil
            }
        }
        return value
    }

    /// Without `%` escapes.
    private static func decoded(_ text: String) -> String {
        guard text.utf8.contains(0x25) else { return text }
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var place = 0
        while place < bytes.count {
            if bytes[place] == 0x25, place + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[place + 1...place + 2], as: UTF8.self), radix: 16)
            {
                result.append(byte)
                place += 3
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
