import OctavoSource

/// A plot between two axes of numbers.
struct TextFrame {
    let x: ResolvedScale
    let y: ResolvedScale
    let labelWidth: Int
    var canvas: TextCanvas
    private let figure: Figure

    init(_ figure: Figure, width: Int) {
        self.figure = figure
        let height = min(max(width / 5, 8), 18)
        y = figure.y.scale.resolved(atMost: max(height / 3, 3))
        let widest = y.ticks.map { TextWidth.columns(of: $0.words) }.max() ?? 0
        labelWidth = min(widest, width / 3)
        let room = max(width - labelWidth - 2, 8)
        x = TextAxis.fitting(figure.x.scale, room)
        canvas = TextCanvas(width: room, height: height)
    }

    func column(_ value: Double) -> Int { place(x.fraction(value), canvas.width) }
    func row(_ value: Double) -> Int { canvas.height - 1 - place(y.fraction(value), canvas.height) }
    func place(_ share: Double, _ count: Int) -> Int { min(max(Int(share * Double(count)), 0), count - 1) }

    func lines(isColoured: Bool) -> [String] {
        var labels = [String](repeating: "", count: canvas.height)
        for tick in y.ticks { labels[row(tick.value)] = tick.words }
        var lines: [String] = figure.y.title.isEmpty ? [] : [TextWidth.fit(figure.y.title, labelWidth + canvas.width + 2)]
        for row in 0..<canvas.height {
            let label = TextWidth.pad(TextWidth.fit(labels[row], labelWidth), labelWidth, right: true)
            lines.append(label + (labels[row].isEmpty ? " │" : " ┤") + canvas.line(row, isColoured: isColoured))
        }
        let indent = String(repeating: " ", count: labelWidth + 1)
        return lines + TextAxis.lines(x, canvas.width).map { indent + $0 }
            + TextAxis.title(figure.x.title, canvas.width, indent: labelWidth + 2)
    }
}

/// The axis below a plot.
enum TextAxis {
    /// As many ticks as have room for their labels.
    static func fitting(_ scale: Scale, _ width: Int) -> ResolvedScale {
        for count in stride(from: 10, through: 3, by: -1) {
            let resolved = scale.resolved(atMost: count)
            let widest =
                resolved.ticks.map { max(TextWidth.columns(of: $0.label), TextWidth.columns(of: $0.context ?? "")) }.max() ?? 0
            if resolved.ticks.count * (widest + 3) <= width { return resolved }
        }
        return scale.resolved(atMost: 2)
    }

    /// The line with its marks, and the labels; the first character stands below the vertical axis.
    static func lines(_ scale: ResolvedScale, _ width: Int) -> [String] {
        var line = Array(repeating: Character("─"), count: width)
        var labels = LabelLine(width: width + 1)
        var contexts = LabelLine(width: width + 1)
        for tick in scale.ticks {
            let column = min(max(Int(scale.fraction(tick.value) * Double(width)), 0), width - 1)
            line[column] = "┴"
            labels.put(tick.label, around: column + 1)
            if let context = tick.context { contexts.put(context, around: column + 1) }
        }
        return ["└" + String(line), labels.text] + (contexts.text.isEmpty ? [] : [contexts.text])
    }

    static func title(_ title: String, _ width: Int, indent: Int) -> [String] {
        if title.isEmpty { return [] }
        let shown = TextWidth.fit(title, width)
        return [String(repeating: " ", count: indent + (width - TextWidth.columns(of: shown)) / 2) + shown]
    }
}

/// Labels on one line that never touch one another: one without room is left out.
struct LabelLine {
    private let width: Int
    private(set) var text = ""
    private var used = 0

    init(width: Int) { self.width = width }

    mutating func put(_ label: String, around column: Int) {
        let columns = TextWidth.columns(of: label)
        let start = min(max(column - columns / 2, 0), max(width - columns, 0))
        put(label, from: start)
    }

    mutating func put(_ label: String, from start: Int) {
        guard start >= used + (used > 0 ? 1 : 0) else { return }
        text += String(repeating: " ", count: start - used) + label
        used = start + TextWidth.columns(of: label)
    }
}

extension TextDrawer {
    private func finished(_ frame: TextFrame) -> [String] { frame.lines(isColoured: style.isColoured) }

    // MARK: - Lines

    func lineFrame(_ series: [[[Marks.Point]]]) -> [String] {
        var frame = TextFrame(figure, width: width)
        let isFine = style.isUnicode && !needsMarks
        var dots = DotCanvas(width: frame.canvas.width, height: frame.canvas.height)
        for (index, runs) in series.enumerated() {
            for run in runs {
                var last: (x: Int, y: Int)?
                for point in run {
                    let place =
                        isFine
                        ? (
                            x: frame.place(frame.x.fraction(point.x), dots.columns),
                            y: dots.rows - 1 - frame.place(frame.y.fraction(point.y), dots.rows)
                        )
                        : (x: frame.column(point.x), y: frame.row(point.y))
                    Stroke.forEach(last ?? place, place) { column, row in
                        if isFine {
                            dots.set(column, row, ink(index))
                        } else {
                            frame.canvas.set(column, row, mark(index), ink(index))
                        }
                    }
                    last = place
                }
            }
        }
        if isFine { dots.draw(into: &frame.canvas) }
        return finished(frame)
    }

