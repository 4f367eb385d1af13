import OctavoKernel
import OctavoSource
import OctavoVerbs

/// What stands on the screen while records are asked about: lines that fit it.
package struct AnnotationScreen {
    package let size: TerminalSize
    package let colours: Bool
    /// What stands at the top: the file.
    package let title: String

    package init(size: TerminalSize, colours: Bool, title: String) {
        self.size = size
        self.colours = colours
        self.title = title
    }

    /// Lines, and where the cursor stands among them while something is typed.
    package struct Frame: Equatable, Sendable {
        package var lines: [String] = []
        package var cursor: Cursor?
        /// How far the scrolled part can be scrolled.
        package var mostScroll = 0
    }

    package struct Cursor: Equatable, Sendable {
        package let row: Int
        package let column: Int
    }

    private var width: Int { max(size.columns, 1) }
    private var height: Int { max(size.rows, 1) }

    package func frame(_ session: AnnotationSession) -> Frame {
        if session.mode == .reading { return reading(session) }
        let head = [header(session)]
        let foot = footer(session)
        guard let record = session.queue.current else {
            let text = broken("all \(session.queue.total) have an answer: u takes the last one back, q leaves", .strong)
            let shown = Array((head + [""] + text).prefix(max(height - foot.lines.count, 0)))
            let padding = Array(repeating: "", count: max(height - shown.count - foot.lines.count, 0))
            return Frame(lines: Array((shown + padding + foot.lines).suffix(height)))
        }
        let labels = labelLines(session)
        // Everything but the text has its place first; the text gets what is left, a line at least.
        let room = max(height - head.count - foot.lines.count - labels.count - 2, 1)
        let text = body(record, session)
        let most = max(text.count - room, 0)
        let first = min(session.scroll, most)
        var shown = Array(text[first..<min(first + room, text.count)])
        if first + room < text.count {
            shown.removeLast()
            let rest = Quantity.of(text.count - first - room + 1, "more line")
            shown.append(styled(TextWidth.fit("… \(rest), ↓ shows them", width), .faint))
        }
        var frame = Frame()
        frame.mostScroll = most
        let padding = Array(repeating: "", count: max(room - shown.count, 0))
        frame.lines = head + [""] + shown + [""] + labels + padding + foot.lines
        if frame.lines.count > height { frame.lines = Array(frame.lines.prefix(max(height - foot.lines.count, 0))) + foot.lines }
        frame.lines = Array(frame.lines.suffix(height))
        frame.cursor = foot.column.map { Cursor(row: frame.lines.count - 1, column: min($0, width - 1)) }
        return frame
    }

    // MARK: - Parts

    private func header(_ session: AnnotationSession) -> String {
        let queue = session.queue
        let percent = queue.total > 0 ? queue.labelled * 100 / queue.total : 100
        let progress =
            "\(queue.labelled) of \(queue.total) (\(percent) %)" + (queue.skipped > 0 ? ", \(queue.skipped) skipped" : "")
        let who = queue.annotator + (queue.task == .settle ? " settles" : "")
        let left = TextWidth.fit(TextWidth.escaped("\(title) · \(who)"), max(width - TextWidth.columns(of: progress) - 2, 0))
        let gap = max(width - TextWidth.columns(of: left) - TextWidth.columns(of: progress), 1)
        return styled(TextWidth.fit(left + String(repeating: " ", count: gap) + progress, width), .prompt)
    }

    private func body(_ record: AnnotationRecord, _ session: AnnotationSession) -> [String] {
        var lines: [String] = []
        for shown in record.context where !shown.lines.isEmpty {
            lines += broken("\(shown.name):", .faint)
            for line in shown.lines { lines += broken("  " + line, .faint) }
        }
        if !lines.isEmpty { lines.append("") }
        lines += broken(record.text, .strong)
        if record.rows.count > 1 { lines += broken("(\(record.rows.count) rows hold this text)", .faint) }
        if session.queue.task == .settle {
            lines.append("")
            for answer in session.queue.book.answers(to: record.id) {
                lines += broken("\(answer.annotator): \(answer.label.shown)" + (answer.note.map { " — \($0)" } ?? ""), .column)
            }
        }
        return lines
    }

    private func labelLines(_ session: AnnotationSession) -> [String] {
        var lines: [String] = []
        if let suggestion = session.suggestion {
            let sure = session.queue.current?.confidence.map { ", \(Int(($0 * 100).rounded())) % sure" } ?? ""
            let taken = session.choice == .one ? " (Enter takes it)" : ""
            lines += [
                styled(TextWidth.fit("suggested: \(TextWidth.escaped(suggestion.shown))\(sure)\(taken)", width), .text), "",
            ]
        }
        if let note = session.note { lines.append(styled(TextWidth.fit("note: \(TextWidth.escaped(note))", width), .comment)) }
        var choice: Int?
        var labels = session.labels
        if case .finding(let typed, let chosen) = session.mode {
            labels = session.found(typed)
            choice = chosen
        }
        // Half of the screen at most, so that the text keeps the other half.
        let room = max(height / 2 - 1, 1)
        let before = Self.keyWidth + (session.choice == .one ? 0 : 1)
        let nameWidth = min(
            labels.map { TextWidth.columns(of: TextWidth.escaped($0.name)) }.max() ?? 0, max(width - before - 1, 1))
        let columns = labels.count > room ? max(width / (nameWidth + before + 2), 1) : 1
        func line(_ place: Int, hasAbout: Bool) -> String {
            // A mark is a sign of its own, since colours may be off.
            let isMarked = session.choice == .one ? nil : session.marked.contains(labels[place].name)
            return labelLine(labels[place], nameWidth, isChosen: choice == place, isMarked: isMarked, hasAbout: hasAbout)
        }
        let rows = min((labels.count + columns - 1) / columns, room)
        let first = choice.map { max(0, $0 - rows * columns + 1) } ?? 0
        for row in 0..<rows {
            if columns == 1 {
                guard labels.indices.contains(first + row) else { break }
                lines.append(line(first + row, hasAbout: true))
                continue
            }
            let cells = (0..<columns).compactMap { column -> String? in
                let place = first + column * rows + row
                guard labels.indices.contains(place) else { return nil }
                return line(place, hasAbout: false) + "  "
            }
            lines.append(cells.joined())
        }
        if labels.count > rows * columns {
            lines.append(styled(TextWidth.fit("… / finds \(labels.count - rows * columns) more", width), .faint))
        }
        return lines
    }

    /// Columns before a label's name: where the choice is marked, its key, a space.
    private static let keyWidth = 3

    /// `isMarked` is `nil` where an answer is one label.
    private func labelLine(
        _ label: AnnotationLabel, _ nameWidth: Int, isChosen: Bool, isMarked: Bool?, hasAbout: Bool
    ) -> String {
        let mark = isMarked.map { $0 ? styled("✓", .keyword) : " " } ?? ""
        let key = label.key.map { String($0) } ?? " "
        let name = TextWidth.fit(TextWidth.escaped(label.name), nameWidth)
        let start = "\(isChosen ? "›" : " ")\(mark)\(styled(key, .keyword)) "
        if !hasAbout || label.about.isEmpty {
            return start + (isChosen ? styled(name, .strong) : name)
                + (hasAbout ? "" : String(repeating: " ", count: max(nameWidth - TextWidth.columns(of: name), 0)))
        }
        let about = TextWidth.fit(
            TextWidth.escaped(label.about), max(width - nameWidth - Self.keyWidth - 2 - (isMarked == nil ? 0 : 1), 0))
        return start + TextWidth.pad(name, nameWidth) + (about.isEmpty ? "" : "  " + styled(about, .faint))
    }

    private func footer(_ session: AnnotationSession) -> (lines: [String], column: Int?) {
        let typed: (label: String, text: String)? =
            switch session.mode {
            case .noting(let text): ("note (Enter keeps it, Esc does not): ", text)
            case .finding(let text, _): ("label: ", text)
            case .asking, .reading: nil
            }
        var lines = [""]
        if let problem = session.problem {
            lines[0] = styled(TextWidth.fit(TextWidth.escaped(problem), width), .wrong)
        } else if let done = session.done {
            lines[0] = styled(TextWidth.fit("✓ \(TextWidth.escaped(done))", width), .faint)
        }
        guard let typed else {
            let enter = session.choice != .one ? "Enter accept  " : session.suggestion == nil ? "" : "Enter take  "
            let keys = enter + "s skip  u undo  n note  / find  ? guidelines  q quit"
            return (lines + [styled(TextWidth.fit(keys, width), .faint)], nil)
        }
        // The end of a long text is what is being typed.
        var shown = TextWidth.escaped(typed.text)
        let label = TextWidth.columns(of: typed.label) + 10 > width ? "" : typed.label
        while TextWidth.columns(of: label + shown) > width - 1, !shown.isEmpty { shown.removeFirst() }
        return (lines + [styled(label, .faint) + shown], TextWidth.columns(of: label + shown))
    }

    private func reading(_ session: AnnotationSession) -> Frame {
        // Scrolling counts lines of the file until they are broken: each begins where its first part stands.
        var starts: [Int] = []
        var lines: [String] = []
        for line in session.guidelines {
            starts.append(lines.count)
            lines += broken(line, line.hasPrefix("#") ? .strong : nil)
        }
        let room = max(height - 1, 1)
        var frame = Frame()
        let last = max(lines.count - room, 0)
        frame.mostScroll = starts.lastIndex { $0 <= last } ?? 0
        if frame.mostScroll < starts.count - 1, starts[frame.mostScroll] < last { frame.mostScroll += 1 }
        let first = starts.isEmpty ? 0 : starts[min(session.scroll, starts.count - 1)]
        let shown = Array(lines[min(first, lines.count)..<min(first + room, lines.count)])
        frame.lines = shown + Array(repeating: "", count: max(room - shown.count, 0))
        frame.lines.append(styled(TextWidth.fit("guidelines  ↑ ↓ scroll  q back", width), .faint))
        frame.lines = Array(frame.lines.suffix(height))
        return frame
    }

    // MARK: - Lines

    private func styled(_ text: String, _ style: Style) -> String { style.apply(text, colours: colours) }

    /// A text as lines of the screen: broken between words, and within words that are longer than it is wide.
    private func broken(_ text: String, _ style: Style?) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
            let plain = TextWidth.escaped(String(line.replacing("\t", with: "    ").replacing("\r", with: "")))
            return TextWidth.wrapped(plain, width).flatMap { cut($0) }.map { line in style.map { styled(line, $0) } ?? line }
        }
    }

    private func cut(_ line: String) -> [String] {
        guard TextWidth.columns(of: line) > width else { return [line] }
        var lines: [String] = []
        var current = ""
        var used = 0
        for character in line {
            let columns = TextWidth.columns(of: character)
            if used + columns > width, !current.isEmpty {
                lines.append(current)
                (current, used) = ("", 0)
            }
            current.append(character)
            used += columns
        }
        return lines + [current]
    }
}
