import OctavoLanguage
import OctavoSource

/// Answers that are made by rule, for trying out what is done with them: one text, or the text of the first words that the last user
/// message holds. `{{ user }}`, `{{ system }}` and `{{ model }}` in a text stand for what was asked.
struct AnswerTemplate {
    /// Words in small letters, and the answer; `nil` for what nothing else fits.
    private let rules: [(words: String?, text: String)]
    private let model: String

    init(_ argument: BoundArguments.Argument, model: String?) throws {
        self.model = model ?? ""
        switch argument.value {
        case .unknown: rules = []
        case .text(let text): rules = [(nil, text)]
        case .record(let record) where !record.fields.isEmpty:
            rules = try record.fields.map { field in
                guard case .text(let text) = field.value else {
                    throw Diagnostic(
                        "wrong-argument", "the answer to `\(field.name)` is a text, not \(article(field.value.kindName))",
                        at: argument.range)
                }
                return (field.name == "else" ? nil : field.name.lowercased(), text)
            }
        default:
            throw Diagnostic(
                "wrong-argument",
                "`template` is a text, or a record of words and answers, not \(article(argument.value.kindName))",
                at: argument.range, help: ["`template: {cancel: \"It is cancelled.\", else: \"How can I help?\"}`"])
        }
    }

    /// The empty text where no rule fits.
    func answer(to request: ChatRequest) -> String {
        let asked = request.lastUserMessage
        let small = asked.lowercased()
        let fitting = rules.first { rule in rule.words.map { small.contains($0) } ?? false } ?? rules.first { $0.words == nil }
        guard let text = fitting?.text else { return "" }
        let system = request.messages.filter { $0.role == .system }.map(\.content).joined(separator: "\n\n")
        return Self.filled(text, ["user": asked, "system": system, "model": model])
    }

    /// In one pass, so that what is put in is never looked at again.
    private static func filled(_ text: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else { break }
            let name = rest[open.upperBound..<close.lowerBound].filter { $0 != " " }
            result += rest[..<open.lowerBound]
            result += values[name] ?? String(rest[open.lowerBound..<close.upperBound])
            rest = rest[close.upperBound...]
        }
        return result + rest
    }
}
