import OctavoSource
import OctavoTable
import OctavoYAML

/// A template's front matter as Dotprompt writes it.
enum ExportHeader {
    private static let parameters = ["max_tokens": "maxOutputTokens", "top_p": "topP", "top_k": "topK", "stop": "stopSequences"]

    static func text(_ prompt: Prompt, _ read: (String) throws -> [UInt8]) throws -> String {
        let header = prompt.header
        var lines: [String] = []
        if let name = header.name { lines.append("name: \(json(.text(name)))") }
        if !header.about.isEmpty { lines.append("description: \(json(.text(header.about)))") }
        if let model = header.model { lines.append("model: \(json(.text(model)))") }
        if !header.parameters.isEmpty {
            lines.append("config:")
            lines += header.parameters.map { "  \(parameters[$0.key] ?? $0.key): \(json($0.value.datum))" }
        }
        if !prompt.inputs.isEmpty { lines += try inputs(prompt.inputs) }
        if let output = header.output {
            let schema =
                try output.text.map { try JSONReader.read(String(decoding: try read($0), as: UTF8.self)) } ?? output.datum
            lines += ["output:", "  format: json", "  schema: \(json(schema))"]
        }
        return lines.isEmpty ? "" : "---\n" + lines.map { $0 + "\n" }.joined() + "---\n"
    }

    private static func inputs(_ inputs: [PromptInput]) throws -> [String] {
        let properties = try inputs.map { input in
            var fields = try schema(of: input.type, input)
            if input.isOptional, case .text(let name)? = fields.first?.value {
                fields[0].value = .list([.text(name), .text("null")])
            }
            if !input.about.isEmpty { fields.append(("description", .text(input.about))) }
            return (name: input.name, value: Datum.record(fields))
        }
        let required = inputs.filter(\.isRequired).map { Datum.text($0.name) }
        var fields: [(name: String, value: Datum)] = [("type", .text("object")), ("properties", .record(properties))]
        if !required.isEmpty { fields.append(("required", .list(required))) }
        var lines = ["input:", "  schema: \(json(.record(fields)))"]
        let defaults = inputs.compactMap { input in input.defaultValue.map { (name: input.name, value: $0) } }
        if !defaults.isEmpty { lines.append("  default: \(json(.record(defaults)))") }
        return lines
    }

    private static func schema(of type: DataType, _ input: PromptInput) throws -> [(name: String, value: Datum)] {
        func named(_ name: String, format: String? = nil) -> [(name: String, value: Datum)] {
            [("type", .text(name))] + (format.map { [("format", .text($0))] } ?? [])
        }
        switch type {
        case .text: return named("string")
        case .int: return named("integer")
        case .float: return named("number")
        case .bool: return named("boolean")
        case .date: return named("string", format: "date")
        case .time: return named("string", format: "date-time")
        case .list(let item): return named("array") + [("items", .record(try schema(of: item, input)))]
        case .record(let fields):
            let properties = try fields.map { (name: $0.name, value: Datum.record(try schema(of: $0.type, input))) }
            return named("object") + [("properties", .record(properties))]
        case .duration, .null:
            throw Diagnostic("no-counterpart", "Dotprompt has no inputs of the type \(type): `\(input.name)`", at: input.range)
        }
    }

    private static func json(_ value: Datum) -> String {
        var bytes: [UInt8] = []
        JSONWriter.append(value, isSpaced: true, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
