/// Dates of mail headers (RFC 5322, with the old forms that real mail has).
enum MailDate {
    /// Microseconds since 1970; `nil` when it is no date.
    static func parse(_ text: String) -> Int64? {
        var words = withoutComments(text).split { $0 == " " || $0 == "," || $0 == "\t" }
        if let first = words.first, first.first?.isLetter == true { words.removeFirst() }
        guard words.count >= 4, let day = number(words[0], 2), let month = month(words[1]), var year = number(words[2], 4) else {
            return nil
        }
        if words[2].utf8.count == 2 { year += year < 50 ? 2000 : 1900 } else if words[2].utf8.count == 3 { year += 1900 }
        let clock = words[3].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 2 || clock.count == 3, let hour = number(clock[0], 2), hour < 24,
            let minute = number(clock[1], 2), minute < 60
        else { return nil }
        var second: Int64 = 0
        if clock.count == 3 {
            guard let given = number(clock[2], 2), given <= 60 else { return nil }
            second = min(given, 59)
        }
        guard let days = CalendarText.days(year: year, month: month, day: day) else { return nil }
        let offset = words.count > 4 ? zone(words[4]) : 0
        return (((days * 24 + hour) * 60 + minute - offset) * 60 + second) * 1_000_000
    }

    private static func withoutComments(_ text: String) -> String {
        var depth = 0
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "(" { depth += 1 }
            if depth == 0 { kept.append(scalar) }
            if scalar == ")", depth > 0 { depth -= 1 }
        }
        return String(kept)
    }

    private static func number(_ text: Substring, _ digits: Int) -> Int64? {
        guard !text.isEmpty, text.utf8.count <= digits, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int64(text)
    }

    private static func month(_ text: Substring) -> Int64? {
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return names.firstIndex(of: String(text.prefix(3)).lowercased()).map { Int64($0 + 1) }
    }

    /// Minutes east of Greenwich; unknown names mean none, as RFC 5322 says.
    private static func zone(_ text: Substring) -> Int64 {
        if let sign = text.first, sign == "+" || sign == "-", text.utf8.count == 5, let value = number(text.dropFirst(), 4) {
            let minutes = value / 100 * 60 + value % 100
            return sign == "-" ? -minutes : minutes
        }
        let hours = ["EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7]
        return Int64(hours[text.uppercased()] ?? 0) * 60
    }
}
