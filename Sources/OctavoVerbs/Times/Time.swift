package import OctavoLanguage
import OctavoTable
import OctavoText

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
        loops: [
            .textToInt(.time, mayFail: true) { call in
                guard let given = call.constant(1) else { return nil }
                let pattern = try TimeArguments.pattern(given)
                return { try readTime($0, pattern) }
            },
            Calendar.loop { _ in { try Calendar.instant(day: $0, time: $1) } },
        ],
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
            return .time(try readTime(text.utf8.span, TimeArguments.pattern(values.count > 1 ? values[1] : .null)))
        })

    private static func readTime(_ text: Span<UInt8>, _ pattern: TimePattern?) throws -> Int64 {
        let trimmed = text.extracting(TextBytes.trimmedRange(text))
        guard let instant = pattern.map({ $0.instant(trimmed) }) ?? TimeReader.time(trimmed) else {
            throw TimeArguments.unreadable(text, as: "time", pattern: pattern)
        }
        return instant
    }
}
