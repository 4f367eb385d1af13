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
        let count = bars.series.count
        let isGrouped = !bars.isStacked && count > 1
        let isLabelled = count == 1 && bars.edges.isEmpty && bars.positions.count <= Self.labelledBars && labelsFit(bars)
        for place in bars.positions.indices {
            var (below, above) = (0.0, 0.0)
            for series in 0..<count {
                guard let length = bars.series[series][place] else { continue }
                var (low, high) = (bars.positions[place] - bars.width / 2, bars.positions[place] + bars.width / 2)
                if !bars.edges.isEmpty { (low, high) = (bars.edges[place], bars.edges[place + 1]) }
                if isGrouped {
                    let width = (high - low) / Double(count)
                    (low, high) = (low + width * Double(series), low + width * Double(series + 1))
                }
                let from = bars.isStacked ? (length < 0 ? below : above) : 0
                if length < 0 { below += length } else { above += length }
                let isRest = bars.restPosition == place || figure.isRest(series)
                let name = count > 1 ? bars.names[place] + ", " + figure.seriesNames[series] : bars.names[place]
                drawBar(
                    low, high, from: from, to: from + length, "class=\"\(SVGStyle.ink("f", series, isRest: isRest))\"",
                    title: "\(name): \(NumberLabels.short(length, digits: 6))")
                if isLabelled { labelBar((low + high) / 2, length) }
            }
        }
    }

    /// A pixel of ground between neighbours keeps them apart.
    private mutating func drawBar(
        _ low: Double, _ high: Double, from start: Double, to end: Double, _ attributes: String, title: String
    ) {
        if figure.isHorizontal {
            let (top, bottom) = (layout.yPlace(low), layout.yPlace(high))
            let (left, right) = (layout.xPlace(min(start, end)), layout.xPlace(max(start, end)))
            svg.rectangle(left, top + 0.5, right - left, max(bottom - top - 1, 0.5), attributes, title: title)
        } else {
            let (left, right) = (layout.xPlace(low), layout.xPlace(high))
            let gap = right - left > 3 ? 0.5 : 0
            let (top, bottom) = (layout.yPlace(max(start, end)), layout.yPlace(min(start, end)))
            svg.rectangle(left + gap, top, max(right - left - 2 * gap, 0.5), bottom - top, attributes, title: title)
        }
    }

    private func labelsFit(_ bars: Marks.Bars) -> Bool {
        if figure.isHorizontal { return true }
        let room = layout.plot.width * bars.width / 0.8 / max(layout.x.upper - layout.x.lower, bars.width)
        return bars.series[0].allSatisfy { length in
            length.map { FontMetrics.width(NumberLabels.short($0), size: SVGStyle.noteSize) + 2 <= room } ?? true
        }
    }

    private mutating func labelBar(_ middle: Double, _ length: Double) {
        let label = NumberLabels.short(length)
        let width = FontMetrics.width(label, size: SVGStyle.noteSize)
        if figure.isHorizontal {
            let end = layout.xPlace(length)
            let isLeft = length < 0
            // A bar to the end of the plot has its label inside.
            let isInside = isLeft ? end - width - 6 < layout.plot.left : end + width + 6 > layout.plot.right
            let x = isLeft == isInside ? end + 5 : end - 5
            svg.text(
                label, x, layout.yPlace(middle) + 4, isInside ? "paper note" : "soft note",
                anchor: isLeft == isInside ? "" : "end")
        } else {
            let end = layout.yPlace(length)
            let isInside = length < 0 && end + 14 > layout.plot.bottom
            let y = length < 0 && !isInside ? end + 12 : end - 5
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
        let attributes = "class=\"f0\" fill-opacity=\"0.55\""
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
        // Cells that touch would show the ground between them otherwise.
        svg.open("g\(isNamed ? "" : " shape-rendering=\"crispEdges\"")")
        defer { svg.close("g") }
        for row in 0..<cells.rows {
            for column in 0..<cells.columns {
                guard let value = cells.values[row * cells.columns + column] else { continue }
                let share = layout.legend.ramp.map { $0.fraction(value) } ?? 0
                let (left, right) = (layout.xPlace(cells.xEdges[column]), layout.xPlace(cells.xEdges[column + 1]))
                let (one, other) = (layout.yPlace(cells.yEdges[row]), layout.yPlace(cells.yEdges[row + 1]))
                let (top, bottom) = (min(one, other), max(one, other))
                let gap = isNamed && right - left > 6 ? 0.5 : 0
                let label = NumberLabels.short(value, digits: 3)
                let title =
                    isNamed ? "\(cells.xNames[column]), \(cells.yNames[row]): \(NumberLabels.short(value, digits: 6))" : nil
                svg.rectangle(
                    left + gap, top + gap, right - left - 2 * gap, bottom - top - 2 * gap, "fill=\"\(Palette.shadeText(share))\"",
                    title: title)
                if isNamed, FontMetrics.width(label, size: SVGStyle.noteSize) + 6 <= right - left, bottom - top >= 16 {
                    svg.text(
                        label, (left + right) / 2, (top + bottom) / 2 + 4, "note", anchor: "middle",
                        extra: " fill=\"\(Palette.isBright(share) ? "#000000" : "#ffffff")\"")
                }
            }
        }
    }
}
