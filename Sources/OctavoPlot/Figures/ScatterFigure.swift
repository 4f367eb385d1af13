import OctavoSource
import OctavoTable

extension FigureBuilder {
    /// More points than these hide one another.
    static let pointLimit = 5000
    /// The grid in which more points are counted.
    private static let gridColumns = 60
    private static let gridRows = 36

    func scatter() throws -> Figure {
        guard let x = try numbers(.x, on: request.xScale), let y = try numbers(.y, on: request.yScale) else {
            return emptyFigure(.scatter)
        }
        let words = title("\(name(request.y)) against \(name(request.x))")
        let left = Self.leftOut([x, y])
        var rows: [Int] = []
        for row in 0..<table.count where !x.values[row].isNaN && !y.values[row].isNaN { rows.append(row) }
        if rows.count > Self.pointLimit, request.color == nil, request.xScale == .linear, request.yScale == .linear {
            return density(x, y, rows, words, left)
        }
        let xRange = Self.ranged(rows.lazy.map { x.values[$0] })
        let yRange = Self.ranged(rows.lazy.map { y.values[$0] })
        var notes: [String] = []
        if rows.count > Self.pointLimit {
            notes.append("\(Quantity.grouped(Self.pointLimit)) of \(Quantity.of(rows.count, "point")) are drawn, evenly chosen")
            rows = Self.evenly(rows, Self.pointLimit)
        }
        var points = Marks.Points()
        points.x = rows.map { x.values[$0] }
        points.y = rows.map { y.values[$0] }
        var legend = Figure.Legend.none
        if let color = request.color, color.type.plotClass != .category {
            guard let shades = try numbers(.color) else { return emptyFigure(.scatter) }
            let shown = rows.indices.filter { !shades.values[rows[$0]].isNaN }
            points = Marks.Points(
                x: shown.map { points.x[$0] }, y: shown.map { points.y[$0] }, shade: shown.map { shades.values[rows[$0]] })
            let range = Self.ranged(points.shade)
            legend = .ramp(title: TextWidth.escaped(shades.title), scale: Self.scale(shades, range, isLoose: false))
            if shown.count < rows.count {
                notes.append(
                    "\(Quantity.of(rows.count - shown.count, "point")) without a colour \(rows.count - shown.count == 1 ? "is" : "are") not drawn"
                )
            }
        } else if let series = try series() {
            points.series = rows.map { series.of($0) }
            legend = series.legend
            if series.hasRest { notes.append(Self.restNote(series)) }
        }
        return Figure(
            .scatter, title: words, x: Self.axis(x, xRange, request.xScale, isLoose: true),
            y: yAxis(y, yRange, request.yScale), marks: .points(points), legend: legend,
            notes: notes + left)
    }

    /// `count` of the rows at even distances, so that every part of the table is seen.
    static func evenly(_ rows: [Int], _ count: Int) -> [Int] { (0..<count).map { rows[$0 * rows.count / count] } }

    /// How many points lie in each cell of a grid.
    private func density(_ x: NumberColumn, _ y: NumberColumn, _ rows: [Int], _ title: String, _ left: [String]) -> Figure {
        let xScale = Self.scale(x, Self.ranged(rows.lazy.map { x.values[$0] }), isLoose: true)
        let yScale = Self.scale(y, Self.ranged(rows.lazy.map { y.values[$0] }), isLoose: true)
        let xEdges = Self.evenEdges(xScale, Self.gridColumns)
        let yEdges = Self.evenEdges(yScale, Self.gridRows)
        let (findX, findY) = (BinEdges(xEdges), BinEdges(yEdges))
        var counts = [Int](repeating: 0, count: Self.gridColumns * Self.gridRows)
        for row in rows { counts[findY.bin(y.values[row]) * Self.gridColumns + findX.bin(x.values[row])] += 1 }
        let cells = Marks.Cells(
            xEdges: xEdges, yEdges: yEdges, xNames: [], yNames: [], values: counts.map { $0 == 0 ? nil : Double($0) })
        let ramp = LinearScale(1, Double(counts.max() ?? 1), isInteger: true, isLoose: false)
        return Figure(
            .scatter, title: title, x: .init(TextWidth.escaped(x.title), xScale), y: .init(TextWidth.escaped(y.title), yScale),
            marks: .cells(cells), legend: .ramp(title: "points", scale: .linear(ramp)),
            notes: ["\(Quantity.of(rows.count, "point")), counted in \(Self.gridColumns) × \(Self.gridRows) cells"] + left)
    }

    private static func evenEdges(_ scale: Scale, _ count: Int) -> [Double] {
        let resolved = scale.resolved(atMost: 6)
        return (0...count).map { resolved.lower + (resolved.upper - resolved.lower) * Double($0) / Double(count) }
    }
}
