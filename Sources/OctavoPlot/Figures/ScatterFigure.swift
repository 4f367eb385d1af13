import OctavoSource
import OctavoTable

extension FigureBuilder {
    /// More points than these hide one another.
    static let pointLimit = 5000
    /// The grid in which more points are counted.
    private static let gridColumns = 60
    private static let gridRows = 36

    func scatter() throws -> Figure {
        guard let x = try numbers(.x), let y = try numbers(.y) else { return emptyFigure(.scatter) }
        let isDrawn = Self.logFilter(x: x, y: y, request)
        let all = (0..<table.count).filter { !x.values[$0].isNaN && !y.values[$0].isNaN }
        var rows = all.filter { isDrawn($0) == .yes }
        var notes = Self.logNotes([all], isDrawn)
        let left = Self.leftOut([x, y])
        let xRange = Self.range([rows]) { x.values[$0] }
        let yRange = Self.range([rows]) { y.values[$0] }
        let words = title("\(name(request.y)) against \(name(request.x))")
        let isLog = request.xScale == .log || request.yScale == .log
        if rows.count > Self.pointLimit, request.color == nil, !isLog {
            return density(x, y, rows, words, notes: notes + left)
        }
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
            let range = Self.range([rows]) { shades.values[$0] }
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
    private func density(_ x: NumberColumn, _ y: NumberColumn, _ rows: [Int], _ title: String, notes: [String]) -> Figure {
        let xScale = Self.scale(x, Self.range([rows]) { x.values[$0] }, isLoose: true)
        let yScale = Self.scale(y, Self.range([rows]) { y.values[$0] }, isLoose: true)
        let xEdges = Self.evenEdges(xScale, Self.gridColumns)
        let yEdges = Self.evenEdges(yScale, Self.gridRows)
        var counts = [Double](repeating: 0, count: Self.gridColumns * Self.gridRows)
        for row in rows {
            let column = Self.bin(x.values[row], xEdges)
            counts[Self.bin(y.values[row], yEdges) * Self.gridColumns + column] += 1
        }
        let cells = Marks.Cells(
            xEdges: xEdges, yEdges: yEdges, xNames: [], yNames: [], values: counts.map { $0 == 0 ? nil : $0 })
        let most = counts.max() ?? 1
        return Figure(
            .scatter, title: title, x: .init(TextWidth.escaped(x.title), xScale), y: .init(TextWidth.escaped(y.title), yScale),
            marks: .cells(cells),
            legend: .ramp(title: "points", scale: .linear(LinearScale(1, most, isInteger: true, isLoose: false))),
            notes: ["\(Quantity.of(rows.count, "point")), counted in \(Self.gridColumns) × \(Self.gridRows) cells"] + notes)
    }

    private static func evenEdges(_ scale: Scale, _ count: Int) -> [Double] {
        let resolved = scale.resolved(atMost: 6)
        return (0...count).map { resolved.lower + (resolved.upper - resolved.lower) * Double($0) / Double(count) }
    }

    /// The bin of a value between ascending edges; the last bin holds its upper edge.
    static func bin(_ value: Double, _ edges: [Double]) -> Int {
        var (low, high) = (0, edges.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if edges[middle] <= value { low = middle } else { high = middle }
        }
        return low
    }
}
