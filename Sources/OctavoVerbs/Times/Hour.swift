package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let hour = TimeArguments.part(
        "hour", "Gives the hour of a time, 0 to 23, in UTC.", needsTime: true,
        examples: [Example("hour(@2026-01-31T10:30Z)", gives: "10")]
    ) { _, time in
        time / 3_600_000_000
    }
}
