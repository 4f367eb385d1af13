package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let month = TimeArguments.part(
        "month", "Gives the month of a time or date, 1 to 12.",
        examples: [Example("month(@2026-01-31)", gives: "1")]
    ) { day, _ in
        CalendarText.civil(day).month
    }
}
