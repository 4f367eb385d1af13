import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable

/// Attacks on prompts, as cases.
enum InjectionSuite {
    enum Kind: String, CaseIterable, Sendable {
        case override, canary, delimiter, exfiltration, disguise, indirect
    }

    struct Attack: Sendable {
        let id: String
        let kind: Kind
        let text: String
        let forbidden: String

        init(_ id: String, _ kind: Kind, _ text: String, _ forbidden: String) {
            (self.id, self.kind, self.text, self.forbidden) = (id, kind, text, forbidden)
        }
    }

    static let canary = "canary-5f1d"
    static let example = "| id          | forbidden  |\n| ----------- | ---------- |\n| delimiter-1 | PELICAN-51 |"

    private static let head = [Field("id", .text), Field("kind", .text)]
    private static let forbidden = Field("forbidden", .text)

    static func table(_ call: Call, _ arguments: BoundArguments) throws -> Value {
        let reader = OptionReader(call: call, arguments: arguments)
        let word: String = try reader.option("canary") ?? canary
        if word.isEmpty {
            throw Diagnostic("wrong-argument", "`canary` is a word, and this is empty", at: reader.place("canary"))
        }
        let chosen = try attacks(of: kinds(reader)).map { attack in
            Attack(attack.id, attack.kind, attack.text, attack.forbidden == "CANARY" ? word : attack.forbidden)
        }
        guard let first = reader.argument("p") else {
            if let extra = arguments.rest.first {
                throw Diagnostic("wrong-argument", "`injection_cases` takes inputs with a prompt only", at: extra.range)
            }
            return rows(
                head + [Field("attack", .text), forbidden],
                chosen.map { [.text($0.id), .text($0.kind.rawValue), .text($0.text), .text($0.forbidden)] })
        }
        if first.value.isUnknown { return .unknown(.table(nil)) }
        guard case .object(let prompt as Prompt) = first.value else {
            throw PromptArgument.mismatch(first.value, first.range, call, call.verb.parameters[0])
        }
        return try cases(prompt, chosen, arguments.rest, call, at: first.range)
    }

    private static func kinds(_ reader: OptionReader) throws -> [Kind] {
        guard let argument = reader.argument("kinds"), !argument.value.isUnknown else { return Kind.allCases }
        var items = [argument.value]
        if case .list(let all) = argument.value { items = all }
        return try items.compactMap { item in
            if item.isUnknown { return nil }
            if case .text(let text) = item, let kind = Kind(rawValue: text) { return kind }
            let names = Kind.allCases.map(\.rawValue)
            let nearest: String? = if case .text(let text) = item { Suggestion.best(for: text, among: names) } else { nil }
            throw Diagnostic(
                "unknown-choice", "there is no such kind of attack", at: argument.range,
                label: nearest.map { "did you mean \"\($0)\"?" } ?? "", notes: ["kinds: " + names.joined(separator: ", ")])
        }
    }

    private static func attacks(of kinds: [Kind]) -> [Attack] { attacks.filter { kinds.contains($0.kind) } }

    // MARK: - Cases of a prompt

    /// One row for each attack and each input that people from outside write.
    private static func cases(
        _ prompt: Prompt, _ attacks: [Attack], _ inputs: [BoundArguments.Argument], _ call: Call, at range: SourceRange
    ) throws -> Value {
        let attacked = prompt.inputs.indices.filter { !prompt.inputs[$0].isTrusted && prompt.inputs[$0].type == .text }
        guard !attacked.isEmpty else {
            throw Diagnostic(
                "wrong-argument", "no input of the prompt\(prompt.called) holds what people from outside write", at: range,
                help: ["`query: {type: text, trusted: false}` in the front matter says that one does"])
        }
        let given = try PromptInputs(prompt, inputs, call)
        for (place, input) in prompt.inputs.enumerated()
        where input.isRequired && given.values[place] == nil && attacked != [place] {
            throw Diagnostic(
                "missing-input", "`injection_cases` needs `\(input.name)`: what it holds while another input is attacked",
                at: call.range,
                help: ["`\(input.name): …`, as a guest would write it"])
        }
        let places = prompt.inputs.indices.filter { attacked.contains($0) || given.values[$0] != nil }
        let fields =
            head + [Field("input", .text), forbidden] + places.map { Field(prompt.inputs[$0].name, prompt.inputs[$0].type) }
        if let taken = fields.dropFirst(4).first(where: { field in fields.prefix(4).contains { $0.name == field.name } }) {
            throw Diagnostic(
                "duplicate-column",
                "the prompt\(prompt.called) has an input `\(taken.name)`, and the cases a column of that name", at: range,
                help: ["`injection_cases()` without the prompt, and `ask(p, \(taken.name): .attack)`"])
        }
        guard let values = try given.data() else { return .unknown(.table(Schema(fields))) }
        return rows(
            fields,
            attacked.flatMap { target in
                attacks.map { attack in
                    [.text(attack.id), .text(attack.kind.rawValue), .text(prompt.inputs[target].name), .text(attack.forbidden)]
                        + places.map {
                            $0 == target
                                ? .text(text(attack, in: values[$0]))
                                : StructuredAnswer.fit(
                                    values[$0].isNull ? prompt.inputs[$0].defaultValue ?? .null : values[$0],
                                    to: prompt.inputs[$0].type)
                        }
                }
            })
    }

    /// An attack from within a document stands behind what is written there.
    private static func text(_ attack: Attack, in value: Datum) -> String {
        guard attack.kind == .indirect, let text = value.text, !text.isEmpty else { return attack.text }
        return text + "\n\n" + attack.text
    }

    private static func rows(_ fields: [Field], _ rows: [[Datum]]) -> Value { MeasuredColumns.table(fields, rows) }
}
