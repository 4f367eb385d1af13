package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let since = Verb(
        polymorphic: "since", .times, "Gives how long one time or date is after another.",
        notes: "Negative when it is before. A date counts as its midnight in UTC; null where either is null.",
        returns: .data(.duration),
        examples: [
            Example("since(@2026-01-31, @2026-01-01)", gives: "30d"),
            Example("since(@2026-01-31T10:30Z, @2026-01-31T10:00Z)", gives: "30m"),
        ],
        searchTerms: ["datediff", "difftime", "elapsed"],
        loops: [
            Calendar.loop { call in
                guard let other = call.constant(1), let second = try Calendar.split(other) else { return nil }
                return { try Calendar.instant(day: $0 - second.day, time: $1 - second.time) }
            }
        ],
        parameters: [.open("time", "The later time or date."), .open("other", "The one to count from.")],
        result: { types in
            try TimeArguments.check(types[0], "since")
            try TimeArguments.check(types[1], "since", parameter: "other")
            return .duration
        },
        body: { values in
            guard let first = try Calendar.split(values[0]), let second = try Calendar.split(values[1]) else { return .null }
            return .duration(try Calendar.instant(day: first.day - second.day, time: first.time - second.time))
        })
}
