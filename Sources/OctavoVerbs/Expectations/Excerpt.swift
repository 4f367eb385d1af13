import OctavoTable

/// Texts and values short enough for a line of a report.
enum Excerpt {
    /// Characters of a value that a line shows.
    static let valueLength = 60
    /// Characters of an expression that a line shows.
    static let expressionLength = 80

    /// White space of any kind as one space, and no more than a line holds.
    static func line(_ text: String) -> String {
        cut(text.split { $0.isWhitespace }.joined(separator: " "), expressionLength)
    }

    static func value(_ datum: Datum) -> String { cut(DatumText.literal(datum), valueLength) }

    private static func cut(_ text: String, _ length: Int) -> String {
        guard text.count > length else { return text }
        return text.prefix(length - 1) + "…"
    }

    /// `2 of 3 rows`, `1 of 1 row`.
    static func share(_ part: Int, of whole: Int, _ noun: String) -> String { "\(part) of \(count(whole, noun))" }

    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension RowPlace {
    /// `row 14 (data/a.jsonl:14)`.
    var text: String {
        guard let file else { return "row \(row + 1)" }
        return "row \(row + 1) (\(file)" + (line.map { ":\($0)" } ?? "") + ")"
    }
}
