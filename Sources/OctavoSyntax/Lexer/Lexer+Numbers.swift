import OctavoSource

extension Lexer {
    mutating func scanNumber() {
        let start = position
        var isFloat = false
        skipDigits()
        if byte(at: position) == UInt8(ascii: "."), let next = byte(at: position + 1), Characters.isDigit(next) {
            position += 1
            skipDigits()
            isFloat = true
        }
        if let exponent = byte(at: position), exponent | 0x20 == UInt8(ascii: "e") {
            var probe = position + 1
            if let sign = byte(at: probe), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { probe += 1 }
            if let digit = byte(at: probe), Characters.isDigit(digit) {
                position = probe
                skipDigits()
                isFloat = true
            }
        }
        let endOfDigits = position
        position = endOfName(from: position)
        if position > endOfDigits { return appendNumber(withUnitFrom: endOfDigits, start: start) }
        if isFloat && isAtFurtherPoint() { return reportVersion(from: start) }
        if endsInLonePoint() { return reportLonePoint(from: start) }
        guard checkUnderscores(from: start) else { return append(.unknown, from: start) }
        if byte(at: position) == UInt8(ascii: "%"), !startsOperand(at: position + 1) {
            position += 1
            return append(.percent, from: start)
        }
        append(isFloat ? .float : .integer, from: start)
    }

    private mutating func skipDigits() {
        while let next = byte(at: position), Characters.isDigit(next) || next == UInt8(ascii: "_") { position += 1 }
    }

    /// `80%3` is the remainder of other languages, not a percentage beside a number.
    private func startsOperand(at offset: Int) -> Bool {
        guard let next = byte(at: offset) else { return false }
        return Characters.isDigit(next) || next == UInt8(ascii: "(") || startsName(at: offset)
    }

    /// `1.` with neither a digit, a second point nor a label after the point.
    private func endsInLonePoint() -> Bool {
        guard byte(at: position) == UInt8(ascii: ".") else { return false }
        guard let next = byte(at: position + 1) else { return true }
        return next != UInt8(ascii: ".") && !Self.isQuote(next) && !startsName(at: position + 1)
    }

    /// The second point of `1.5.2`.
    private func isAtFurtherPoint() -> Bool {
        byte(at: position) == UInt8(ascii: ".") && byte(at: position + 1).map(Characters.isDigit) ?? false
    }

    private mutating func reportVersion(from start: Int) {
        while isAtFurtherPoint() {
            position += 1
            skipDigits()
        }
        append(.unknown, from: start)
        let text = source.text(in: ByteRange(start, position))
        report(
            Diagnostic(
                "number-point", "`\(text)` is no number: it has more than one point", at: place(start, position),
                help: ["a version is a text"], fix: .replace(place(start, position), with: "\"\(text)\"", .maybe)))
    }

    private mutating func reportLonePoint(from start: Int) {
        position += 1
        append(.unknown, from: start)
        let text = source.text(in: ByteRange(start, position))
        report(
            Diagnostic(
                "number-point", "`\(text)` is no number: a digit must stand after the point", at: place(start, position),
                fix: .replace(place(position, position), with: "0")))
    }

    private mutating func checkUnderscores(from start: Int) -> Bool {
        for offset in start..<position where bytes[offset] == UInt8(ascii: "_") {
            let follows = offset + 1 < position ? bytes[offset + 1] : 0
            if Characters.isDigit(bytes[offset - 1]) && Characters.isDigit(follows) { continue }
            let digits = source.text(in: ByteRange(start, position)).filter { $0 != "_" }
            report(
                Diagnostic(
                    "number-underscore", "`_` may only stand between two digits of a number", at: place(start, position),
                    fix: .replace(place(start, position), with: digits)))
            return false
        }
        return true
    }

    // MARK: - Units

    private mutating func appendNumber(withUnitFrom unitStart: Int, start: Int) {
        let end = position
        position = unitStart
        let hasGoodDigits = checkUnderscores(from: start)
        position = end
        let unit = source.text(in: ByteRange(unitStart, end))
        if hasGoodDigits, NumberLiteral.durationUnits.contains(where: { $0.name == unit }) {
            return append(.duration, from: start)
        }
        if hasGoodDigits, NumberLiteral.sizeUnits.contains(where: { $0.name == unit }) { return append(.size, from: start) }
        append(.unknown, from: start)
        guard hasGoodDigits else { return }
        if let sum = compoundDuration(from: start) {
            return report(
                Diagnostic(
                    "compound-duration", "a duration has one unit", at: place(start, end),
                    fix: .replace(place(start, end), with: sum)))
        }
        let names = (NumberLiteral.durationUnits + NumberLiteral.sizeUnits).map(\.name)
        let near = NumberLiteral.unit(named: unit) ?? Suggestion.best(for: unit, among: names)
        report(
            Diagnostic(
                "unknown-unit", "`\(unit)` is no unit of a number", at: place(unitStart, end),
                label: near.map { "did you mean `\($0)`?" } ?? "",
                notes: ["durations: ms s m h d w; sizes: KB MB GB KiB MiB GiB"],
                help: Self.isHexadecimal(unit) ? ["numbers are written with decimal digits"] : [],
                fix: near.map { .replace(place(unitStart, end), with: $0, .maybe) }))
    }

    private static func isHexadecimal(_ unit: String) -> Bool { ["x", "b", "o"].contains(unit.prefix(1).lowercased()) }

    /// `1h30m` as `1h + 30m`.
    private func compoundDuration(from start: Int) -> String? {
        var parts: [String] = []
        var offset = start
        while offset < position {
            let digits = offset
            while offset < position, Characters.isDigit(bytes[offset]) || bytes[offset] == UInt8(ascii: ".") { offset += 1 }
            let letters = offset
            while offset < position, Characters.isASCIILetter(bytes[offset]) { offset += 1 }
            let unit = source.text(in: ByteRange(letters, offset))
            guard letters > digits, NumberLiteral.durationUnits.contains(where: { $0.name == unit }) else { return nil }
            parts.append(source.text(in: ByteRange(digits, offset)))
        }
        return parts.joined(separator: " + ")
    }

    // MARK: - Dates

    /// What was probably meant to belong to a malformed date.
    private mutating func skipDate() {
        position = endOfName(from: position)
        while let mark = byte(at: position), mark == UInt8(ascii: "-") || mark == UInt8(ascii: ":"),
            let digit = byte(at: position + 1), Characters.isDigit(digit)
        {
            position = endOfName(from: position + 1)
        }
    }

    mutating func scanDate() {
        let start = position
        let literal = CalendarLiteral.read(bytes, at: start)
        position = literal.end
        switch literal.value {
        case .date: append(.date, from: start)
        case .instant: append(.instant, from: start)
        case .problem(let problem):
            if problem == .malformed { skipDate() }
            append(.unknown, from: start)
            report(problem.diagnostic(source.text(in: ByteRange(start, position)), at: place(start, position)))
        }
    }
}
