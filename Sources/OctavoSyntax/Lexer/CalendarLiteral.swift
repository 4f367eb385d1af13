import OctavoSource

/// `@2026-01-31` and `@2026-01-31T10:00Z`.
enum CalendarLiteral {
    enum Value: Equatable {
        /// Days since 1970-01-01.
        case date(Int64)
        /// Microseconds since 1970-01-01T00:00Z.
        case instant(Int64)
        case problem(Problem)
    }

    enum Problem: Equatable {
        case malformed
        case noSuchDay(year: Int64, month: Int64)
        case noSuchMonth(Int64)
        case noSuchTime
        case noZone
        case tooPrecise

        func diagnostic(_ text: String, at range: SourceRange) -> Diagnostic {
            switch self {
            case .malformed:
                Diagnostic(
                    "malformed-date", "`\(text)` is no date", at: range,
                    help: ["a date is written `@2026-01-31`, an instant `@2026-01-31T10:00Z`"])
            case .noSuchDay(let year, let month):
                Diagnostic(
                    "no-such-date", "`\(text)` does not exist: that month has \(CalendarLiteral.daysInMonth(year, month)) days",
                    at: range)
            case .noSuchMonth(let month):
                Diagnostic("no-such-date", "`\(text)` does not exist: there is no month \(month)", at: range)
            case .noSuchTime:
                Diagnostic(
                    "no-such-date", "`\(text)` does not exist: a time of day goes from 00:00 to 23:59:59", at: range)
            case .noZone:
                Diagnostic(
                    "instant-without-zone", "`\(text)` could be many instants: it has no zone", at: range,
                    help: ["end it in `Z` for UTC, or in an offset such as `+02:00`"],
                    fix: .replace(
                        SourceRange(range.source, ByteRange(range.bytes.end, range.bytes.end)), with: "Z", .maybe))
            case .tooPrecise:
                Diagnostic("malformed-date", "`\(text)` has more than six digits after the second", at: range)
            }
        }
    }

    /// Reads the literal whose `@` stands at `offset`; `end` is the first byte after what belongs to it.
    static func read(_ bytes: [UInt8], at offset: Int) -> (value: Value, end: Int) {
        var reader = Reader(bytes: bytes, position: offset + 1)
        let value = reader.read()
        return (value, reader.position)
    }

    private struct Reader {
        let bytes: [UInt8]
        var position: Int

        mutating func read() -> Value {
            guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2) else {
                return .problem(.malformed)
            }
            let isInstant = take("T")
            guard isInstant else {
                if continuesWord() { return .problem(.malformed) }
                return days(year, month, day).map { .date($0) } ?? missing(year, month)
            }
            guard let hour = digits(2), take(":"), let minute = digits(2) else { return .problem(.malformed) }
            var microseconds: Int64 = 0
            if take(":") {
                guard let second = digits(2) else { return .problem(.malformed) }
                if second > 59 { return .problem(.noSuchTime) }
                microseconds = second * 1_000_000
                if next == UInt8(ascii: "."), position + 1 < bytes.count, Characters.isDigit(bytes[position + 1]) {
                    position += 1
                    guard let fraction = fraction() else { return .problem(.tooPrecise) }
                    microseconds += fraction
                }
            }
            guard let offset = zone() else { return .problem(.noZone) }
            if continuesWord() { return .problem(.malformed) }
            guard let day = days(year, month, day) else { return missing(year, month) }
            guard hour <= 23, minute <= 59, abs(offset) <= 18 * 60 else { return .problem(.noSuchTime) }
            return .instant(day * 86_400_000_000 + (hour * 60 + minute - offset) * 60_000_000 + microseconds)
        }

        private func missing(_ year: Int64, _ month: Int64) -> Value {
            .problem((1...12).contains(month) ? .noSuchDay(year: year, month: month) : .noSuchMonth(month))
        }

        private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

        private func continuesWord() -> Bool {
            guard let (scalar, _) = Characters.scalar(in: bytes, at: position, end: bytes.count) else { return false }
            return WrittenForm.continuesName(scalar)
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard next == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        private mutating func digits(_ count: Int) -> Int64? {
            guard position + count <= bytes.count else { return nil }
            var value: Int64 = 0
            for index in position..<position + count {
                guard Characters.isDigit(bytes[index]) else { return nil }
                value = value * 10 + Int64(bytes[index] - UInt8(ascii: "0"))
            }
            position += count
            return value
        }

        /// Microseconds of the digits after the second; `nil` for more than six digits.
        private mutating func fraction() -> Int64? {
            var value: Int64 = 0
            var count = 0
            while let byte = next, Characters.isDigit(byte) {
                if count < 6 { value = value * 10 + Int64(byte - UInt8(ascii: "0")) }
                count += 1
                position += 1
            }
            for _ in min(count, 6)..<6 { value *= 10 }
            return count <= 6 ? value : nil
        }

        /// Minutes east of UTC.
        private mutating func zone() -> Int64? {
            if take("Z") { return 0 }
            let start = position
            let sign: Int64 = next == UInt8(ascii: "-") ? -1 : 1
            guard take("+") || take("-"), let hours = digits(2), take(":"), let minutes = digits(2), minutes <= 59 else {
                position = start
                return nil
            }
            return sign * (hours * 60 + minutes)
        }
    }

    // MARK: - Calendar

    static func daysInMonth(_ year: Int64, _ month: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil; years 0 to 9999 here.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
        guard (1...12).contains(month), day >= 1, day <= daysInMonth(year, month) else { return nil }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
