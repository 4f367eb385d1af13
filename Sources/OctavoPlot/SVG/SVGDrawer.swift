/// A figure as an SVG document: the same bytes on every machine, without scripts, fonts or identifiers; light or dark as the
/// reader's system is.
package struct SVGDrawer {
    let figure: Figure
    let layout: SVGLayout
    var svg = SVGWriter()

    package static func draw(_ figure: Figure) -> String {
        var drawer = SVGDrawer(figure: figure, layout: SVGLayout(figure))
        drawer.draw()
        return drawer.svg.text
    }

    private mutating func draw() {
        let width = SVGWriter.number(SVGStyle.width)
        let height = SVGWriter.number(layout.height)
        svg.open(
            "svg xmlns=\"http://www.w3.org/2000/svg\" class=\"octavo-plot\" role=\"img\" width=\"\(width)\" height=\"\(height)\" "
                + "viewBox=\"0 0 \(width) \(height)\"")
        svg.add("<title>\(SVGWriter.escaped(figure.title))</title>")
        svg.add("<desc>\(SVGWriter.escaped(figure.summary))</desc>")
        svg.open("style")
        for line in SVGStyle.sheet { svg.add(line) }
        svg.close("style")
        svg.add("<rect class=\"paper\" width=\"\(width)\" height=\"\(height)\"/>")
        drawHeading()
        drawAxes()
        svg.open("g")
        drawMarks()
        svg.close("g")
        if figure.isEmpty {
            svg.text("no values to draw", layout.plot.middleX, layout.plot.middleY, "soft", anchor: "middle")
        }
        drawLegend()
        drawNotes()
        svg.close("svg")
    }

    // MARK: - Around the plot

    private mutating func drawHeading() {
        let room = SVGStyle.width - 2 * SVGStyle.edge
        // Bold letters are a tenth wider.
        let title = FontMetrics.fit(figure.title, room / 1.1, size: SVGStyle.titleSize)
        svg.text(title, SVGStyle.edge, 28, "ink title")
    }

    private mutating func drawNotes() {
        for (index, note) in layout.notes.enumerated() {
            svg.text(note, SVGStyle.edge, layout.notesTop + Double(index) * 15, "soft note")
        }
    }

    private mutating func drawAxes() {
        let plot = layout.plot
        if !layout.yTitle.isEmpty { svg.text(layout.yTitle, SVGStyle.edge, plot.top - 18, "soft") }
        let xTitle = FontMetrics.fit(figure.x.title, SVGStyle.width - 2 * SVGStyle.edge, size: SVGStyle.labelSize)
        svg.text(xTitle, layout.xTitleMiddle, layout.xTitleTop, "soft", anchor: "middle")
        let isGrid = if case .cells = figure.marks { true } else { false }
        if figure.y.scale.categories == nil {
            for tick in layout.y.ticks {
                let y = layout.yPlace(tick.value)
                if !isGrid { svg.line(plot.left, y, plot.right, y, "grid") }
                svg.text(tick.words, plot.left - 8, y + 4, "soft", anchor: "end")
            }
        } else {
            for tick in layout.y.ticks {
                let label = FontMetrics.fit(tick.label, layout.yLabelRoom, size: SVGStyle.labelSize)
                svg.text(label, plot.left - 8, layout.yPlace(tick.value) + 4, "ink", anchor: "end")
            }
        }
        drawXAxis(isGrid: isGrid)
    }

    private mutating func drawXAxis(isGrid: Bool) {
        let plot = layout.plot
        let isCategory = figure.x.scale.categories != nil
        let hasLines = !isCategory && !isGrid && figure.kind != .histogram && (figure.kind != .bar || figure.isHorizontal)
        for tick in layout.x.ticks {
            let x = layout.xPlace(tick.value)
            if hasLines { svg.line(x, plot.top, x, plot.bottom, "grid") }
            if !isCategory { svg.line(x, plot.bottom, x, plot.bottom + 4, "axis") }
            if let names = layout.xNames, names.form == .slanted {
                let label = FontMetrics.fit(tick.label, names.room, size: SVGStyle.labelSize)
                let (left, top) = (SVGWriter.number(x + 4), SVGWriter.number(plot.bottom + 14))
                svg.text(label, x + 4, plot.bottom + 14, "ink", anchor: "end", extra: " transform=\"rotate(-40 \(left) \(top))\"")
            } else {
                let lines = layout.xNames?.lines[Int(tick.value)] ?? [tick.label] + (tick.context.map { [$0] } ?? [])
                for (number, line) in lines.enumerated() {
                    let middle = layout.inside(x, FontMetrics.width(line, size: SVGStyle.labelSize))
                    let top = plot.bottom + 18 + Double(number) * SVGLayout.lineHeight
                    svg.text(line, middle, top, isCategory ? "ink" : "soft", anchor: "middle")
                }
            }
        }
        // The line that bars stand on; below it when some hang down.
        let baseline = figure.isHorizontal ? plot.bottom : layout.baseline
        svg.line(plot.left, plot.bottom, plot.right, plot.bottom, "axis")
        if baseline != plot.bottom, !isGrid { svg.line(plot.left, baseline, plot.right, baseline, "axis") }
        if figure.isHorizontal { svg.line(layout.zeroX, plot.top, layout.zeroX, plot.bottom, "axis") }
    }
}
