extension SVGDrawer {
    mutating func drawMarks() {
        switch figure.marks {
        case .bars(let bars): drawBars(bars)
        case .lines(let series): for (index, runs) in series.enumerated() { drawLine(runs, index) }
        case .points(let points): drawPoints(points)
        case .boxes(let boxes): for box in boxes { drawBox(box) }
        case .cells(let cells): drawCells(cells)
        }
    }

    // MARK: - Bars

    /// Values are written at the bars where each has room for its own.
    private static let labelledBars = 24

    private mutating func drawBars(_ bars: Marks.Bars) {
        let labels = barLabels(bars)
        for bar in bars.bars {
            let isRest = bars.restPlace == bar.place || figure.isRest(bar.series)
            let name =
                bars.series.count > 1 ? bars.names[bar.place] + ", " + figure.seriesNames[bar.series] : bars.names[bar.place]
            drawBar(
                bar, "class=\"\(SVGStyle.ink("f", bar.series, isRest: isRest))\"",
                title: "\(name): \(NumberLabels.short(bar.length, digits: 6))")
            if let labels { labelBar(bar, labels[bar.place]) }
        }
    }

    /// What stands at each place's bar; `nil` where not every bar has room for its own.
    private func barLabels(_ bars: Marks.Bars) -> [String]? {
        guard bars.series.count == 1, figure.kind == .bar, bars.places.count <= Self.labelledBars else { return nil }
        let labels = NumberLabels.alike(bars.series[0].map { $0 ?? 0 })
        if figure.isHorizontal { return labels }
        let room = bars.places.map { layout.xPlace($0.upperBound) - layout.xPlace($0.lowerBound) }.min() ?? 0
        let widest = labels.map { FontMetrics.width($0, size: SVGStyle.noteSize) }.max() ?? 0
        return widest + 2 <= room / 0.8 ? labels : nil
    }

    /// A pixel of ground between neighbours keeps them apart.
    private mutating func drawBar(_ bar: Marks.Bars.Bar, _ attributes: String, title: String) {
        let (least, most) = (min(bar.start, bar.end), max(bar.start, bar.end))
        if figure.isHorizontal {
            let (top, bottom) = (layout.yPlace(bar.width.lowerBound), layout.yPlace(bar.width.upperBound))
            let (left, right) = (layout.xPlace(least), layout.xPlace(most))
            svg.rectangle(left, top + 0.5, right - left, max(bottom - top - 1, 0.5), attributes, title: title)
        } else {
            let (left, right) = (layout.xPlace(bar.width.lowerBound), layout.xPlace(bar.width.upperBound))
            let gap = right - left > 3 ? 0.5 : 0
            let (top, bottom) = (layout.yPlace(most), layout.yPlace(least))
            svg.rectangle(left + gap, top, max(right - left - 2 * gap, 0.5), bottom - top, attributes, title: title)
        }
    }

    private mutating func labelBar(_ bar: Marks.Bars.Bar, _ label: String) {
        let width = FontMetrics.width(label, size: SVGStyle.noteSize)
        let middle = bar.width.lowerBound + (bar.width.upperBound - bar.width.lowerBound) / 2
        let isNegative = bar.length < 0
        if figure.isHorizontal {
            let end = layout.xPlace(bar.end)
            // A bar to the end of the plot has its label inside.
            let isInside = isNegative ? end - width - 6 < layout.plot.left : end + width + 6 > layout.plot.right
            let x = isNegative == isInside ? end + 5 : end - 5
            svg.text(
                label, x, layout.yPlace(middle) + 4, isInside ? "paper note" : "soft note",
                anchor: isNegative == isInside ? "" : "end")
        } else {
            let end = layout.yPlace(bar.end)
            let isInside = isNegative && end + 14 > layout.plot.bottom
            let y = isNegative && !isInside ? end + 12 : end - 5
            svg.text(label, layout.xPlace(middle), y, isInside ? "paper note" : "soft note", anchor: "middle")
        }
    }

    // MARK: - Lines and points

    /// Points of a short line are marked.
    private static let markedPoints = 40
    private static let pointsALine = 12

    private mutating func drawLine(_ runs: [[Marks.Point]], _ series: Int) {
        let isRest = figure.isRest(series)
        let stroke = SVGStyle.ink("s", series, isRest: isRest)
        let count = runs.reduce(0) { $0 + $1.count }
        var pieces: [String] = []
        for run in runs where run.count > 1 {
            for (index, point) in run.enumerated() {
                pieces.append("\(index == 0 ? "M" : "L")\(place(point))")
            }
        }
        if !pieces.isEmpty {
            svg.add("<path class=\"line \(stroke)\" d=\"")
            for start in stride(from: 0, to: pieces.count, by: Self.pointsALine) {
                svg.add(pieces[start..<min(start + Self.pointsALine, pieces.count)].joined())
            }
            svg.add("\"/>")
        }
        for run in runs where run.count == 1 || count <= Self.markedPoints {
            for point in run { drawDot(point, 3.2, SVGStyle.ink("f", series, isRest: isRest)) }
        }
    }

    private func place(_ point: Marks.Point) -> String {
        "\(SVGWriter.number(layout.xPlace(point.x))) \(SVGWriter.number(layout.yPlace(point.y)))"
    }

