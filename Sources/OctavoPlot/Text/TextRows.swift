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
        let count = bars.series.count
        let isOneRow = bars.isStacked || count == 1
        let values = bars.positions.indices.map { place in
            bars.series.map { $0[place] }
        }
        let labels = values.map { row in
            isOneRow
                ? [NumberLabels.short(row.compactMap { $0 }.reduce(0, +), digits: 5)]
                : row.map { $0.map { NumberLabels.short($0, digits: 5) } ?? "" }
        }
        let widest = labels.joined().map { TextWidth.columns(of: $0) }.max() ?? 0
        let room = max(width - names - 1 - widest - 1, 4)
        let ends = Self.ends(values, isStacked: bars.isStacked)
        var lines =
            length.title.isEmpty || figure.title.hasPrefix(length.title)
            ? [] : [name("", names) + TextWidth.fit(length.title, width - names - 1)]
        for place in bars.positions.indices {
            if !isOneRow, place > 0, bars.positions.count <= 12 { lines.append("") }
            for series in 0..<(isOneRow ? 1 : count) {
                if !isOneRow, values[place][series] == nil { continue }
                var canvas = TextCanvas(width: room, height: 1)
                let parts = isOneRow ? values[place] : [values[place][series]]
                var (below, above) = (0.0, 0.0)
                var end = 0
                for (offset, part) in parts.enumerated() {
                    guard let part else { continue }
                    let from = part < 0 ? below : above
                    if part < 0 { below += part } else { above += part }
                    let isRest = bars.restPosition == place
                    let own = isOneRow ? offset : series
                    end = max(end, lie(&canvas, from, from + part, ends, own, isRest: isRest))
                }
                let isFirst = isOneRow || series == values[place].firstIndex { $0 != nil }
                let bar = canvas.line(0, isColoured: style.isColoured)
                // A bar of no length still stands at zero.
                let padding = bar.isEmpty ? String(repeating: " ", count: end) : ""
                lines.append(
                    name(isFirst ? bars.names[place] : "", names) + bar + padding + (end > 0 ? " " : "")
                        + labels[place][isOneRow ? 0 : series])
            }
        }
        return lines
    }

    /// From the lowest to the highest end of all bars, zero included.
    private static func ends(_ values: [[Double?]], isStacked: Bool) -> (lower: Double, upper: Double) {
        var (lower, upper) = (0.0, 0.0)
        for row in values {
            let present = row.compactMap { $0 }
            let lows = present.filter { $0 < 0 }
            let highs = present.filter { $0 > 0 }
            lower = min(lower, isStacked ? lows.reduce(0, +) : lows.min() ?? 0)
            upper = max(upper, isStacked ? highs.reduce(0, +) : highs.max() ?? 0)
        }
        return (lower, upper == lower ? lower + 1 : upper)
    }

    /// A bar in eighths of a character. Gives the column after its end.
    private func lie(
        _ canvas: inout TextCanvas, _ from: Double, _ to: Double, _ ends: (lower: Double, upper: Double), _ series: Int,
        isRest: Bool
    ) -> Int {
        let eighths = Double(canvas.width * 8)
        func place(_ value: Double) -> Int {
            Int(((value / 2 - ends.lower / 2) / (ends.upper / 2 - ends.lower / 2) * eighths).rounded())
        }
        let (low, high) = (place(min(from, to)), max(place(max(from, to)), place(min(from, to)) + (from == to ? 0 : 1)))
        let color = isRest ? Palette.rest.terminal : ink(series)
        for column in 0..<canvas.width {
            let filled = min(max(high - column * 8, 0), 8) - min(max(low - column * 8, 0), 8)
            guard filled > 0 else { continue }
            var character = mark(series)
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
                line += painted(String(repeating: shade(share), count: columnWidth), Palette.terminalShade(share))
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
}
