package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let minute = TimeArguments.part(
        "minute", "Gives the minute of a time, 0 to 59.", needsTime: true,
        examples: [Example("minute(@2026-01-31T10:30Z)", gives: "30")]
    ) { _, time in
        time / 60_000_000 % 60
    }
}
