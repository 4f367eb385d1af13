import OctavoSource

/// A list of candidates fitted to the screen.
package struct CompletionMenu: Equatable, Sendable {
    /// The pages, each of plain rows no wider than the screen.
    package let pages: [[String]]

    /// One candidate a row with its detail if any has one and there is room, else in columns, down and then across. At most
    /// `rows` rows a page, the heading's among them, of which the last says how many more there are.
    package init(_ candidates: [Completion.Candidate], heading: String = "", columns: Int, rows: Int) {
        let columns = max(columns, 1)
        // Of a small screen, at least two rows are for candidates.
        let headingRows = TextWidth.wrapped(Self.oneLine(heading), columns).prefix(heading.isEmpty ? 0 : max(rows - 2, 0))
            .map { DisplayWidth.fit($0, columns: columns) }
        let rows = max(rows - headingRows.count, 2)
        let candidates = candidates.map { candidate in
            Completion.Candidate(Self.oneLine(candidate.text), detail: Self.oneLine(candidate.detail))
        }
        let widest = candidates.map { DisplayWidth.columns(of: $0.text) }.max() ?? 0
        let detailed = candidates.contains { !$0.detail.isEmpty } && widest + 12 <= columns
        let across = detailed ? 1 : max((columns + 2) / max(widest + 2, 1), 1)
        let whole = (candidates.count + across - 1) / across <= rows
        let pageRows = whole ? rows : rows - 1
        var pages: [[String]] = []
        var start = 0
        while start < candidates.count {
            let end = min(start + pageRows * across, candidates.count)
            let page = Array(candidates[start..<end])
            var lines =
                detailed
                ? Self.detailed(page, widest: widest, columns: columns)
                : Self.gridded(page, widest: widest, across: across, columns: columns)
            if !whole {
                let rest = candidates.count - end
                let note = rest > 0 ? "\(rest) more: Tab" : "back to the first: Tab"
                lines.append(DisplayWidth.fit(note, columns: columns))
            }
            pages.append(headingRows + lines)
            start = end
        }
        self.pages = pages.isEmpty && !headingRows.isEmpty ? [headingRows] : pages
    }

    private static func detailed(_ page: [Completion.Candidate], widest: Int, columns: Int) -> [String] {
        page.map { candidate in
            guard !candidate.detail.isEmpty else { return candidate.text }
            let padding = String(repeating: " ", count: widest - DisplayWidth.columns(of: candidate.text) + 2)
            return DisplayWidth.fit(candidate.text + padding + candidate.detail, columns: columns)
        }
    }

    private static func gridded(_ page: [Completion.Candidate], widest: Int, across: Int, columns: Int) -> [String] {
        let height = (page.count + across - 1) / across
        return (0..<height).map { row in
            var line = ""
            for index in stride(from: row, to: page.count, by: height) {
                let text = page[index].text
                line += text
                if index + height < page.count {
                    line += String(repeating: " ", count: widest - DisplayWidth.columns(of: text) + 2)
                }
            }
            return DisplayWidth.fit(line, columns: columns)
        }
    }

    /// What can be painted in one row: no line ends, no control characters.
    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
