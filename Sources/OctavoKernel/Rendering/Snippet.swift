import OctavoSource

/// The lines of one source that a diagnostic points at, with the marks below them.
struct Snippet {
    enum Row {
        /// A line of the source; the number counts from 0 in the source.
        case code(line: Int, text: String)
        case marks([Piece])
        /// Lines are left out.
        case gap
    }

    /// A stretch of a row of marks, in one colour.
    struct Piece {
        var text: String
        let isPrimary: Bool
    }

    struct Mark {
        let label: Diagnostic.Label
        let isPrimary: Bool
    }

    let source: Source
    /// What the first mark points at.
    let place: SourceRange
    let rows: [Row]
    var lastLine: Int {
        rows.reduce(0) { last, row in if case .code(let line, _) = row { max(last, line) } else { last } }
    }

    /// Ranges of more lines than this show their first and last.
    private static let shownLines = 3

    private struct Stretch {
        let start: Int
        let end: Int
        let isPrimary: Bool
        let label: String
    }

    init(_ marks: [Mark], in source: Source, limit: Int) {
        self.source = source
        place = marks.first?.label.range ?? source.range
        var spans: [(line: Int, mark: Mark, isFirst: Bool, isLast: Bool)] = []
        for mark in marks {
            let (first, last) = Self.lines(of: mark.label.range.bytes, in: source)
            for line in first...last where last - first < Self.shownLines || line == first || line == last {
                spans.append((line, mark, line == first, line == last))
            }
        }
        var rows: [Row] = []
        var previous: Int?
        for line in Set(spans.map(\.line)).sorted() {
            if let previous, line > previous + 1 { rows.append(.gap) }
            previous = line
            let here = spans.filter { $0.line == line }
            let focus = here.first { $0.mark.isPrimary } ?? here[0]
            let shown = SourceLine(
                line, of: source, focus: focus.isFirst ? focus.mark.label.range.bytes.start : source.lineStarts[line],
                limit: limit)
            rows.append(.code(line: line, text: shown.text))
            let stretches = here.map { span in
                let range = span.mark.label.range.bytes
                let start = span.isFirst ? shown.column(of: range.start) : shown.firstTextColumn
                let end = span.isLast ? shown.column(of: range.end) : shown.width
                return Stretch(
                    start: start, end: max(end, start + 1), isPrimary: span.mark.isPrimary,
                    label: span.isLast ? Self.oneLine(span.mark.label.text) : "")
            }
            rows += Self.rows(for: stretches).map { .marks($0) }
        }
        self.rows = rows
    }

    /// First and last line of a range; one that ends at a line's start ends on the line before.
    private static func lines(of range: ByteRange, in source: Source) -> (Int, Int) {
        let start = min(max(range.start, 0), source.bytes.count)
        let end = min(max(range.end, start), source.bytes.count)
        let first = source.line(at: start)
        return (first, max(first, source.line(at: end > start ? end - 1 : end)))
    }

    private static func oneLine(_ text: String) -> String {
        TextWidth.escaped(text.split(separator: "\n").joined(separator: " "))
    }

    /// The underlines with the last one's label, then the other labels from right to left.
    private static func rows(for stretches: [Stretch]) -> [[Piece]] {
        var cells = [Bool?](repeating: nil, count: stretches.map(\.end).max() ?? 0)
        for stretch in stretches.filter({ !$0.isPrimary }) + stretches.filter(\.isPrimary) {
            for column in stretch.start..<stretch.end { cells[column] = stretch.isPrimary }
        }
        var underline: [Piece] = []
        for cell in cells { append(cell.map { $0 ? "^" : "-" } ?? " ", isPrimary: cell ?? false, to: &underline) }
        var open = stretches.enumerated().filter { !$0.element.label.isEmpty }
            .sorted { ($0.element.start, $1.offset) > ($1.element.start, $0.offset) }.map(\.element)
        if let last = open.firstIndex(where: { $0.end == cells.count }) {
            append(" " + open[last].label, isPrimary: open[last].isPrimary, to: &underline)
            open.remove(at: last)
        }
        var rows = [underline]
        for (index, stretch) in open.enumerated() {
            var row: [Piece] = []
            var column = 0
            for other in open[(index + 1)...].reversed() where other.start < stretch.start && other.start >= column {
                append(String(repeating: " ", count: other.start - column), isPrimary: false, to: &row)
                append("|", isPrimary: other.isPrimary, to: &row)
                column = other.start + 1
            }
            append(String(repeating: " ", count: max(stretch.start - column, 0)), isPrimary: false, to: &row)
            append(stretch.label, isPrimary: stretch.isPrimary, to: &row)
            rows.append(row)
        }
        return rows
    }

    private static func append(_ text: String, isPrimary: Bool, to pieces: inout [Piece]) {
        if let last = pieces.indices.last, pieces[last].isPrimary == isPrimary {
            pieces[last].text += text
        } else if !text.isEmpty {
            pieces.append(Piece(text: text, isPrimary: isPrimary))
        }
    }
}
