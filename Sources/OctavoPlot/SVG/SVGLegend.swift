/// What the colours mean: names above the plot, or a ramp of shades at its right.
struct SVGLegend {
    struct Entry {
        let label: String
        let x: Double
        let row: Int
    }

    let entries: [Entry]
    let title: String
    let rowCount: Int
    /// A ramp's width with its labels; 0 where there is none.
    let rampWidth: Double
    let ramp: ResolvedScale?

    static let rampBar = 14.0
    static func rampHeight(_ plotHeight: Double) -> Double { min(plotHeight, 180) }
    private static let longestLabel = 180.0

    /// `height`: of the plot beside it, which decides how many of a ramp's ticks have room.
    init(_ figure: Figure, height: Double) {
        let size = SVGStyle.labelSize
        switch figure.isEmpty ? .none : figure.legend {
        case .none: (entries, title, rowCount, rampWidth, ramp) = ([], "", 0, 0, nil)
        case .series(let title, let names, _):
            let shown = FontMetrics.fit(title, Self.longestLabel, size: size)
            var entries: [Entry] = []
            var x = SVGStyle.edge + FontMetrics.width(shown, size: size) + 14
            var row = 0
            for name in names {
                let label = FontMetrics.fit(name, Self.longestLabel, size: size)
                let width = 16 + FontMetrics.width(label, size: size) + 16
                if x + width > SVGStyle.width - SVGStyle.edge + 16, x > SVGStyle.edge {
                    row += 1
                    x = SVGStyle.edge
                }
                entries.append(Entry(label: label, x: x, row: row))
                x += width
            }
            (self.entries, self.title, rowCount, rampWidth, ramp) = (entries, shown, row + 1, 0, nil)
        case .ramp(let title, let scale):
            let resolved = scale.resolved(atMost: min(Int(Self.rampHeight(height) / 20), 6))
            let labels = resolved.ticks.map { FontMetrics.width($0.label, size: size) }.max() ?? 0
            let shown = FontMetrics.fit(title, 110, size: size)
            (entries, self.title, rowCount, ramp) = ([], shown, 0, resolved)
            rampWidth = 24 + max(Self.rampBar + 8 + labels, FontMetrics.width(shown, size: size))
        }
    }
}

extension SVGDrawer {
    mutating func drawLegend() {
        let legend = layout.legend
        if let ramp = legend.ramp { return drawRamp(ramp, legend.title) }
        guard legend.rowCount > 0 else { return }
        svg.text(legend.title, SVGStyle.edge, 52, "soft")
        let isLine = figure.kind == .line
        for (series, entry) in legend.entries.enumerated() {
            let y = 52 + Double(entry.row) * 20
            let isRest = figure.isRest(series)
            if isLine {
                svg.line(entry.x, y - 4, entry.x + 12, y - 4, "line " + SVGStyle.ink("s", series, isRest: isRest))
            } else {
                svg.rectangle(entry.x, y - 10, 11, 11, "class=\"\(SVGStyle.ink("f", series, isRest: isRest))\" rx=\"2\"")
            }
            svg.text(entry.label, entry.x + 16, y, "ink")
        }
    }

    /// Thirty-two steps are more than the eye tells apart at this size.
    private mutating func drawRamp(_ ramp: ResolvedScale, _ title: String) {
        let steps = 32
        let left = layout.plot.right + 24
        let top = layout.plot.top
        let height = SVGLegend.rampHeight(layout.plot.height)
        svg.text(title, left, top - 12, "soft")
        for step in 0..<steps {
            let share = 1 - (Double(step) + 0.5) / Double(steps)
            svg.rectangle(
                left, top + height * Double(step) / Double(steps), SVGLegend.rampBar, height / Double(steps) + 0.5,
                "fill=\"\(Palette.shadeText(share))\"")
        }
        for tick in ramp.ticks {
            let y = top + height * (1 - ramp.fraction(tick.value))
            svg.line(left + SVGLegend.rampBar, y, left + SVGLegend.rampBar + 4, y, "axis")
            svg.text(tick.label, left + SVGLegend.rampBar + 7, y + 4, "soft")
        }
    }
}
