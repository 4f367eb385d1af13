package import OctavoLanguage
package import OctavoSource
package import OctavoTable
import OctavoYAML

/// A template that has been checked: what it needs, and the expression that gives its text or messages.
///
/// A class because values that hold it share its expression.
package final class Prompt: ObjectValue {
    package let source: Source
    /// The file that it was read from; `nil` where the program holds its text.
    package let path: String?
    package let header: PromptHeader
    let bodyStart: Int
    package let inputs: [PromptInput]
    /// Whether it gives messages rather than one text.
    package let isConversation: Bool
    /// In which each input is an element.
    private let body: RowExpression
    private let elements: [ElementID: Int]
    /// In which each input is the column of its name.
    private let overColumns: RowExpression
    private let columns: Schema

    init(
        _ source: Source, from bodyStart: Int, path: String?, _ header: PromptHeader, _ inputs: [PromptInput],
        _ elements: [ElementID], isConversation: Bool, _ body: RowExpression
    ) {
        self.source = source
        self.bodyStart = bodyStart
        self.path = path
        self.header = header
        self.inputs = inputs
        self.isConversation = isConversation
        self.body = body
        self.elements = Dictionary(elements.enumerated().map { ($1, $0) }) { first, _ in first }
        columns = Schema(inputs.map { Field($0.name, $0.type) })
        overColumns = Self.bound(
            body, self.elements, inputs, inputs.map { RowExpression(.column($0.name), type: $0.type, origin: $0.range) })
    }

    /// What the front matter calls it, else its file without folders and ending.
    package var name: String? {
        if let name = header.name { return name }
        return path.map { path in
            let file = path.split(separator: "/").last.map(String.init) ?? path
            let ending = [".md", ".prompt", ".mustache"].first { file.hasSuffix($0) } ?? ""
            return String(file.dropLast(ending.count))
        }
    }

    /// The template without its front matter.
    package var text: String { source.text(in: ByteRange(bodyStart, source.bytes.count)) }

    /// The type of what it renders to.
    package var type: DataType { isConversation ? .list(TemplateCompiler.message) : .text }

    package func input(_ name: String) -> PromptInput? { inputs.first { $0.name == name } }

    // MARK: - Rendering

    /// What it gives over rows in which the inputs have these values, in the order of `inputs`; each has its input's type.
    package func expression(over values: [RowExpression]) -> RowExpression { Self.bound(body, elements, inputs, values) }

    private static func bound(
        _ body: RowExpression, _ elements: [ElementID: Int], _ inputs: [PromptInput], _ values: [RowExpression]
    ) -> RowExpression {
        let checked = zip(inputs, values).map { input, value in
            if let fallback = input.defaultValue {
                let other = InputValue.expression(
                    RowExpression(.literal(fallback), type: fallback.type), as: input.type)
                return RowExpression(.coalesce(value, other), type: input.type, origin: value.origin)
            }
            return input.isRequired ? TemplateFunctions.required(value, input) : value
        }
        func replaced(_ expression: RowExpression) -> RowExpression {
            if case .element(let id) = expression.kind, let index = elements[id] { return checked[index] }
            return expression.replacingChildren(replaced)
        }
        return replaced(body)
    }

    /// The text or the messages for these values, in the order of `inputs`. Throws what is wrong with a value.
    package func render(_ values: [Datum], _ cancellation: Cancellation) throws -> Value {
        let chunk = Chunk(count: 1, columns: zip(inputs, values).map { Column($0.type, [$1]) })
        do {
            let result = try ExpressionEvaluator(schema: columns, cancellation: cancellation).evaluate(overColumns, over: chunk)
            return isConversation ? .object(ChatMessages(result[0])) : Value(result[0])
        } catch let failure as RowFailure {
            throw failure.diagnostic
        }
    }

    // MARK: - As a value

    package var typeName: String { "prompt" }
    package var memberNames: [String] {
        ["name", "description", "inputs", "model", "parameters", "output", "path", "version", "hash", "results", "text"]
    }

    package func member(_ name: String) -> Value? {
        switch name {
        case "name": return self.name.map { .text($0) } ?? .null
        case "description": return .text(header.about)
        case "inputs":
            return .list(
                inputs.map { input in
                    .record(
                        Record([
                            (name: "name", value: .text(input.name)), (name: "type", value: .text("\(input.type)")),
                            (name: "description", value: .text(input.about)), (name: "required", value: .bool(input.isRequired)),
                            (name: "default", value: input.defaultValue.map { Value($0) } ?? .null),
                            (name: "trusted", value: .bool(input.isTrusted)),
                        ]))
                })
        case "model": return header.model.map { .text($0) } ?? .null
        case "parameters":
            return .record(Record(header.parameters.map { (name: $0.key, value: Value($0.value.datum)) }))
        case "output": return header.output.map { Value($0.datum) } ?? .null
        case "path": return path.map { .text($0) } ?? .null
        case "version": return header.release.map { .text($0.version) } ?? .null
        case "hash": return header.release.map { .text($0.hash) } ?? .null
        case "results": return .list((header.release?.results ?? []).map { Value($0) })
        case "text": return .text(text)
        default: return nil
        }
    }

    /// `prompt conversation(context: text, query: text)`.
    package var summary: String {
        let version = header.release.map { "@\($0.version)" } ?? ""
        return "prompt \(name ?? "")\(version)(\(inputs.map(\.text).joined(separator: ", ")))"
    }
}

extension ChatMessages {
    /// From a list of records of role and content.
    init(_ datum: Datum) {
        guard case .list(let items) = datum else {
            self.init([])
            return
        }
        self.init(
            items.compactMap { item in
                guard case .record(let fields) = item, case .text(let role)? = fields.first?.value,
                    case .text(let content)? = fields.last?.value, let role = ChatMessage.Role(rawValue: role)
                else { return nil }
                return ChatMessage(role, content)
            })
    }
}
