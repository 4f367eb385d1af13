import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoYAML

/// Checks what a call or a front matter says of how answers are made.
enum ParameterCheck {
    static let example = "{temperature: 0, max_tokens: 200}"

    /// Said by `ask` itself, so that answers could not be read otherwise.
    private static let own = [
        "messages", "model", "stream", "stream_options", "response_format", "n", "tools", "tool_choice", "functions",
    ]
    /// What providers call parameters that are near to a usual one and another thing.
    private static let others = [
        "top_k", "min_p", "top_logprobs", "logprobs", "max_completion_tokens", "min_tokens", "stop_token_ids", "typical_p",
        "top_a",
    ]

    /// The parameters of a front matter, and over them those of a call, where null takes one away.
    static func merged(
        _ front: [YAMLEntry], _ given: [(name: String, value: Datum)], at range: SourceRange
    ) throws -> ChatParameters {
        var values: [String: Datum] = [:]
        for entry in front { values[entry.key] = try checked(entry.key, entry.value.datum, at: entry.value.range) }
        for field in given { values[field.name] = try checked(field.name, field.value, at: range) }
        return ChatParameters(values.filter { !$0.value.isNull })
    }

    /// The value in the form that is sent and recorded: `0` and `0.0` are one temperature, `"a"` and `["a"]` one stop.
    private static func checked(_ name: String, _ value: Datum, at range: SourceRange) throws -> Datum {
        if value.isNull { return value }
        switch name {
        case "temperature": return .float(try number(name, value, atLeast: 0, range))
        case "top_p": return .float(try number(name, value, atLeast: 0, atMost: 1, range))
        case "max_tokens":
            if case .int(let count) = value, count >= 1 { return value }
            throw wrong(name, "a whole number of at least 1", value, range)
        case "seed":
            if case .int = value { return value }
            throw wrong(name, "a whole number", value, range)
        case "stop":
            if case .text = value { return .list([value]) }
            if case .list(let items) = value, items.allSatisfy({ if case .text = $0 { true } else { false } }) {
                return items.isEmpty ? .null : value
            }
            throw wrong(name, "a text or a list of texts", value, range)
        default:
            if own.contains(name) {
                throw Diagnostic(
                    "wrong-argument", "`\(name)` is no parameter that can be given: `ask` itself says it", at: range,
                    help: name == "n"
                        ? ["several answers to the same: `repeat`"] : name == "model" ? ["`model:` stands by itself"] : [])
            }
            if !others.contains(name), let nearest = Suggestion.best(for: name, among: ChatParameters.usual) {
                throw Diagnostic(
                    "wrong-argument", "there is no parameter `\(name)`", at: range, label: "did you mean `\(nearest)`?")
            }
            return value
        }
    }

    private static func number(
        _ name: String, _ value: Datum, atLeast least: Double, atMost most: Double = .infinity, _ range: SourceRange
    ) throws -> Double {
        let limits =
            most < .infinity
            ? "from \(DatumText.float(least)) to \(DatumText.float(most))" : "of at least \(DatumText.float(least))"
        guard let number = Double(datum: value), number >= least, number <= most, number.isFinite else {
            throw wrong(name, "a number \(limits)", value, range)
        }
        return number
    }

    private static func wrong(_ name: String, _ wanted: String, _ value: Datum, _ range: SourceRange) -> Diagnostic {
        Diagnostic("wrong-argument", "`\(name)` is \(wanted), not \(Excerpt.value(value))", at: range)
    }
}
