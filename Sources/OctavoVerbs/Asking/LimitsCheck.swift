import OctavoLanguage
import OctavoSource
import OctavoTable

/// Reads what a call may take: `limits` of `ask` and its kind.
enum LimitsCheck {
    static let names = ["concurrency", "requests_per_minute", "timeout", "deadline", "retries", "tokens", "money"]
    private static let example = "{timeout: 30s, tokens: 100_000}"

    static func options(_ reader: OptionReader) throws -> AskOptions {
        var options = AskOptions()
        let place = reader.place("limits")
        for (name, value) in try reader.fields("limits", example) where !value.isNull {
            switch name {
            case "concurrency": options.concurrency = try count(name, value, atLeast: 1, place)
            case "requests_per_minute": options.perMinute = try count(name, value, atLeast: 1, place)
            case "timeout": options.timeout = try span(name, value, place)
            case "deadline": options.deadline = try span(name, value, place)
            case "retries": options.retries = try count(name, value, atLeast: 0, place)
            case "tokens": options.budget.tokens = try count(name, value, atLeast: 1, place)
            case "money":
                guard let money = Double(datum: value), money > 0, money.isFinite else {
                    throw wrong(name, "a number above zero", value, place)
                }
                options.budget.money = money
            default:
                throw Diagnostic(
                    "wrong-argument", "there is no limit `\(name)`", at: place,
                    label: Suggestion.best(for: name, among: names).map { "did you mean `\($0)`?" } ?? "",
                    notes: ["limits: " + names.joined(separator: ", ")])
            }
        }
        return options
    }

    private static func count(_ name: String, _ value: Datum, atLeast least: Int64, _ range: SourceRange) throws -> Int {
        if case .int(let number) = value, number >= least { return Int(number) }
        throw wrong(name, "a whole number of at least \(least)", value, range)
    }

    private static func span(_ name: String, _ value: Datum, _ range: SourceRange) throws -> Int64 {
        if case .duration(let span) = value, span > 0 { return span }
        throw wrong(name, "a time above zero, such as `30s`", value, range)
    }

    private static func wrong(_ name: String, _ wanted: String, _ value: Datum, _ range: SourceRange) -> Diagnostic {
        Diagnostic("wrong-argument", "`\(name)` of `limits` is \(wanted), not \(Excerpt.value(value))", at: range)
    }
}
