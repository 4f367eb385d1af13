package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let day = TimeArguments.part(
        "day", "Gives the day of the month of a time or date, 1 to 31.",
        examples: [Example("day(@2026-01-31)", gives: "31")]
    ) { day, _ in
        CalendarText.civil(day).day
    }
}
