import OctavoSource
import OctavoTable

extension FigureBuilder {
    /// Categories along one side.
    private static let sideLimit = 40

    /// One side of the grid: each row's place on it, or none.
    private struct Side {
        var places: [Int]
        let edges: [Double]
        let names: [String]
        let scale: Scale
        let title: String
        var notes: [String] = []
    }

    func heatmap() throws -> Figure {
        guard let x = try side(.x), let y = try side(.y) else { return emptyFigure(.heatmap) }
        let shades = try numbers(.color)
        let (columns, rows) = (max(x.edges.count - 1, 0), max(y.edges.count - 1, 0))
        var sums = [Double](repeating: 0, count: columns * rows)
        var counts = [Int](repeating: 0, count: columns * rows)
        for row in 0..<table.count where x.places[row] >= 0 && y.places[row] >= 0 {
            let value = shades.map { $0.values[row] } ?? 1
            if value.isNaN { continue }
            let cell = y.places[row] * columns + x.places[row]
            // A running mean stays finite where a sum would not.
            counts[cell] += 1
            if shades == nil { sums[cell] += 1 } else { sums[cell] += (value - sums[cell]) / Double(counts[cell]) }
        }
        let values = zip(sums, counts).map { $1 == 0 ? nil : $0 }
        let shown = values.compactMap { $0 }
        let isMean = shades != nil && counts.contains { $0 > 1 }
        let what = shades.map { (isMean ? "mean of " : "") + TextWidth.escaped($0.title) } ?? "rows"
        let words = shades.map { (isMean ? "mean of " : "") + TextWidth.escaped($0.name) } ?? "rows"
        let ramp = LinearScale(
            shown.min() ?? 0, shown.max() ?? 1, isInteger: shades == nil || (shades?.isInteger == true && !isMean), isLoose: false
        )
        return Figure(
            .heatmap, title: title("\(words) by \(name(request.x)) and \(name(request.y))", colored: false),
            x: .init(x.title, x.scale),
            y: .init(y.title, y.scale),
            marks: .cells(
                .init(xEdges: x.edges, yEdges: y.edges, xNames: x.names, yNames: y.names, values: values)),
            legend: .ramp(title: what, scale: .linear(ramp)),
            notes: x.notes + y.notes + (shades.map { Self.leftOut([$0]) } ?? []))
    }

    private func side(_ role: PlotRequest.Role) throws -> Side? {
        guard let column = request[role] else { return nil }
        if column.type.plotClass == .category { return try categorySide(role) }
        guard let numbers = try numbers(role) else { return nil }
        if column.type == .int, let range = numbers.range, range.upper - range.lower < Double(Self.sideLimit) {
            return try wholeSide(numbers, range)
        }
        let edges = Bins.edges(numbers, wanted: nil)
        let find = BinEdges(edges.isEmpty ? [0, 1] : edges)
        return Side(
            places: numbers.values.map { $0.isNaN ? -1 : find.bin($0) }, edges: edges,
            names: zip(edges, edges.dropFirst()).map { Self.name(ofBinFrom: $0, to: $1, in: numbers) },
            scale: Self.scale(numbers, edges.first.map { ($0, edges.last ?? $0) }, isLoose: false),
            title: TextWidth.escaped(numbers.title), notes: Self.leftOut([numbers]))
    }

    /// A band for every whole number, those without rows too.
    private func wholeSide(_ numbers: NumberColumn, _ range: (lower: Double, upper: Double)) throws -> Side {
        let labels = (0...Int(range.upper - range.lower)).map { NumberLabels.short(range.lower + Double($0), digits: 16) }
        return Side(
            places: numbers.values.map { $0.isNaN ? -1 : Int($0 - range.lower) }, edges: Self.bands(labels.count), names: labels,
            scale: .category(CategoryScale(labels)), title: TextWidth.escaped(numbers.title), notes: Self.leftOut([numbers]))
    }

    private func categorySide(_ role: PlotRequest.Role) throws -> Side? {
        guard let column = try categories(role) else { return nil }
        var places = Array(column.labels.indices)
        var labels = column.labels
        var notes: [String] = []
        if labels.count > Self.sideLimit {
            let kept = column.counts.indices.sorted { (column.counts[$1], $0) < (column.counts[$0], $1) }.prefix(Self.sideLimit)
                .sorted()
            places = [Int](repeating: -1, count: labels.count)
            for (place, category) in kept.enumerated() { places[category] = place }
            notes = [
                "the \(Self.sideLimit) most frequent of \(Quantity.grouped(labels.count)) in \(name(request[role])) are drawn"
            ]
            labels = kept.map { labels[$0] }
        }
        return Side(
            places: column.codes.map { places[Int($0)] }, edges: Self.bands(labels.count), names: labels,
            scale: .category(CategoryScale(labels)), title: name(request[role]), notes: notes)
    }

    private static func bands(_ count: Int) -> [Double] { (0...count).map { Double($0) - 0.5 } }
}
