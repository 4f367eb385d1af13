import OctavoSource

extension Figure {
    /// The figure in a sentence or two, for those who do not see it.
    var summary: String {
        var parts = [heading + "."]
        parts.append(axis(x, "x") + "; " + axis(y, "y") + ".")
        if !seriesNames.isEmpty { parts.append("Colours: \(seriesNames.joined(separator: ", ")).") }
        return (parts + notes.map { $0 + "." }).joined(separator: " ")
    }

    private var heading: String {
        switch marks {
        case .bars(let bars):
            kind == .histogram
                ? "Histogram of \(Quantity.of(bars.places.count, "bin"))"
                : "Bar chart of \(Quantity.of(bars.places.count, "place"))"
        case .lines(let series): "Line chart of \(Quantity.of(series.count, "line"))"
        case .points(let points): "Scatter plot of \(Quantity.of(points.x.count, "point"))"
        case .boxes(let boxes): "Box plot of \(Quantity.grouped(boxes.count)) \(boxes.count == 1 ? "box" : "boxes")"
        case .cells(let cells): "Heat map of \(cells.columns) × \(cells.rows) cells"
        }
    }

    private func axis(_ axis: Axis, _ name: String) -> String {
        let title = axis.title.isEmpty ? "none" : axis.title
        if let labels = axis.scale.categories { return "\(name): \(title), \(Quantity.grouped(labels.count)) categories" }
        let ticks = axis.scale.resolved(atMost: 7).ticks
        guard let first = ticks.first, let last = ticks.last else { return "\(name): \(title)" }
        return "\(name): \(title), about \(first.words) to \(last.words)"
    }
}
