package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let truncateTime = Verb(
        polymorphic: "truncate_time", .times, "Cuts a time or date down to the start of its year, month, week and so on.",
        notes: "Units: year, quarter, month, week (from Monday), day, hour, minute, second. A date stays a date.",
        examples: [
            Example("truncate_time(@2026-05-17, \"quarter\")", gives: "2026-04-01"),
            Example("truncate_time(@2026-05-17T10:45Z, \"hour\")", gives: "2026-05-17T10:00:00Z"),
        ],
        searchTerms: ["date_trunc", "floor_date", "dt_truncate"],
        loops: [
            Calendar.loop { call in
                guard let unit = try call.text(1).map({ try TimeUnit.named($0) }) else { return nil }
                let isDate = call.result == .date
                return { day, time in
                    let start = unit.start(day: day, time: time)
                    return isDate ? start.day : try Calendar.instant(day: start.day, time: start.time)
                }
            }
        ],
        parameters: [.open("time", "The time or date."), .typed("unit", .text, "The unit.")],
        result: { types in
            try TimeArguments.check(types[0], "truncate_time")
            guard types[1] == .text || types[1] == .null else {
                throw WrongArgument.diagnostic("truncate_time", takes: "text", for: "unit", not: types[1].description)
            }
            return types[0]
        },
        body: { values in
            guard let (day, time) = try Calendar.split(values[0]), case .text(let name) = values[1] else { return .null }
            let start = try TimeUnit.named(name).start(day: day, time: time)
            if case .date = values[0] { return .date(start.day) }
            return .time(try Calendar.instant(day: start.day, time: start.time))
        })
}

/// A stretch of the calendar that times are cut down to.
enum TimeUnit: String, CaseIterable {
    case year, quarter, month, week, day, hour, minute, second

    func start(day: Int64, time: Int64) -> (day: Int64, time: Int64) {
        let civil = CalendarText.civil(day)
        func first(_ month: Int64) -> Int64 { CalendarText.days(year: civil.year, month: month, day: 1) ?? day }
        return switch self {
        case .year: (first(1), 0)
        case .quarter: (first((civil.month - 1) / 3 * 3 + 1), 0)
        case .month: (first(civil.month), 0)
        case .week: (day - Calendar.weekday(day) + 1, 0)
        case .day: (day, 0)
        case .hour: (day, time - time % 3_600_000_000)
        case .minute: (day, time - time % 60_000_000)
        case .second: (day, time - time % 1_000_000)
        }
    }

    static func named(_ name: String) throws -> TimeUnit {
        if let unit = TimeUnit(rawValue: name) { return unit }
        let names = allCases.map(\.rawValue)
        throw Diagnostic(
            "unknown-choice", "`truncate_time` knows no unit \(DatumText.quoted(name))",
            label: Suggestion.question(for: name, among: names) ?? "", notes: ["units: " + names.joined(separator: ", ")])
    }
}
