import OctavoSource

extension Lexer {
    /// Operators of other languages that can stand nowhere in a program. The parser says what to write instead.
    private static let foreignOperators: [String] = [
        "%<>%", "%in%", "%>%", "%/%", "%%", "===", "!==", "&&", "||", "|>", "=>", "<>", "**", "//", ":=", "&", "!", "%",
    ]

    private static let longSymbols: [(String, Symbol)] = [
        ("->", .arrow), ("==", .equal), ("!=", .notEqual), ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("??", .coalesce),
    ]

    /// The symbols of one ASCII character, by it.
    private static let shortSymbols: [Symbol?] = (0..<128).map { byte in
        Unicode.Scalar(UInt32(byte)).flatMap { Symbol(rawValue: String($0)) }
    }

    /// Whether a symbol of more than one character, or a foreign one, may begin with this byte.
    private static let beginsLong: [Bool] = (0..<256).map { byte in
        foreignOperators.contains { $0.utf8.first == UInt8(byte) } || longSymbols.contains { $0.0.utf8.first == UInt8(byte) }
    }

    mutating func scanSymbol() {
        let start = position
        guard Self.beginsLong[Int(bytes[start])] else { return scanShortSymbol() }
        for text in Self.foreignOperators where hasPrefix(text, at: start) {
            // `!=` is the one operator that begins like a foreign one.
            if text == "!" && hasPrefix("!=", at: start) { continue }
            position += text.utf8.count
            return append(.unknown, from: start)
        }
        for (text, symbol) in Self.longSymbols where hasPrefix(text, at: start) {
            position += text.utf8.count
            return append(.symbol(symbol), from: start)
        }
        scanShortSymbol()
    }

    private mutating func scanShortSymbol() {
        let byte = bytes[position]
        guard byte < 0x80, let symbol = Self.shortSymbols[Int(byte)] else { return scanUnknown() }
        position += 1
        append(.symbol(symbol), from: position - 1)
    }

    // MARK: - The dot

    mutating func scanDot() {
        let start = position
        if hasPrefix("...", at: start) || hasPrefix("..", at: start) {
            let isSpread = hasPrefix("...", at: start)
            position += isSpread ? 3 : 2
            return append(.symbol(isSpread ? .spread : .range), from: start)
        }
        position += 1
        if let next = byte(at: position), Characters.isDigit(next) { return scanDigitsAfterDot(from: start) }
        let isBeforeLabel = startsName(at: position) || byte(at: position).map(Self.isQuote) ?? false
        append(isBeforeLabel && standsAfterValue(start) ? .symbol(.dot) : .columnDot, from: start)
    }

    static func isQuote(_ byte: UInt8) -> Bool { byte == Characters.doubleQuote || byte == Characters.singleQuote }

    /// Whether something that can have members ends right at `offset`.
    private func standsAfterValue(_ offset: Int) -> Bool {
        guard let last = tokens.last, last.range.end == offset else { return false }
        switch last.kind {
        case .name, .text, .symbol(.closeParenthesis), .symbol(.closeBracket), .symbol(.closeBrace): return true
        case .keyword:
            // A keyword is a name when it is a label itself: `.in.x`.
            guard tokens.count > 1 else { return false }
            let before = tokens[tokens.count - 2]
            return before.range.end == last.range.start && (before.kind == .columnDot || before.kind == .symbol(.dot))
        default: return false
        }
    }

    private mutating func scanDigitsAfterDot(from start: Int) {
        let isMember = standsAfterValue(start)
        position = endOfName(from: position)
        let text = source.text(in: ByteRange(start, position))
        append(.unknown, from: start)
        let digits = text.dropFirst()
        if isMember {
            let isIndex = digits.utf8.allSatisfy(Characters.isDigit)
            report(
                Diagnostic(
                    "number-point", "`\(text)` cannot name a member: a name starts with a letter", at: place(start, position),
                    help: ["an element is taken with `[0]`, a field with an odd name with `[\"0\"]`"],
                    fix: isIndex ? .replace(place(start, position), with: "[\(digits)]", .maybe) : nil))
        } else {
            report(
                Diagnostic(
                    "number-point", "`\(text)` is no number: a digit must stand before the point", at: place(start, position),
                    fix: .replace(place(start, start), with: "0")))
        }
    }

