import OctavoTable

/// Reads dates and times from text, byte by byte.
struct TimeReader {
    let bytes: [UInt8]
    var place = 0

    init(_ text: Span<UInt8>) { bytes = text.indices.map { text[$0] } }

    var isAtEnd: Bool { place == bytes.count }

    /// A date in ISO 8601's extended form, `2026-01-31`; a time of day may follow. `nil` for anything else.
    static func date(_ text: Span<UInt8>) -> Int64? {
        var reader = TimeReader(text)
        guard let day = reader.day() else { return nil }
        if reader.isAtEnd { return day }
        guard let instant = time(text) else { return nil }
        return CalendarText.split(instant).days
    }

    /// An instant in ISO 8601's extended form: a `T` or a space between day and time, seconds and their fraction (cut after six
    /// digits) as wanted, an offset or `Z`; without one it is UTC. A date alone is its midnight.
    static func time(_ text: Span<UInt8>) -> Int64? {
        var reader = TimeReader(text)
        guard let day = reader.day() else { return nil }
        var time: Int64 = 0
        if !reader.isAtEnd {
            guard reader.take("T") || reader.take("t") || reader.take(" ") else { return nil }
            guard let hour = reader.number(2, 2), hour < 24, reader.take(":"), let minute = reader.number(2, 2), minute < 60
            else {
                return nil
            }
            time = (hour * 60 + minute) * 60_000_000
            if reader.take(":") {
                guard let second = reader.number(2, 2), second < 60 else { return nil }
                time += second * 1_000_000
                if reader.take(".") || reader.take(",") {
                    guard let fraction = reader.fraction() else { return nil }
                    time += fraction
                }
            }
            _ = reader.take(" ")
            if !reader.isAtEnd {
                guard let offset = reader.offset(), reader.isAtEnd else { return nil }
                time -= offset
            }
        }
        return try? Calendar.instant(day: day, time: time)
    }

    mutating func day() -> Int64? {
        let sign: Int64 = take("-") ? -1 : 1
        guard let year = number(4, 4), take("-"), let month = number(2, 2), take("-"), let day = number(2, 2) else { return nil }
        return CalendarText.days(year: sign * year, month: month, day: day)
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard place < bytes.count, UInt32(bytes[place]) == character.value else { return false }
        place += 1
        return true
    }

    /// A number of `least` to `most` digits.
    mutating func number(_ least: Int, _ most: Int) -> Int64? {
        var value: Int64 = 0
        var digits = 0
        while digits < most, place < bytes.count, bytes[place] &- 0x30 < 10 {
            value = value * 10 + Int64(bytes[place] - 0x30)
            digits += 1
            place += 1
        }
        return digits >= least ? value : nil
    }

    /// Digits after the point of the seconds, as microseconds; more than six are cut.
    mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var digits = 0
        while place < bytes.count, bytes[place] &- 0x30 < 10 {
            if digits < 6 { value = value * 10 + Int64(bytes[place] - 0x30) }
            digits += 1
            place += 1
        }
        guard digits > 0 else { return nil }
        for _ in min(digits, 6)..<6 { value *= 10 }
        return value
    }

    /// `Z`, `UTC`, `GMT`, `+02:00`, `+0200`, `+02`: microseconds ahead of UTC.
    mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        if takeWord("UTC") || takeWord("GMT") { return 0 }
        let isAhead = take("+")
        guard isAhead || take("-"), let hours = number(2, 2), hours < 24 else { return nil }
        var minutes: Int64 = 0
        if take(":") || !isAtEnd && bytes[place] &- 0x30 < 10 {
            guard let given = number(2, 2), given < 60 else { return nil }
            minutes = given
        }
        return (hours * 60 + minutes) * (isAhead ? 60_000_000 : -60_000_000)
    }

    /// A word without regard to the case of its ASCII letters.
    mutating func takeWord(_ word: String) -> Bool {
        var index = place
        for byte in word.utf8 {
            guard index < bytes.count, bytes[index] == byte || bytes[index] ^ byte == 0x20 && (byte | 0x20) &- 0x61 < 26 else {
                return false
            }
            index += 1
        }
        place = index
        return true
    }
}
