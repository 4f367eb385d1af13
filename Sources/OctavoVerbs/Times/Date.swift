package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let date = Verb(
        polymorphic: "date", .times, "Gives the day of a time, or reads one from text.",
        notes: "Text is ISO 8601, or follows a pattern of strftime's fields. The day is the one in UTC.", returns: .data(.date),
        examples: [
            Example("date(@2026-01-31T10:00Z)", gives: "2026-01-31"), Example("date(\"2026-01-31\")", gives: "2026-01-31"),
            Example("date(\"31/1/2026\", \"%d/%m/%Y\")", gives: "2026-01-31"),
        ],
        searchTerms: ["to_date", "as_date", "strptime"],
        parameters: [
            .open("value", "The time or text."),
            .typed("pattern", .text, "How the text writes it; ISO 8601 when left out.", default: "null"),
        ],
        result: { types in
            try TimeArguments.checkPattern(types, "date")
            if types[0] != .text { try TimeArguments.check(types[0], "date", parameter: "value") }
            return .date
        },
        body: { values in
            guard case .text(let text) = values[0] else { return try Calendar.split(values[0]).map { .date($0.day) } ?? .null }
            let trimmed = TimeArguments.trimmed(text)
            let pattern = try TimeArguments.pattern(values)
            let day = pattern.map { $0.pattern.instant(trimmed).map { CalendarText.split($0).days } } ?? TimeReader.date(trimmed)
            guard let day else { throw TimeArguments.unreadable(text, as: "date", pattern: pattern?.text) }
            return .date(day)
        })
}
