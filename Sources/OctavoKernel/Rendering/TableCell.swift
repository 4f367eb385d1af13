import OctavoSource
import OctavoTable

/// One value in a cell of a shown table.
enum TableCell {
    /// Longer texts are cut, and the cell says by how many characters: one long text would make every row of a table long.
    static let longest = 100

    /// For a pipe table: `|`, `\` and line ends escaped, so that the cell can be read back. `hide` gets what is cut off.
    static func piped(_ value: Datum, hide: (Substring) -> Void = { _ in }) -> String {
        shown(value, isPiped: true, hide: hide)
    }

    /// For a terminal: line ends escaped, nothing else.
    static func plain(_ value: Datum) -> String { shown(value, isPiped: false) { _ in } }

    private static func shown(_ value: Datum, isPiped: Bool, hide: (Substring) -> Void) -> String {
        let text = DatumText.plain(value)
        let isPlain =
            text.utf8.count <= longest
            && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && ($0 != 0x7C && $0 != 0x5C || !isPiped) }
        return isPlain ? text : escaped(cut(text, hide: hide), isPiped: isPiped)
    }

    private static func cut(_ text: String, hide: (Substring) -> Void) -> String {
        if text.utf8.count <= longest { return text }
        // Only the part that may be shown is counted in columns: a text can have gigabytes.
        var columns = 0
        var end = text.startIndex
        while end < text.endIndex, columns + TextWidth.columns(of: text[end]) <= longest {
            columns += TextWidth.columns(of: text[end])
            end = text.index(after: end)
        }
        if end == text.endIndex { return text }
        hide(text[end...])
        let rest = text[end...].unicodeScalars.count
        return text[..<end] + "… (+\(Quantity.grouped(rest)))"
    }

    static func escaped(_ text: String, isPiped: Bool) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": shown.append(contentsOf: "\\n".unicodeScalars)
            case "\r": shown.append(contentsOf: "\\r".unicodeScalars)
            case "\t": shown.append(contentsOf: "\\t".unicodeScalars)
            case "|", "\\":
                if isPiped { shown.append("\\") }
                shown.append(scalar)
            default:
                if let escape = TextWidth.escape(for: scalar) {
                    shown.append(contentsOf: escape.unicodeScalars)
                } else {
                    shown.append(scalar)
                }
            }
        }
        return String(shown)
    }
}
