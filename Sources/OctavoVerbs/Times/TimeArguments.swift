import OctavoLanguage
import OctavoSource
import OctavoTable

/// What the functions of times share.
enum TimeArguments {
    /// A time or date (or null); the error says what the function takes.
    static func check(_ type: DataType, _ verb: String, parameter: String = "time", needsTime: Bool = false) throws {
        switch type {
        case .time, .null: return
        case .date where !needsTime: return
        case .date:
            throw Diagnostic(
                "wrong-argument", "`\(verb)` takes a time for `\(parameter)`, and a date has none",
                help: ["`time(date)` is the instant at which the day begins"])
        case .text:
            throw Diagnostic(
                "wrong-argument", "`\(verb)` takes a time for `\(parameter)`, not text",
                help: ["`time(text)` reads an instant, `date(text)` a day"])
        default:
            throw WrongArgument.diagnostic(
                verb, takes: needsTime ? "a time" : "a time or date", for: parameter, not: type.description)
        }
    }

    /// The declaration of a function that gives one number of a time.
    static func part(
        _ name: String, _ summary: String, notes: String = "", needsTime: Bool = false, examples: [Example],
        searchTerms: [String] = [],
        _ body: @escaping @Sendable (_ day: Int64, _ time: Int64) -> Int64
    ) -> Verb {
        Verb(
            polymorphic: name, .times, summary, notes: notes, returns: .int, examples: examples, searchTerms: searchTerms,
            loops: [Calendar.loop { _ in { body($0, $1) } }],
            parameters: [.open("time", needsTime ? "The time." : "The time or date.")],
            result: { types in
                try check(types[0], name, needsTime: needsTime)
                return .int
            },
            body: { values in
                guard let (day, time) = try Calendar.split(values[0]) else { return .null }
                return .int(body(day, time))
            })
    }

    static func unreadable(_ text: Span<UInt8>, as kind: String, pattern: TimePattern?) -> Diagnostic {
        Diagnostic(
            DiagnosticCode("not-a-\(kind)"),
            "cannot read \(DatumText.quoted(String(copying: text))) as a \(kind)"
                + (pattern.map { " by the pattern `\($0.source)`" } ?? ""),
            help: [
                pattern == nil
                    ? "2026-01-31\(kind == "time" ? "T10:00Z" : "") is understood; other forms need a pattern: `\(kind)(x, \"%d/%m/%Y\")`"
                    : "`try … else null` gives null where the text does not follow"
            ])
    }

    /// The pattern argument of `date` and `time`.
    static func pattern(_ given: Datum?) throws -> TimePattern? {
        guard case .text(let pattern)? = given else { return nil }
        return try TimePattern(pattern)
    }

    static func checkPattern(_ types: [DataType], _ verb: String) throws {
        guard types.count > 1, types[1] != .text, types[1] != .null else { return }
        throw WrongArgument.diagnostic(verb, takes: "text", for: "pattern", not: types[1].description)
    }
}
