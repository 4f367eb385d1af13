package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let year = TimeArguments.part(
        "year", "Gives the year of a time or date.",
        examples: [Example("year(@2026-01-31)", gives: "2026")]
    ) { day, _ in
        CalendarText.civil(day).year
    }
}
