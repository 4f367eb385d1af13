package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let second = TimeArguments.part(
        "second", "Gives the second of a time, 0 to 59.", needsTime: true,
        examples: [Example("second(@2026-01-31T10:30:15Z)", gives: "15")]
    ) { _, time in
        time / 1_000_000 % 60
    }
}
