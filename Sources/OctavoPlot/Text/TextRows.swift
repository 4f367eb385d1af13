import OctavoSource

/// Categories below one another: bars and boxes that lie, and grids of shades.
extension TextDrawer {
    /// The room for the names at the left.
    private func nameWidth(_ names: [String]) -> Int {
        min(names.map { TextWidth.columns(of: $0) }.max() ?? 0, max(width * 2 / 5, 8))
    }

    private func name(_ name: String, _ columns: Int) -> String { TextWidth.pad(TextWidth.fit(name, columns), columns) + " " }

    // MARK: - Bars

    private static let growing: [Character] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

    func barRows(_ bars: Marks.Bars) -> [String] {
        let length = figure.isHorizontal ? figure.x : figure.y
        let names = nameWidth(bars.names)
        let isOneRow = !bars.isGrouped
        let rows = Dictionary(grouping: bars.bars) { $0.place }
        let lengths = bars.bars.map(\.length)
        let sums = bars.places.indices.map { place in (rows[place] ?? []).reduce(0) { $0 + $1.length } }
        let words = NumberLabels.alike(isOneRow ? sums : lengths, digits: 5)
        let widest = words.map { TextWidth.columns(of: $0) }.max() ?? 0
        let room = max(width - names - 1 - widest - 1, 4)
        let ends = LyingEnds(bars.bars, columns: room)
        var lines =
            length.title.isEmpty || figure.title.hasPrefix(length.title)
            ? [] : [name("", names) + TextWidth.fit(length.title, width - names - 1)]
        var drawn = 0
        for place in bars.places.indices {
            let own = rows[place] ?? []
            if !isOneRow, place > 0, bars.places.count <= 12 { lines.append("") }
            for (index, parts) in (isOneRow ? [own] : own.map { [$0] }).enumerated() {
                var canvas = TextCanvas(width: room, height: 1)
                var end = 0
                for part in parts { end = max(end, lie(&canvas, part, ends, isRest: bars.restPlace == place)) }
                let bar = canvas.line(0, isColoured: style.isColoured)
                // A bar of no length still stands at zero.
                let padding = bar.isEmpty ? String(repeating: " ", count: end) : ""
                let word = parts.isEmpty ? "" : words[isOneRow ? place : drawn]
                lines.append(name(index == 0 ? bars.names[place] : "", names) + bar + padding + (end > 0 ? " " : "") + word)
                drawn += parts.count
            }
        }
        return lines
    }

    /// Where lying bars end, in eighths of a character; zero stands between two characters.
    private struct LyingEnds {
        private let zero: Double
        private let unit: Double

        /// All bars fit into `columns`, zero included.
        init(_ bars: [Marks.Bars.Bar], columns: Int) {
            // Halved: the sum of the two largest numbers is none.
            let lower = min(bars.map { $0.end / 2 }.min() ?? 0, 0)
            let upper = max(bars.map { $0.end / 2 }.max() ?? 0, 0)
            let span = upper - lower
            // Each side that has bars has a column at least.
            let (fewest, most) = (lower < 0 ? 1.0 : 0, Double(columns) - (upper > 0 ? 1 : 0))
            let left = span > 0 ? min(max((Double(columns) * -lower / span).rounded(), fewest), most) : 0
            zero = left * 8
            let (below, above) = (left / -lower, (Double(columns) - left) / upper)
            unit = span > 0 ? min(lower < 0 ? below : above, upper > 0 ? above : below) * 8 : 0
        }

        func place(_ value: Double) -> Int { Int((zero + value / 2 * unit).rounded()) }
    }

    /// A bar in eighths of a character. Gives the column after its end.
    private func lie(_ canvas: inout TextCanvas, _ bar: Marks.Bars.Bar, _ ends: LyingEnds, isRest: Bool) -> Int {
        var (low, high) = (ends.place(min(bar.start, bar.end)), ends.place(max(bar.start, bar.end)))
        // A bar too short to see is seen, on its side.
        if bar.length > 0 { high = max(high, low + 1) }
        if bar.length < 0 { low = min(low, high - 1) }
        let color = isRest ? Palette.rest.terminal : ink(bar.series)
        for column in 0..<canvas.width {
            let filled = min(max(high - column * 8, 0), 8) - min(max(low - column * 8, 0), 8)
            guard filled > 0 else { continue }
            var character = mark(bar.series)
            if filled < 8, style.isUnicode, !needsMarks {
                character = high < (column + 1) * 8 ? Self.growing[filled] : filled >= 6 ? "█" : "▐"
            } else if filled < 4, high - low > 8 {
                continue
            }
            canvas.set(column, 0, character, color)
        }
        return min((high + 7) / 8, canvas.width)
    }