    // MARK: - Points

    func pointFrame(_ points: Marks.Points) -> [String] {
        var frame = TextFrame(figure, width: width)
        let isFine = style.isUnicode && !needsMarks
        var dots = DotCanvas(width: frame.canvas.width, height: frame.canvas.height)
        var ramp: ResolvedScale?
        if case .ramp(_, let scale) = figure.legend { ramp = scale.resolved(atMost: 6) }
        for index in points.x.indices {
            let series = points.series.isEmpty ? 0 : points.series[index]
            let color = points.shade.isEmpty ? ink(series) : Palette.terminalShade(ramp?.fraction(points.shade[index]) ?? 0)
            if isFine {
                let column = frame.place(frame.x.fraction(points.x[index]), dots.columns)
                dots.set(column, dots.rows - 1 - frame.place(frame.y.fraction(points.y[index]), dots.rows), color)
            } else {
                frame.canvas.set(frame.column(points.x[index]), frame.row(points.y[index]), mark(series), color)
            }
        }
        if isFine { dots.draw(into: &frame.canvas) }
        return finished(frame)
    }

    /// The mean of the grid's cells that a character covers, as far as they have a value.
    func cellFrame(_ cells: Marks.Cells) -> [String] {
        var frame = TextFrame(figure, width: width)
        var ramp: ResolvedScale?
        if case .ramp(_, let scale) = figure.legend { ramp = scale.resolved(atMost: 6) }
        var means = [Double](repeating: 0, count: frame.canvas.width * frame.canvas.height)
        var counts = [Int](repeating: 0, count: means.count)
        for row in 0..<cells.rows {
            for column in 0..<cells.columns {
                guard let value = cells.values[row * cells.columns + column] else { continue }
                let columns = span(
                    frame.x.fraction(cells.xEdges[column]), frame.x.fraction(cells.xEdges[column + 1]), frame.canvas.width)
                let rows = span(
                    1 - frame.y.fraction(cells.yEdges[row + 1]), 1 - frame.y.fraction(cells.yEdges[row]), frame.canvas.height)
                for place in rows.flatMap({ row in columns.map { row * frame.canvas.width + $0 } }) {
                    counts[place] += 1
                    means[place] += (value - means[place]) / Double(counts[place])
                }
            }
        }
        for place in means.indices where counts[place] > 0 {
            let share = min(max(ramp?.fraction(means[place]) ?? 0, 0), 1)
            frame.canvas.set(place % frame.canvas.width, place / frame.canvas.width, shade(share), Palette.terminalShade(share))
        }
        return finished(frame)
    }

    /// The characters between two shares of a side, at least one.
    func span(_ from: Double, _ to: Double, _ count: Int) -> Range<Int> {
        let start = min(max(Int((from * Double(count)).rounded()), 0), count - 1)
        let end = min(max(Int((to * Double(count)).rounded()), start + 1), count)
        return start..<max(end, start + 1)
    }

    // MARK: - Upright bars

    func barFrame(_ bars: Marks.Bars) -> [String] {
        var frame = TextFrame(figure, width: width)
        for bar in bars.bars {
            for column in columns(frame, bar.width, isTouching: bars.isGrouped || figure.kind == .histogram) {
                stand(&frame, column, from: bar.start, to: bar.end, bar.series)
            }
        }
        return finished(frame)
    }

    /// A bar's columns. Bars with room for it have one column of ground after them, all alike.
    private func columns(_ frame: TextFrame, _ bar: ClosedRange<Double>, isTouching: Bool) -> Range<Int> {
        let (low, high) = (bar.lowerBound, bar.upperBound)
        if isTouching { return span(frame.x.fraction(low), frame.x.fraction(high), frame.canvas.width) }
        let margin = (high - low) / 8
        let band = span(frame.x.fraction(low - margin), frame.x.fraction(high + margin), frame.canvas.width)
        let narrowest = Int(Double(frame.canvas.width) * (frame.x.fraction(high + margin) - frame.x.fraction(low - margin)))
        return narrowest > 2 && band.count > 1 ? band.dropLast() : band
    }

    private static let rising: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// A bar of one column in eighths of a character; below zero in halves, which is all that Unicode has.
    private func stand(_ frame: inout TextFrame, _ column: Int, from: Double, to: Double, _ series: Int) {
        let height = frame.canvas.height
        let eighths = Double(height * 8)
        let low = Int((min(max(frame.y.fraction(min(from, to)), 0), 1) * eighths).rounded())
        let high = Int((min(max(frame.y.fraction(max(from, to)), 0), 1) * eighths).rounded())
        let full = mark(series)
        for row in 0..<height {
            let filled = min(max(high - row * 8, 0), 8) - min(max(low - row * 8, 0), 8)
            guard filled > 0 else { continue }
            var character = full
            if filled < 8, !needsMarks, style.isUnicode {
                let isTop = high < (row + 1) * 8
                character = isTop ? Self.rising[filled] : filled >= 6 ? full : "▀"
            } else if filled < 4, high - low > 8 {
                continue
            }
            frame.canvas.set(column, height - 1 - row, character, ink(series))
        }
    }
}
