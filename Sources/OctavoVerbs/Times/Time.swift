package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let time = Verb(
        polymorphic: "time", .times, "Reads an instant from text, or gives the one at which a day begins.",
        notes: """
            Text is ISO 8601, or follows a pattern of strftime's fields. Without an offset it is UTC; fractions of a second are cut after \
            six digits.
            """,
        returns: .data(.time),
        examples: [
            Example("time(\"2026-01-31T10:00+02:00\")", gives: "2026-01-31T08:00:00Z"),
            Example("time(@2026-01-31)", gives: "2026-01-31T00:00:00Z"),
        ],
        searchTerms: ["to_datetime", "timestamp", "parse_time", "strptime"],
        parameters: [
            .open("value", "The text or date."),
            .typed("pattern", .text, "How the text writes it; ISO 8601 when left out.", default: "null"),
        ],
        result: { types in
            try TimeArguments.checkPattern(types, "time")
            if types[0] != .text { try TimeArguments.check(types[0], "time", parameter: "value") }
            return .time
        },
        body: { values in
            guard case .text(let text) = values[0] else {
                return try Calendar.split(values[0]).map { .time(try Calendar.instant(day: $0.day, time: $0.time)) } ?? .null
            }
            let trimmed = TimeArguments.trimmed(text)
            let pattern = try TimeArguments.pattern(values)
            let instant = pattern.map { $0.pattern.instant(trimmed) } ?? TimeReader.time(trimmed)
            guard let instant else { throw TimeArguments.unreadable(text, as: "time", pattern: pattern?.text) }
            return .time(instant)
        })
}
