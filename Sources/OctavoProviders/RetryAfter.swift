/// The header `Retry-After` (RFC 9110, 10.2.3).
package enum RetryAfter {
    /// Microseconds from `now`, which is microseconds since 1970; `nil` where the text is neither seconds nor a date.
    package static func microseconds(_ text: String, now: Int64) -> Int64? {
        let text = text.drop { $0 == " " }.prefix { $0 != "\r" && $0 != "\n" }
        if let seconds = Double(text), seconds.isFinite {
            // Some providers send fractions, which the standard does not have.
            return seconds < 0 ? 0 : Int64(min(seconds, 1e9) * 1_000_000)
        }
        return date(text).map { max($0 - now, 0) }
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the only form that is sent today.
    private static func date(_ text: Substring) -> Int64? {
        let parts = text.split { $0 == " " || $0 == "," || $0 == ":" }
        guard parts.count == 8, parts[7] == "GMT", let day = Int(parts[1]), let month = months.firstIndex(of: String(parts[2])),
            let year = Int(parts[3]), let hour = Int(parts[4]), let minute = Int(parts[5]), let second = Int(parts[6]),
            (1...31).contains(day), (1970...9999).contains(year), (0..<24).contains(hour), (0..<60).contains(minute),
            (0...60).contains(second)
        else { return nil }
        // Days since 1970-01-01 by Howard Hinnant's algorithm (http://howardhinnant.github.io/date_algorithms.html).
        let shifted = month < 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return Int64(((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000
    }
}
