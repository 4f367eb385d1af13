package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let date = Verb(
        polymorphic: "date", .times, "Gives the day of a time, or reads one from text.",
        notes: "Text is ISO 8601, or follows a pattern of strftime's fields. The day is the one in UTC.", returns: .data(.date),
        examples: [
            Example("date(@2026-01-31T10:00Z)", gives: "2026-01-31"), Example("date(\"2026-01-31\")", gives: "2026-01-31"),
            Example("date(\"31/1/2026\", \"%d/%m/%Y\")", gives: "2026-01-31"),
        ],
        searchTerms: ["to_date", "as_date", "strptime"],
        loops: [
            .textToInt(.date, mayFail: true) { call in
                guard let given = call.constant(1) else { return nil }
                let pattern = try TimeArguments.pattern(given)
                return { try readDate($0, pattern) }
            },
            Calendar.loop { _ in { day, _ in day } },
        ],
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
            return .date(try readDate(text.utf8.span, TimeArguments.pattern(values.count > 1 ? values[1] : .null)))
        })

    private static func readDate(_ text: Span<UInt8>, _ pattern: TimePattern?) throws -> Int64 {
        let trimmed = text.extracting(TextBytes.trimmedRange(text))
        let day = pattern.map { $0.instant(trimmed).map { CalendarText.split($0).days } } ?? TimeReader.date(trimmed)
        guard let day else { throw TimeArguments.unreadable(text, as: "date", pattern: pattern) }
        return day
    }
}
