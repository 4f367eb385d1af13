package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let weekday = TimeArguments.part(
        "weekday", "Gives the day of the week of a time or date, 1 for Monday to 7 for Sunday.",
        examples: [Example("weekday(@2026-01-31)", gives: "6")], searchTerms: ["dayofweek", "wday"]
    ) { day, _ in
        Calendar.weekday(day)
    }
}
