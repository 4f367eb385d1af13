import OctavoSource
import OctavoTable
import OctavoYAML

/// What the front matter of a Dotprompt file says, and the same as Octavo's.
struct ForeignHeader {
    /// `nil` where nobody says what the template needs.
    var inputs: [PromptInput]?
    /// What stands for inputs that are not given.
    private(set) var defaults: [(name: String, value: Datum)] = []
    private(set) var bodyStart = 0
    private(set) var problems: [Diagnostic] = []
    private var lines: [String] = []

    init() {}

    /// What files of Dotprompt say and templates of Octavo do not.
    private static let missing = [
        "tools": "tools that the model may call", "toolDefs": "tools that the model may call",
        "maxTurns": "tools that the model may call",
        "toolChoice": "tools that the model may call", "returnToolRequests": "tools that the model may call",
    ]
    /// Parameters by the names that Octavo has for them.
    private static let parameters = [
        "maxOutputTokens": "max_tokens", "topP": "top_p", "topK": "top_k", "stopSequences": "stop",
        "presencePenalty": "presence_penalty", "frequencyPenalty": "frequency_penalty",
    ]

    init(_ source: Source) throws {
        // Comments may stand before the front matter, such as a licence.
        let front = try FrontMatter(source, from: Self.firstLine(source))
        bodyStart = front.bodyStart
        while bodyStart < source.bytes.count, front.exists, source.bytes[bodyStart].isSpace { bodyStart += 1 }
        guard let root = front.root else { return }
        guard case .mapping(let entries) = root.kind else {
            throw Diagnostic("bad-front-matter", "the front matter is no mapping of keys to values", at: root.range)
        }
        for entry in entries { try take(entry) }
    }

    private static func firstLine(_ source: Source) -> Int {
        let line = source.lineStarts.firstIndex { start in
            let line = source.bytes[start...].prefix { $0 != 0x0A }
            return line.first != UInt8(ascii: "#") && !line.allSatisfy(\.isSpace)
        }
        return line.flatMap { FrontMatter.place(in: source, $0) == nil ? nil : $0 } ?? 0
    }

    private mutating func take(_ entry: YAMLEntry) throws {
        switch entry.key {
        case "name": if let name = entry.value.text { lines.append("name: \(Self.json(.text(name)))") }
        case "description": lines.append("description: \(Self.json(entry.value.datum))")
        case "model": lines.append("model: \(Self.json(entry.value.datum))")
        case "config":
            let values = entry.value.entries.map { "  \(Self.parameters[$0.key] ?? $0.key): \(Self.json($0.value.datum))" }
            if !values.isEmpty { lines += ["parameters:"] + values }
        case "output": try output(entry.value)
        case "input": try input(entry.value)
        case "variant", "version": break
        default:
            if let what = Self.missing[entry.key] {
                throw Diagnostic(
                    "no-counterpart", "`\(entry.key)` of Dotprompt has no counterpart: `ask` gives models no \(what)",
                    at: entry.keyRange)
            }
            problems.append(
                Diagnostic(
                    "no-counterpart", "`\(entry.key)` says nothing to a template of Octavo, and is left out", severity: .warning,
                    at: entry.keyRange))
        }
    }

    private mutating func output(_ node: YAMLNode) throws {
        if let format = node["format"]?.text, !["json", "text"].contains(format) {
            throw noCounterpart("output in the form `\(format)`", node["format"]?.range ?? node.range, .dotprompt)
        }
        if let schema = node["schema"] {
            lines.append("output: \(Self.json(try Picoschema.schema(schema)))")
        } else if node["format"]?.text == "json" {
            lines.append("output: {}")
        }
    }

    private mutating func input(_ node: YAMLNode) throws {
        defaults = (node["default"]?.entries ?? []).map { ($0.key, $0.value.datum) }
        guard let schema = node["schema"] else { return }
        inputs = try PicoschemaInputs.inputs(of: try Picoschema.schema(schema), schema, defaults)
    }

    // MARK: - As text

    private static func json(_ value: Datum) -> String {
        var bytes: [UInt8] = []
        JSONWriter.append(value, isSpaced: true, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The inputs that uses have shown.
    func declared(_ shape: ForeignShape, at range: SourceRange) -> [PromptInput] {
        shape.fields.map { field in
            let value = defaults.first { $0.name == field.name }?.value
            return PromptInput(
                name: field.name, type: value.map(\.type) ?? field.shape.type, about: "", defaultValue: value,
                isOptional: field.shape.isOptional, isTrusted: true, range: range)
        }
    }

    mutating func addHistory(at range: SourceRange) {
        inputs =
            (inputs ?? []) + [
                PromptInput(
                    name: ForeignImport.history, type: InputType.messages, about: "the turns before", defaultValue: .list([]),
                    isOptional: false, isTrusted: true, range: range)
            ]
    }

    /// The front matter; nothing where nothing is to be said.
    var text: String {
        var lines = lines
        if let inputs, !inputs.isEmpty {
            lines.append("inputs:")
            for input in inputs { lines.append("  \(input.name): \(Self.text(input))") }
        } else if inputs == nil, lines.isEmpty {
            return ""
        }
        return lines.isEmpty ? "" : "---\n" + lines.map { $0 + "\n" }.joined() + "---\n"
    }

    private static func text(_ input: PromptInput) -> String {
        let type = input.type == InputType.messages ? "messages" : "\(input.type)"
        if input.about.isEmpty, input.defaultValue == nil, input.isTrusted {
            return json(.text(type + (input.isOptional ? "?" : "")))
        }
        var fields: [(name: String, value: Datum)] = [("type", .text(type))]
        if !input.about.isEmpty { fields.append(("description", .text(input.about))) }
        if let value = input.defaultValue { fields.append(("default", value)) }
        if input.isOptional { fields.append(("optional", .bool(true))) }
        if !input.isTrusted { fields.append(("trusted", .bool(false))) }
        return json(.record(fields))
    }
}
