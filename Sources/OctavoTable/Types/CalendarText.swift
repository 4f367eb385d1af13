/// Days and instants as ISO 8601 text, proleptic Gregorian, UTC.
package enum CalendarText {
    /// Year, month and day of a day number. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    package static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days &+ 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The day number of a date that exists; `nil` otherwise. Years −9999…9999.
    package static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard (-9999...9999).contains(year), (1...12).contains(month), day >= 1, day <= daysInMonth(year, month) else {
            return nil
        }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    package static func daysInMonth(_ year: Int64, _ month: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func date(_ days: Int64) -> String {
        let (year, month, day) = civil(days)
        let digits = String(abs(year))
        let padded = String(repeating: "0", count: max(4 - digits.count, 0)) + digits
        return "\(year < 0 ? "-" : "")\(padded)-\(two(month))-\(two(day))"
    }

    /// `2026-01-31T10:00:00Z`, with as many fraction digits as the instant needs (none, three or six).
    package static func instant(_ microseconds: Int64) -> String {
        let (days, time) = split(microseconds)
        let seconds = time / 1_000_000
        let fraction = time % 1_000_000
        var text = "\(date(days))T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        if fraction != 0 {
            let digits = String(fraction)
            let padded = String(repeating: "0", count: 6 - digits.count) + digits
            text += "." + (fraction % 1000 == 0 ? String(padded.prefix(3)) : padded)
        }
        return text + "Z"
    }

    /// The day, and the microseconds since its midnight (never negative).
    package static func split(_ microseconds: Int64) -> (days: Int64, time: Int64) {
        let perDay: Int64 = 86_400_000_000
        let days = microseconds >= 0 ? microseconds / perDay : -((-(microseconds + 1)) / perDay) - 1
        return (days, microseconds &- days &* perDay)
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