    // MARK: - What begins nothing

    private mutating func scanUnknown() {
        let start = position
        guard let (scalar, length) = Characters.scalar(in: bytes, at: start, end: bytes.count) else {
            // Not UTF-8: reported once for the whole text.
            while position < bytes.count, Characters.scalar(in: bytes, at: position, end: bytes.count) == nil { position += 1 }
            return append(.unknown, from: start)
        }
        position += length
        if scalar == "`" { return scanBackquoted(from: start) }
        if Characters.isInvisible(scalar) { return reportInvisible(scalar, from: start) }
        if "\u{201C}\u{201D}\u{201E}\u{2018}\u{2019}".unicodeScalars.contains(scalar) { return scanTypographicText(from: start) }
        while let (next, length) = Characters.scalar(in: bytes, at: position, end: bytes.count), !next.isASCII,
            !WrittenForm.startsName(next), !Characters.isInvisible(next)
        {
            position += length
        }
        append(.unknown, from: start)
        let text = source.text(in: ByteRange(start, position))
        let isControl = scalar.properties.generalCategory == .control
        let shown = isControl ? "the character U+\(Self.hexadecimal(scalar))" : "`\(text)`"
        report(
            Diagnostic(
                "unknown-character", "\(shown) has no meaning outside a text", at: place(start, position),
                help: Self.help(for: scalar)))
    }

    private static func help(for scalar: Unicode.Scalar) -> [String] {
        switch scalar {
        case "$": ["a name is written without `$`; a table's column is `t.name`, inside a verb `.name`"]
        case "?": ["`x ?? y` gives `y` where `x` is null; a choice is written `if a then b else c`"]
        case "~": ["a function is written `x -> x + 1`, the element of a list `.`: `map(xs, . + 1)`"]
        case "\\":
            [
                "a function is written `x -> x + 1`",
                "a line goes on after an operator, inside brackets, and where the next line starts with `|`",
            ]
        default: []
        }
    }

    /// A name or a text between backquotes: one token up to the one that answers, on the same line.
    private mutating func scanBackquoted(from start: Int) {
        var end = position
        while let next = byte(at: end), !Characters.isNewline(next), next != UInt8(ascii: "`") { end += 1 }
        let isClosed = byte(at: end) == UInt8(ascii: "`")
        let content = source.text(in: ByteRange(position, end))
        if isClosed { position = end + 1 }
        append(.unknown, from: start)
        let column = "." + WrittenForm.label(content)
        let isTemplate = content.contains("${")
        report(
            Diagnostic(
                "unknown-character", "\"`\" has no meaning outside a text", at: place(start, start + 1),
                help: isTemplate
                    ? ["a text stands between `\"`, a value is put into it by `\\(…)`"]
                    : ["a column with an odd name is written `.\"odd name\"`"],
                fix: isClosed && !isTemplate && !content.isEmpty ? .replace(place(start, position), with: column, .maybe) : nil))
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(4 - digits.count, 0)) + digits
    }

    private mutating func reportInvisible(_ scalar: Unicode.Scalar, from start: Int) {
        report(
            Diagnostic(
                "unknown-character", "the invisible character U+\(Self.hexadecimal(scalar)) has no meaning outside a text",
                at: place(start, position),
                fix: Fix("replace it with a space", [Fix.Edit(place(start, position), " ")])))
    }

    /// `“…”`: one token up to the quote that answers, on the same line.
    private mutating func scanTypographicText(from start: Int) {
        let afterOpening = position
        var edits = [Fix.Edit(place(start, afterOpening), "\"")]
        var probe = position
        while let (scalar, length) = Characters.scalar(in: bytes, at: probe, end: bytes.count), scalar != "\n", scalar != "\r" {
            probe += length
            if scalar == "\u{201D}" || scalar == "\u{201C}" || scalar == "\u{2019}" {
                edits.append(Fix.Edit(place(probe - length, probe), "\""))
                position = probe
                break
            }
        }
        append(.unknown, from: start)
        report(
            Diagnostic(
                "typographic-quote", "a text stands between straight quotes, `\"` or `'`", at: place(start, afterOpening),
                fix: Fix("write straight quotes", edits)))
    }
}
