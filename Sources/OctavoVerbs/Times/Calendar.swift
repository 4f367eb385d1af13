import OctavoSource
import OctavoTable

/// Parts of days and instants, in UTC and the proleptic Gregorian calendar.
enum Calendar {
    static let perDay: Int64 = 86_400_000_000
    /// Days beyond these are not in the years −9999 to 9999, which text can write.
    static let days: ClosedRange<Int64> = -4_371_587...2_932_896

    /// The day of a time or date, and the microseconds since its midnight; `nil` for other values.
    static func split(_ value: Datum) throws -> (day: Int64, time: Int64)? {
        switch value {
        case .date(let day): try split(day, isDate: true)
        case .time(let instant): try split(instant, isDate: false)
        default: nil
        }
    }

    /// The same of a date or time as it is stored.
    static func split(_ stored: Int64, isDate: Bool) throws -> (day: Int64, time: Int64) {
        let parts = isDate ? (days: stored, time: 0) : CalendarText.split(stored)
        guard days.contains(parts.days) else {
            throw Diagnostic("out-of-range", "the date lies outside the years -9999 to 9999")
        }
        return (parts.days, parts.time)
    }

    /// A loop over the parts of times or dates; `bind` decodes the other arguments.
    static func loop(
        bind: @escaping @Sendable (ColumnCall) throws -> (@Sendable (_ day: Int64, _ time: Int64) throws -> Int64?)?
    ) -> ColumnLoop {
        .intToInt([.time, .date], mayFail: true) { call in
            guard let body = try bind(call) else { return nil }
            let isDate = call.column(0) == .date
            return { stored in
                let (day, time) = try split(stored, isDate: isDate)
                return try body(day, time)
            }
        }
    }

    static func instant(day: Int64, time: Int64) throws -> Int64 {
        let (start, overflow) = day.multipliedReportingOverflow(by: perDay)
        let (sum, overflowed) = start.addingReportingOverflow(time)
        if overflow || overflowed { throw Numeric.overflow("the time") }
        return sum
    }

    /// 1 for Monday to 7 for Sunday (ISO 8601). 1970-01-01 was a Thursday.
    static func weekday(_ day: Int64) -> Int64 {
        let rest = (day + 3) % 7
        return (rest < 0 ? rest + 7 : rest) + 1
    }

    static func dayOfYear(_ day: Int64) -> Int64 {
        day - (CalendarText.days(year: CalendarText.civil(day).year, month: 1, day: 1) ?? day) + 1
    }

    /// ISO 8601's week: weeks begin on Monday, and week 1 holds the year's first Thursday.
    static func week(_ day: Int64) -> (year: Int64, week: Int64) {
        let thursday = day - weekday(day) + 4
        return (CalendarText.civil(thursday).year, (dayOfYear(thursday) - 1) / 7 + 1)
    }

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
}
