import OctavoSource
import OctavoTable

/// A date and time as a pattern of `strftime` writes or reads it. English names; UTC.
struct TimePattern {
    enum Piece: Equatable {
        case literal(String)
        /// The letter after `%`.
        case field(Character)
    }

    /// The pattern as written.
    let source: String
    let pieces: [Piece]

    /// What each letter stands for, as help lists it.
    static let letters = "YymdejHIMSfpaAbBuGVZzFT"

    init(_ pattern: String) throws {
        var pieces: [Piece] = []
        var literal = ""
        var rest = Substring(pattern)
        while let character = rest.popFirst() {
            guard character == "%" else {
                literal.append(character)
                continue
            }
            guard let letter = rest.popFirst() else { throw Self.unknown("%", in: pattern) }
            if letter == "%" {
                literal.append("%")
                continue
            }
            guard Self.letters.contains(letter) else { throw Self.unknown("%\(letter)", in: pattern) }
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = ""
            pieces.append(.field(letter))
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        self.pieces = pieces
        source = pattern
    }

    private static func unknown(_ field: String, in pattern: String) -> Diagnostic {
        Diagnostic(
            "bad-time-pattern", "the time pattern `\(pattern)` has no meaning for `\(field)`",
            notes: ["fields: " + letters.map { "%\($0)" }.joined(separator: " ") + " %%"],
            help: ["`%Y-%m-%d %H:%M:%S` writes 2026-01-31 10:00:00"])
    }

    // MARK: - Writing

    func text(day: Int64, time: Int64) -> String {
        var text = ""
        write(day: day, time: time) { text += $0 }
        return text
    }

    func write(day: Int64, time: Int64, _ append: (String) -> Void) {
        for piece in pieces {
            switch piece {
            case .literal(let text): append(text)
            case .field(let letter): append(Self.field(letter, day, time))
            }
        }
    }

    private static func field(_ letter: Character, _ day: Int64, _ time: Int64) -> String {
        let civil = CalendarText.civil(day)
        let hour = time / 3_600_000_000
        switch letter {
        case "Y": return padded(civil.year, 4)
        case "y": return padded((civil.year % 100 + 100) % 100, 2)
        case "m": return padded(civil.month, 2)
        case "d": return padded(civil.day, 2)
        case "e": return civil.day < 10 ? " \(civil.day)" : "\(civil.day)"
        case "j": return padded(Calendar.dayOfYear(day), 3)
        case "H": return padded(hour, 2)
        case "I": return padded((hour + 11) % 12 + 1, 2)
        case "M": return padded(time / 60_000_000 % 60, 2)
        case "S": return padded(time / 1_000_000 % 60, 2)
        case "f": return padded(time % 1_000_000, 6)
        case "p": return hour < 12 ? "AM" : "PM"
        case "a": return String(Calendar.weekdays[Int(Calendar.weekday(day) - 1)].prefix(3))
        case "A": return Calendar.weekdays[Int(Calendar.weekday(day) - 1)]
        case "b": return String(Calendar.months[Int(civil.month - 1)].prefix(3))
        case "B": return Calendar.months[Int(civil.month - 1)]
        case "u": return "\(Calendar.weekday(day))"
        case "G": return padded(Calendar.week(day).year, 4)
        case "V": return padded(Calendar.week(day).week, 2)
        case "Z": return "UTC"
        case "z": return "+0000"
        case "F": return CalendarText.date(day)
        default: return [hour, time / 60_000_000 % 60, time / 1_000_000 % 60].map { padded($0, 2) }.joined(separator: ":")
        }
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number.magnitude)
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(width - digits.utf8.count, 0)) + digits
    }

    // MARK: - Reading

    /// The instant that `text` writes in this pattern, in microseconds; `nil` where it does not follow it or does not exist. What
    /// the pattern leaves out is the first of its kind; the year must be there.
    func instant(_ text: Span<UInt8>) -> Int64? {
        var reader = TimeReader(text)
        var parts = Parts()
        for piece in pieces {
            switch piece {
            case .literal(let literal):
                for scalar in literal.unicodeScalars {
                    if scalar == " " {
                        while reader.take(" ") {}
                    } else {
                        for byte in String(scalar).utf8 where !reader.take(Unicode.Scalar(byte)) { return nil }
                    }
                }
            case .field(let letter): guard parts.read(letter, &reader) else { return nil }
            }
        }
        return reader.isAtEnd ? parts.instant : nil
    }

    private struct Parts {
        var year: Int64?
        var month: Int64 = 1
        var day: Int64 = 1
        var dayOfYear: Int64?
        var hour: Int64 = 0
        var isAfternoon: Bool?
        var minute: Int64 = 0
        var second: Int64 = 0
        var fraction: Int64 = 0
        var offset: Int64 = 0

        var instant: Int64? {
            guard let year, hour < 24, minute < 60, second < 60 else { return nil }
            guard var date = CalendarText.days(year: year, month: month, day: day) else { return nil }
            if let dayOfYear {
                date += dayOfYear - 1
                guard dayOfYear >= 1, CalendarText.civil(date).year == year else { return nil }
            }
            var hour = hour
            if let isAfternoon {
                guard (1...12).contains(hour) else { return nil }
                hour = hour % 12 + (isAfternoon ? 12 : 0)
            }
            return try? Calendar.instant(day: date, time: ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction - offset)
        }

        mutating func read(_ letter: Character, _ reader: inout TimeReader) -> Bool {
            func put(_ target: inout Int64, _ least: Int, _ most: Int) -> Bool {
                guard let number = reader.number(least, most) else { return false }
                target = number
                return true
            }
            switch letter {
            case "Y":
                year = reader.number(4, 4)
                return year != nil
            case "y":
                // As POSIX reads it: 69 to 99 are of the last century.
                guard let short = reader.number(2, 2) else { return false }
                year = short < 69 ? 2000 + short : 1900 + short
                return true
            case "m": return put(&month, 1, 2)
            case "d", "e":
                if letter == "e" { _ = reader.take(" ") }
                return put(&day, 1, 2)
            case "j":
                dayOfYear = reader.number(1, 3)
                return dayOfYear != nil
            case "H", "I": return put(&hour, 1, 2)
            case "M": return put(&minute, 1, 2)
            case "S": return put(&second, 1, 2)
            case "f":
                guard let read = reader.fraction() else { return false }
                fraction = read
                return true
            case "p":
                if reader.takeWord("AM") {
                    isAfternoon = false
                    return true
                }
                isAfternoon = true
                return reader.takeWord("PM")
            case "a", "A": return name(Calendar.weekdays, &reader) != nil
            case "b", "B":
                guard let place = name(Calendar.months, &reader) else { return false }
                month = Int64(place + 1)
                return true
            case "Z", "z":
                guard let read = reader.offset() else { return false }
                offset = read
                return true
            case "F":
                guard let read = reader.day() else { return false }
                let civil = CalendarText.civil(read)
                (year, month, day) = (civil.year, civil.month, civil.day)
                return true
            case "T":
                return put(&hour, 2, 2) && reader.take(":") && put(&minute, 2, 2) && reader.take(":") && put(&second, 2, 2)
            default: return reader.number(1, 4) != nil
            }
        }

        /// A name in full or its first three letters.
        private func name(_ names: [String], _ reader: inout TimeReader) -> Int? {
            for (place, name) in names.enumerated() where reader.takeWord(name) { return place }
            for (place, name) in names.enumerated() where reader.takeWord(String(name.prefix(3))) { return place }
            return nil
        }
    }
}
