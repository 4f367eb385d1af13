import OctavoSource
import OctavoTable

extension FigureBuilder {
    private static let boxLimit = 24
    /// Values beyond the whiskers that are drawn for one box.
    private static let outlierLimit = 60

    func box() throws -> Figure {
        let isHorizontal = request.y == nil || (request.y?.type.plotClass == .category && request.x?.type.plotClass == .number)
        let valueRole: PlotRequest.Role = isHorizontal ? .x : .y
        let placeRole: PlotRequest.Role = isHorizontal ? .y : .x
        guard let values = try numbers(valueRole) else { return emptyFigure(.box) }
        let places = try categories(placeRole)
        var groups = [[Double]](repeating: [], count: places?.labels.count ?? 1)
        for (row, value) in values.values.enumerated() where !value.isNaN {
            groups[places.map { Int($0.codes[row]) } ?? 0].append(value)
        }
        var kept = Array(groups.indices)
        var notes = Self.leftOut([values])
        if kept.count > Self.boxLimit {
            notes.append("the \(Self.boxLimit) most frequent of \(Quantity.grouped(kept.count)) are drawn")
            kept = kept.sorted { (groups[$1].count, $0) < (groups[$0].count, $1) }.prefix(Self.boxLimit).sorted()
        }
        var hidden = 0
        let boxes = try kept.enumerated().compactMap { place, group -> Marks.Box? in
            try context.cancellation.check()
            guard let box = Self.box(groups[group].sorted(), at: Double(place), name: places?.labels[group] ?? values.name) else {
                return nil
            }
            hidden += box.hidden
            return box.box
        }
        if hidden > 0 {
            notes.append("\(Quantity.of(hidden, "value")) beyond the whiskers \(hidden == 1 ? "is" : "are") not drawn")
        }
        var range: (lower: Double, upper: Double)?
        for box in boxes {
            let (low, high) = (min(box.low, box.outliers.first ?? box.low), max(box.high, box.outliers.last ?? box.high))
            range = (min(range?.lower ?? low, low), max(range?.upper ?? high, high))
        }
        let value = Self.axis(values, range, .linear, isLoose: true)
        let labels = kept.map { places?.labels[$0] ?? "" }
        let place = Figure.Axis(name(request[placeRole]), .category(CategoryScale(places == nil ? [""] : labels)))
        let words =
            places == nil
            ? "distribution of \(TextWidth.escaped(values.name))" : "\(TextWidth.escaped(values.name)) by \(place.title)"
        return Figure(
            .box, title: title(words), x: isHorizontal ? value : place, y: isHorizontal ? place : value, marks: .boxes(boxes),
            notes: notes, isHorizontal: isHorizontal)
    }

    private static func box(_ sorted: [Double], at position: Double, name: String) -> (box: Marks.Box, hidden: Int)? {
        guard let first = sorted.first, let last = sorted.last else { return nil }
        let (lower, upper) = (Quantiles.value(sorted, 0.25), Quantiles.value(sorted, 0.75))
        let reach = 1.5 * (upper - lower)
        let low = sorted.first { $0 >= lower - reach } ?? first
        let high = sorted.last { $0 <= upper + reach } ?? last
        let beyond = sorted.filter { $0 < low || $0 > high }
        // The outermost are the ones that matter.
        let shown =
            beyond.count <= outlierLimit ? beyond : Array(beyond.prefix(outlierLimit / 2) + beyond.suffix(outlierLimit / 2))
        let box = Marks.Box(
            position: position, name: name, count: sorted.count, low: low, lowerQuartile: lower,
            median: Quantiles.value(sorted, 0.5), upperQuartile: upper, high: high, outliers: shown)
        return (box, beyond.count - shown.count)
    }
}