    // MARK: - Boxes

    func boxRows(_ boxes: [Marks.Box]) -> [String] {
        let value = figure.isHorizontal ? figure.x : figure.y
        let labels = (figure.isHorizontal ? figure.y : figure.x).scale.categories ?? []
        let names = nameWidth(labels)
        let room = max(width - names - 2, 8)
        let scale = TextAxis.fitting(value.scale, room)
        var lines: [String] = []
        for box in boxes {
            var canvas = TextCanvas(width: room, height: 1)
            func column(_ value: Double) -> Int { min(max(Int(scale.fraction(value) * Double(room)), 0), room - 1) }
            let color = ink(0)
            for outlier in box.outliers { canvas.set(column(outlier), 0, style.isUnicode ? "∘" : "o", color) }
            let (low, first, third, high) = (
                column(box.low), column(box.lowerQuartile), column(box.upperQuartile), column(box.high)
            )
            for place in low...max(high, low) { canvas.set(place, 0, "─", color) }
            canvas.set(low, 0, "├", color)
            canvas.set(high, 0, "┤", color)
            for place in first...max(third, first) { canvas.set(place, 0, style.isUnicode ? "▒" : "=", color) }
            canvas.set(column(box.median), 0, "┃", nil)
            let place = labels.indices.contains(Int(box.position)) ? labels[Int(box.position)] : ""
            lines.append(name(place, names) + "│" + canvas.line(0, isColoured: style.isColoured))
        }
        let indent = String(repeating: " ", count: names + 1)
        return lines + TextAxis.lines(scale, room).map { indent + $0 } + TextAxis.title(value.title, room, indent: names + 2)
    }

    // MARK: - Grids

    func cellRows(_ cells: Marks.Cells) -> [String] {
        var ramp: ResolvedScale?
        if case .ramp(_, let scale) = figure.legend { ramp = scale.resolved(atMost: 6) }
        let names = min(nameWidth(cells.yNames), max(width - cells.columns - 2, 6))
        let columnWidth = min(max((width - names - 2) / max(cells.columns, 1), 1), 12)
        let words = NumberLabels.alike(cells.values.map { $0 ?? 0 }, digits: 3)
        let isLabelled = (words.map { TextWidth.columns(of: $0) }.max() ?? 0) + 4 <= columnWidth
        let shownColumns = min(cells.columns, (width - names - 2) / columnWidth)
        // Numbers run upwards as on every other axis; categories down, as they are read.
        let isUpward = figure.y.scale.categories == nil
        var lines = figure.y.title.isEmpty ? [] : [TextWidth.fit(figure.y.title, width)]
        for row in isUpward ? Array((0..<cells.rows).reversed()) : Array(0..<cells.rows) {
            var line = name(cells.yNames[row], names) + "│"
            for column in 0..<shownColumns {
                guard let value = cells.values[row * cells.columns + column] else {
                    line += String(repeating: " ", count: columnWidth)
                    continue
                }
                let share = min(max(ramp?.fraction(value) ?? 0, 0), 1)
                line += cell(isLabelled ? words[row * cells.columns + column] : "", share, columnWidth)
            }
            while line.last == " " { line.removeLast() }
            lines.append(line)
        }
        let indent = String(repeating: " ", count: names + 2)
        var labels = LabelLine(width: width - names - 2)
        for column in 0..<shownColumns {
            let label =
                columnWidth >= 4 ? TextWidth.fit(cells.xNames[column], columnWidth - 1) : TextWidth.fit(cells.xNames[column], 12)
            labels.put(label, from: column * columnWidth)
        }
        lines.append(String(repeating: " ", count: names + 1) + "└" + String(repeating: "─", count: shownColumns * columnWidth))
        lines.append(indent + labels.text)
        lines += TextAxis.title(figure.x.title, shownColumns * columnWidth, indent: names + 2)
        return shownColumns < cells.columns
            ? lines + ["\(Quantity.grouped(cells.columns - shownColumns)) more columns need a wider terminal"] : lines
    }

    /// A shade as wide as a column, with a number in its middle where there is one.
    private func cell(_ word: String, _ share: Double, _ columns: Int) -> String {
        func shaded(_ count: Int) -> String {
            painted(String(repeating: shade(share), count: count), Palette.terminalShade(share))
        }
        if word.isEmpty { return shaded(columns) }
        let rest = columns - TextWidth.columns(of: word) - 2
        return shaded(rest / 2) + " \(word) " + shaded(rest - rest / 2)
    }
}