    private mutating func drawDot(_ point: Marks.Point, _ radius: Double, _ classes: String, _ extra: String = "") {
        svg.add(
            "<circle \(classes.isEmpty ? "" : "class=\"\(classes)\" ")cx=\"\(SVGWriter.number(layout.xPlace(point.x)))\" "
                + "cy=\"\(SVGWriter.number(layout.yPlace(point.y)))\" r=\"\(SVGWriter.number(radius))\"\(extra)/>")
    }

    private mutating func drawPoints(_ points: Marks.Points) {
        let count = points.x.count
        let radius = count > 2000 ? 1.8 : count > 500 ? 2.4 : 3.4
        // Where points crowd, their ground shows how many lie on one another.
        let opacity = !points.shade.isEmpty ? "0.85" : count > 500 ? "0.45" : "0.75"
        svg.open("g fill-opacity=\"\(opacity)\"")
        for index in 0..<count {
            let point = Marks.Point(x: points.x[index], y: points.y[index])
            if !points.shade.isEmpty {
                let share = layout.legend.ramp?.fraction(points.shade[index]) ?? 0
                drawDot(point, radius, "", " fill=\"\(Palette.shadeText(share))\"")
            } else {
                let series = points.series.isEmpty ? 0 : points.series[index]
                drawDot(point, radius, SVGStyle.ink("f", series, isRest: figure.isRest(series)))
            }
        }
        svg.close("g")
    }

    // MARK: - Boxes

    private mutating func drawBox(_ box: Marks.Box) {
        // Boxes of few categories would be as wide as doors.
        let band = figure.isHorizontal ? layout.plot.height / max(layout.y.upper - layout.y.lower, 1) : layout.bandWidth
        let half = min(band * 0.3, 32)
        let center = figure.isHorizontal ? layout.yPlace(box.position) : layout.xPlace(box.position)
        func along(_ value: Double) -> Double { figure.isHorizontal ? layout.xPlace(value) : layout.yPlace(value) }
        let (low, first, median, third, high) = (
            along(box.low), along(box.lowerQuartile), along(box.median), along(box.upperQuartile), along(box.high)
        )
        let values = [box.low, box.lowerQuartile, box.median, box.upperQuartile, box.high].map {
            NumberLabels.short($0, digits: 5)
        }
        let title = "\(box.name): \(values.joined(separator: ", ")); \(box.count) values"
        let attributes = "class=\"box s0\""
        if figure.isHorizontal {
            svg.line(low, center, first, center, "whisker s0")
            svg.line(third, center, high, center, "whisker s0")
            svg.rectangle(first, center - half, max(third - first, 0.5), 2 * half, attributes, title: title)
            svg.line(median, center - half, median, center + half, "mid")
        } else {
            svg.line(center, low, center, first, "whisker s0")
            svg.line(center, third, center, high, "whisker s0")
            svg.rectangle(center - half, third, 2 * half, max(first - third, 0.5), attributes, title: title)
            svg.line(center - half, median, center + half, median, "mid")
        }
        for value in box.outliers {
            let (x, y) = figure.isHorizontal ? (along(value), center) : (center, along(value))
            svg.add(
                "<circle class=\"whisker s0\" cx=\"\(SVGWriter.number(x))\" cy=\"\(SVGWriter.number(y))\" r=\"2.5\"/>")
        }
    }

    // MARK: - Cells

    private mutating func drawCells(_ cells: Marks.Cells) {
        let isNamed = !cells.xNames.isEmpty
        let labels = isNamed ? cellLabels(cells) : nil
        // Cells that touch would show the ground between them otherwise.
        svg.open("g\(isNamed ? "" : " shape-rendering=\"crispEdges\"")")
        defer { svg.close("g") }
        for row in 0..<cells.rows {
            for column in 0..<cells.columns {
                let place = row * cells.columns + column
                guard let value = cells.values[place] else { continue }
                let share = layout.legend.ramp.map { $0.fraction(value) } ?? 0
                let (left, right) = (layout.xPlace(cells.xEdges[column]), layout.xPlace(cells.xEdges[column + 1]))
                let (one, other) = (layout.yPlace(cells.yEdges[row]), layout.yPlace(cells.yEdges[row + 1]))
                let (top, bottom) = (min(one, other), max(one, other))
                let gap = isNamed && right - left > 6 ? 0.5 : 0
                let title =
                    isNamed ? "\(cells.xNames[column]), \(cells.yNames[row]): \(NumberLabels.short(value, digits: 6))" : nil
                svg.rectangle(
                    left + gap, top + gap, right - left - 2 * gap, bottom - top - 2 * gap, "fill=\"\(Palette.shadeText(share))\"",
                    title: title)
                if let labels {
                    svg.text(
                        labels[place], (left + right) / 2, (top + bottom) / 2 + 4, "note", anchor: "middle",
                        extra: " fill=\"\(Palette.isBright(share) ? "#000000" : "#ffffff")\"")
                }
            }
        }
    }

    /// What stands in each cell; `nil` where not every cell has room for its own.
    private func cellLabels(_ cells: Marks.Cells) -> [String]? {
        let labels = NumberLabels.alike(cells.values.map { $0 ?? 0 }, digits: 3)
        let widest = labels.map { FontMetrics.width($0, size: SVGStyle.noteSize) }.max() ?? 0
        let width = layout.plot.width / Double(max(cells.columns, 1))
        return widest + 4 <= width && layout.plot.height / Double(max(cells.rows, 1)) >= 16 ? labels : nil
    }
}
