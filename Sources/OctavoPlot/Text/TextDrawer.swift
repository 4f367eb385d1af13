import OctavoSource

/// A figure as lines of text, fitted to a terminal.
package struct TextDrawer {
    package struct Style: Sendable {
        /// Columns of the terminal.
        package var width: Int
        /// Whether colours may be used; otherwise series differ by their characters.
        package var isColoured: Bool
        /// Whether blocks and braille can be shown; otherwise ASCII.
        package var isUnicode: Bool

        package init(width: Int = 80, isColoured: Bool = false, isUnicode: Bool = true) {
            self.width = width
            self.isColoured = isColoured
            self.isUnicode = isUnicode
        }
    }

    let figure: Figure
    let style: Style
    /// Columns that are used: wider lines are hard to follow.
    let width: Int

    private static let narrowest = 20
    private static let widest = 160

    /// Lines without a line end after the last.
    package static func draw(_ figure: Figure, _ style: Style) -> String {
        let drawer = TextDrawer(
            figure: figure, style: style, width: min(max(style.width, narrowest), widest))
        let lines = drawer.heading + drawer.body + drawer.notes
        let text = lines.joined(separator: "\n")
        return style.isUnicode ? text : ASCII.text(text)
    }

    private var body: [String] {
        if figure.isEmpty { return ["", "  no values to draw", ""] }
        switch figure.marks {
        case .bars(let bars):
            let places = figure.isHorizontal ? figure.y : figure.x
            return places.scale.categories != nil ? barRows(bars) : barFrame(bars)
        case .lines(let series): return lineFrame(series)
        case .points(let points): return pointFrame(points)
        case .boxes(let boxes): return boxRows(boxes)
        case .cells(let cells):
            let isNumeric = figure.x.scale.categories == nil && figure.y.scale.categories == nil
            return isNumeric ? cellFrame(cells) : cellRows(cells)
        }
    }

    // MARK: - Around the plot

    private var heading: [String] {
        let title = TextWidth.fit(figure.title, width)
        return [style.isColoured ? "\u{1B}[1m\(title)\u{1B}[0m" : title] + legend
    }

    private var legend: [String] {
        if figure.isEmpty { return [] }
        switch figure.legend {
        case .none: return []
        case .series(let title, let names, _):
            let items = names.enumerated().map { index, name -> String in
                painted(String(mark(index)), ink(index)) + " " + TextWidth.fit(name, 30)
            }
            return wrapped([title + ":"] + items, gap: "  ")
        case .ramp(let title, let scale):
            guard let ends = Self.ends(scale) else { return [] }
            if case .points = figure.marks, !style.isColoured {
                return [TextWidth.fit("\(title) is shown in colour only", width)]
            }
            let steps = style.isColoured ? 12 : 4
            let ramp = (1...steps).map { step -> String in
                let share = (Double(step) - 0.5) / Double(steps)
                return painted(String(repeating: shade(share), count: style.isColoured ? 1 : 2), Palette.terminalShade(share))
            }
            return [TextWidth.fit(title, width - 30) + "  \(ends.first) " + ramp.joined() + " \(ends.last)"]
        }
    }

    /// What the lightest and the darkest shade stand for.
    private static func ends(_ scale: Scale) -> (first: String, last: String)? {
        let resolved = scale.resolved(atMost: 5)
        if case .linear = scale {
            let words = NumberLabels.alike([resolved.lower, resolved.upper], digits: 3)
            return (words[0], words[1])
        }
        guard let first = resolved.ticks.first, let last = resolved.ticks.last else { return nil }
        return (first.words, last.words)
    }

    private var notes: [String] {
        figure.notes.flatMap { note in
            wrapped(note.split(separator: " ").map(String.init), gap: " ").map {
                style.isColoured ? "\u{1B}[2m\($0)\u{1B}[0m" : $0
            }
        }
    }

    /// Words side by side, on as many lines as they need.
    private func wrapped(_ words: [String], gap: String) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in words {
            let columns = TextWidth.columns(of: Self.withoutColours(word))
            if !line.isEmpty, used + gap.utf8.count + columns > width {
                lines.append(line)
                (line, used) = ("", 0)
            }
            if !line.isEmpty {
                line += gap
                used += gap.utf8.count
            }
            line += word
            used += columns
        }
        return line.isEmpty ? lines : lines + [line]
    }

    private static func withoutColours(_ text: String) -> String {
        var plain = ""
        var isCode = false
        for character in text {
            if character == "\u{1B}" { isCode = true }
            if !isCode { plain.append(character) }
            if isCode, character == "m" { isCode = false }
        }
        return plain
    }

    // MARK: - Characters and colours

    func painted(_ text: String, _ color: Int) -> String { style.isColoured ? "\u{1B}[38;5;\(color)m\(text)\u{1B}[0m" : text }

    func ink(_ series: Int) -> Int { Palette.ink(series, isRest: figure.isRest(series)).terminal }

    var hasSeries: Bool { !figure.seriesNames.isEmpty }

    /// Whether series must differ by their characters.
    var needsMarks: Bool { figure.seriesNames.count > 1 && !style.isColoured }

    /// What stands for a series where points or bars of several are drawn.
    func mark(_ series: Int) -> Character {
        switch figure.marks {
        case .bars:
            if !needsMarks { return style.isUnicode ? "█" : "#" }
            let fills: [Character] = style.isUnicode ? ["█", "▒", "░", "▓", "#", "+", "-"] : ["#", "=", "+", "-", "*", "o", "."]
            return fills[series % fills.count]
        default:
            if !needsMarks { return style.isUnicode ? (figure.kind == .line ? "━" : "●") : "*" }
            let marks: [Character] = ["o", "x", "+", "*", "#", "@", "%"]
            return marks[series % marks.count]
        }
    }

    /// A character as dark as a share; never blank, since nothing has no shade.
    func shade(_ share: Double) -> Character {
        if style.isColoured { return style.isUnicode ? "█" : "#" }
        let shades: [Character] = style.isUnicode ? ["░", "▒", "▓", "█"] : [".", ":", "+", "#"]
        return shades[min(max(Int(share * Double(shades.count)), 0), shades.count - 1)]
    }
}

/// A text in the characters that every terminal has, as wide as before.
enum ASCII {
    private static let substitutes: [Character: String] = [
        "…": "~", "−": "-", "│": "|", "┤": "|", "├": "|", "─": "-", "└": "+", "┼": "+", "┴": "+", "µ": "u", "×": "x", "–": "-",
        "’": "'", "“": "\"", "”": "\"", "┃": "|", "∘": "o",
    ]

    static func text(_ text: String) -> String {
        var plain = ""
        for character in text {
            if character.isASCII {
                plain.append(character)
            } else {
                plain += substitutes[character] ?? String(repeating: "?", count: TextWidth.columns(of: character))
            }
        }
        return plain
    }
}
