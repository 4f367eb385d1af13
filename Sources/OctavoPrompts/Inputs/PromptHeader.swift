package import OctavoSource
package import OctavoTable
package import OctavoYAML

/// What a template's front matter says.
package struct PromptHeader: Sendable {
    /// The keys that it may have.
    static let keys = [
        "name", "description", "inputs", "model", "parameters", "output", "examples", "version", "parent", "examples_hash",
        "hash",
        "results",
    ]

    package private(set) var name: String?
    package private(set) var about = ""
    package private(set) var inputs: [PromptInput] = []
    /// Whether inputs are what the front matter says, and no others.
    package private(set) var declaresInputs = false
    package private(set) var model: String?
    /// Such as `temperature`; empty where there are none.
    package private(set) var parameters: [YAMLEntry] = []
    /// A JSON Schema of the answer: a mapping, or the path of one.
    package private(set) var output: YAMLNode?
    /// The file that its examples are taken from, for people and for releases.
    package private(set) var examples: String?
    /// Only in released files.
    package private(set) var release: PromptRelease?

    init() {}

    /// Throws `bad-front-matter` with the place.
    init(_ front: FrontMatter) throws {
        declaresInputs = front.exists
        guard let root = front.root else { return }
        guard case .mapping(let entries) = root.kind else {
            throw Diagnostic(
                "bad-front-matter", "the front matter is no mapping of keys to values", at: root.range,
                help: ["`inputs:` with the inputs below it, indented"])
        }
        for entry in entries where !Self.keys.contains(entry.key) {
            let nearest = Suggestion.best(for: entry.key, among: Self.keys) ?? Self.others[entry.key]
            throw Diagnostic(
                "bad-front-matter", "a template has no `\(entry.key)`", at: entry.keyRange,
                label: nearest.map { "did you mean `\($0)`?" } ?? "",
                notes: ["known here: " + Self.keys.prefix(7).map { "`\($0)`" }.joined(separator: ", ")],
                fix: nearest.map { .replace(entry.keyRange, with: $0, .maybe) })
        }
        name = try Self.text(root, "name")
        about = try Self.text(root, "description") ?? ""
        model = try Self.text(root, "model")
        examples = try Self.text(root, "examples")
        if let entry = root.entry("parameters") {
            guard case .mapping(let given) = entry.value.kind else {
                throw Self.wrong(entry, "names with their values: `temperature: 0.7`")
            }
            parameters = given
        }
        if let entry = root.entry("output") {
            switch entry.value.kind {
            case .mapping, .text: output = entry.value
            default: throw Self.wrong(entry, "a JSON Schema, or the path of one")
            }
        }
        if let entry = root.entry("inputs") { inputs = try Self.inputs(entry) }
        release = try PromptRelease(root)
    }

    /// As other systems call them.
    private static let others = [
        "input": "inputs", "variables": "inputs", "params": "parameters", "config": "parameters", "schema": "output",
        "response": "output", "title": "name",
    ]

    static func text(_ root: YAMLNode, _ key: String) throws -> String? {
        guard let entry = root.entry(key) else { return nil }
        switch entry.value.kind {
        case .text(let text): return text
        case .null: return nil
        // A version such as `1.0` is a number to YAML.
        case .int, .float: return entry.value.range.text
        default: throw wrong(entry, "a text")
        }
    }

    static func wrong(_ entry: YAMLEntry, _ wanted: String) -> Diagnostic {
        Diagnostic("bad-front-matter", "`\(entry.key)` is not \(wanted)", at: entry.value.range)
    }

    // MARK: - Inputs

    private static func inputs(_ entry: YAMLEntry) throws -> [PromptInput] {
        switch entry.value.kind {
        case .null: return []
        case .list(let items):
            return try items.map { item in
                guard let name = item.text else { throw wrong(entry, "a list of names, or names with their types") }
                return try input(name, item.range, nil)
            }
        case .mapping(let entries): return try entries.map { try input($0.key, $0.keyRange, $0.value) }
        default: throw wrong(entry, "names with their types: `query: text`")
        }
    }

    /// Words that begin directives, so that a hole with one would be read as something else.
    private static let reserved = [
        "if", "else", "for", "end", "in", "then", "not", "and", "or", "true", "false", "null", "case", "try",
    ]
    static func isReserved(_ name: String) -> Bool { reserved.contains(name) }

    private static let options = ["type", "description", "default", "trusted", "optional"]

    static func input(_ name: String, _ range: SourceRange, _ node: YAMLNode?) throws -> PromptInput {
        guard WrittenForm.isName(name), !reserved.contains(name) else {
            throw Diagnostic(
                "bad-front-matter",
                reserved.contains(name)
                    ? "`\(name)` is a word of the language, so no input can have this name"
                    : "`\(name)` cannot be the name of an input: it is made of letters, digits and `_`", at: range)
        }
        guard let node, !isNull(node) else { return PromptInput(name: name, type: .text, range: range) }
        let keys = node.entries.map(\.key)
        guard case .mapping = node.kind, keys.contains("type") || keys.allSatisfy(options.contains) else {
            let type = try InputType(node)
            return PromptInput(name: name, type: type.type, isOptional: type.isOptional, range: range)
        }
        if let other = node.entries.first(where: { !options.contains($0.key) }) {
            let nearest = Suggestion.best(for: other.key, among: options)
            throw Diagnostic(
                "bad-front-matter", "an input has no `\(other.key)`", at: other.keyRange,
                label: nearest.map { "did you mean `\($0)`?" } ?? "",
                notes: ["known here: " + options.map { "`\($0)`" }.joined(separator: ", ")],
                fix: nearest.map { .replace(other.keyRange, with: $0, .maybe) })
        }
        let type = try node["type"].map { try InputType($0) } ?? InputType(.text)
        let isOptional = try flag(node, "optional") ?? type.isOptional
        var given: Datum?
        if let entry = node.entry("default"), !isNull(entry.value) {
            let value = entry.value.datum
            guard InputValue.fits(value.type, type.type) else {
                throw Diagnostic(
                    "bad-front-matter", "the default of `\(name)` is \(InputValue.kind(value.type)), and the input \(type.type)",
                    at: entry.value.range)
            }
            given = value
        }
        return PromptInput(
            name: name, type: type.type, about: try text(node, "description") ?? "", defaultValue: given,
            isOptional: isOptional || (node.entry("default").map { isNull($0.value) } ?? false),
            isTrusted: try flag(node, "trusted") ?? true, range: range)
    }

    private static func flag(_ node: YAMLNode, _ key: String) throws -> Bool? {
        guard let entry = node.entry(key) else { return nil }
        guard case .bool(let flag) = entry.value.kind else { throw wrong(entry, "`true` or `false`") }
        return flag
    }

    private static func isNull(_ node: YAMLNode) -> Bool { if case .null = node.kind { true } else { false } }
}

extension PromptInput {
    init(name: String, type: DataType, isOptional: Bool = false, range: SourceRange) {
        self.init(
            name: name, type: type, about: "", defaultValue: nil, isOptional: isOptional, isTrusted: true, range: range)
    }
}

extension PromptInput {
    /// An input that a program declares: `type` as front matter writes it. Throws what is wrong with the name or the type.
    package init(_ name: String, type: String, at range: SourceRange) throws {
        try self.init(name, .text(type), at: range)
    }

    /// The same with all that front matter can say: `{type: "text", trusted: false}`.
    package init(_ name: String, _ declared: Datum, at range: SourceRange) throws {
        do {
            self = try PromptHeader.input(name, range, YAMLNode(declared, range))
        } catch var diagnostic as Diagnostic {
            // The place is that of the whole record, which is not what the fix would replace.
            diagnostic.code = "wrong-argument"
            diagnostic.fix = nil
            throw diagnostic
        }
    }
}
