package import OctavoSource

/// A diagnostic for people: message, place, the line with what is wrong underlined, notes, help and a fix.
package enum DiagnosticText {
    /// Columns of a notebook's stored snippet.
    private static let storedWidth = 120

    /// Lines without a line end after the last.
    ///
    /// At a terminal (`relativeToCell` false) lines count in the notebook and notes, help and the fix follow. Stored below a
    /// cell (`relativeToCell` true) lines count in the cell, there is neither code nor path nor cell number, and nothing that
    /// an edit elsewhere would change; `style` and `width` do not matter.
    package static func render(
        _ diagnostic: Diagnostic, style: TextStyle = .plain, width: Int = 100, relativeToCell: Bool = false
    ) -> String {
        relativeToCell ? stored(diagnostic) : terminal(diagnostic, style, max(width, 40))
    }

    /// Several, a blank line between.
    package static func render(
        _ diagnostics: [Diagnostic], style: TextStyle = .plain, width: Int = 100, relativeToCell: Bool = false
    ) -> String {
        diagnostics.map { render($0, style: style, width: width, relativeToCell: relativeToCell) }.joined(separator: "\n\n")
    }

    /// `notebooks/a.md:14:21 (cell 3)`, from 1; the column counts Unicode scalars.
    package static func place(_ range: SourceRange) -> String {
        let start = range.start
        let cell = range.source.cell
        let line = start.line + (cell?.firstLine ?? 0) + 1
        return "\(range.source.name):\(line):\(start.column + 1)" + (cell.map { " (cell \($0.number))" } ?? "")
    }

    // MARK: - At a terminal

    private static func terminal(_ diagnostic: Diagnostic, _ style: TextStyle, _ width: Int) -> String {
        let role: TextStyle.Role =
            switch diagnostic.severity {
            case .error: .error
            case .warning: .warning
            case .note: .note
            }
        var lines = [
            style.paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", role)
                + style.paint(": " + message(diagnostic).joined(separator: "\n"), .message)
        ]
        let parts = snippets(diagnostic, limit: width - 8)
        let last = parts.map { $0.lastLine + firstLine(of: $0.source) }.max() ?? 0
        let digits = parts.isEmpty ? 1 : String(last).count
        let margin = String(repeating: " ", count: digits)
        let bar = style.paint(margin + " |", .gutter)
        for (index, part) in parts.enumerated() {
            lines.append(style.paint(margin + (index == 0 ? "--> " : "::: "), .gutter) + place(part.place))
            lines.append(bar)
            for row in part.rows {
                switch row {
                case .code(let line, let text):
                    let number = TextWidth.pad(String(line + firstLine(of: part.source)), digits, right: true)
                    lines.append(trimmed(style.paint(number + " |", .gutter) + " " + text))
                case .marks(let pieces):
                    lines.append(bar + " " + pieces.map { style.paint($0.text, $0.isPrimary ? role : .secondary) }.joined())
                case .gap: lines.append(style.paint(String(margin.dropLast()) + "...", .gutter))
                }
            }
        }
        let remarks =
            diagnostic.notes + diagnostic.help.map { "help: " + $0 } + (diagnostic.fix.map { ["fix: " + $0.title] } ?? [])
        if !parts.isEmpty, !remarks.isEmpty { lines.append(bar) }
        for remark in remarks {
            for (index, line) in wrap(remark, width - digits - 3).enumerated() {
                lines.append(index == 0 ? style.paint(margin + " = ", .gutter) + line : margin + "   " + line)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The number of a source's first line in its file.
    private static func firstLine(of source: Source) -> Int { (source.cell?.firstLine ?? 0) + 1 }

    private static func message(_ diagnostic: Diagnostic) -> [String] {
        diagnostic.message.split(separator: "\n", omittingEmptySubsequences: false).map { TextWidth.escaped(String($0)) }
    }

    /// At spaces, at most `width` columns a line where words allow; a remark's own line ends stay.
    private static func wrap(_ text: String, _ width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
            TextWidth.wrapped(TextWidth.escaped(String($0)), width)
        }
    }

    // MARK: - Stored below a cell

    private static func stored(_ diagnostic: Diagnostic) -> String {
        var lines = message(diagnostic)
        let parts = snippets(diagnostic, limit: storedWidth)
        let digits = String((parts.map(\.lastLine).max() ?? 0) + 1).count
        let margin = String(repeating: " ", count: digits + 2)
        for part in parts {
            // Where several texts are shown, or one that is no cell, each says which it is.
            if parts.count > 1 || part.source.cell == nil { lines.append("  in \(name(of: part.source)):") }
            for row in part.rows {
                switch row {
                case .code(let line, let text):
                    lines.append(trimmed("  " + TextWidth.pad(String(line + 1), digits, right: true) + " | " + text))
                case .marks(let pieces): lines.append(margin + " | " + pieces.map(\.text).joined())
                case .gap: lines.append("  ...")
                }
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Numbers of cells change when one is added above, so a cell without a name is called by its first line.
    private static func name(of source: Source) -> String {
        guard let cell = source.cell else { return source.name }
        if let name = cell.name { return "`\(name)`" }
        for line in source.lineStarts.indices {
            let text = source.lineText(line)
            if text.contains(where: { $0 != " " && $0 != "\t" }) { return "`\(TextWidth.fit(TextWidth.escaped(text), 40))`" }
        }
        return "an empty cell"
    }

    // MARK: - Both

    /// One snippet a source, the primary's first.
    private static func snippets(_ diagnostic: Diagnostic, limit: Int) -> [Snippet] {
        let marks =
            (diagnostic.primary.map { [Snippet.Mark(label: $0, isPrimary: true)] } ?? [])
            + diagnostic.secondary.map { Snippet.Mark(label: $0, isPrimary: false) }
        var groups: [[Snippet.Mark]] = []
        for mark in marks {
            if let place = groups.firstIndex(where: { $0[0].label.range.source === mark.label.range.source }) {
                groups[place].append(mark)
            } else {
                groups.append([mark])
            }
        }
        return groups.map { Snippet($0, in: $0[0].label.range.source, limit: limit) }
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}
