import OctavoSource
import OctavoTable

extension FigureBuilder {
    /// Places along x at which a long line keeps its extremes; twice the width that it is drawn in.
    private static let lineColumns = 1200

    func line() throws -> Figure {
        guard let y = try numbers(.y, on: request.yScale) else { return emptyFigure(.line) }
        let x = try numbers(.x, on: request.xScale)
        let series = try series()
        // What is left over is many lines, which would make no line together.
        let shown = series.map { $0.hasRest ? $0.count - 1 : $0.count } ?? 1
        var rows = [[Int]](repeating: [], count: shown)
        for row in 0..<table.count where !(x?.values[row].isNaN ?? false) {
            let own = series?.of(row) ?? 0
            if own < shown { rows[own].append(row) }
        }
        let xRange = Self.ranged(rows.lazy.joined().lazy.map { Self.x(of: $0, x) })
        let yRange = Self.ranged(rows.lazy.joined().lazy.map { y.values[$0] })
        var isReduced = false
        let lines = try rows.map { rows -> [[Marks.Point]] in
            try context.cancellation.check()
            var runs = LineRuns(rows: rows.count, xRange ?? (0, 1), columns: Self.lineColumns)
            for row in Self.sortedByX(rows, x) { runs.add(Marks.Point(x: Self.x(of: row, x), y: y.values[row])) }
            runs.endRun()
            isReduced = isReduced || runs.isReduced
            return runs.runs
        }
        var notes: [String] = []
        if let series, series.hasRest {
            let all = Quantity.grouped(series.restCount + shown)
            notes.append("\(Quantity.grouped(series.restCount)) of \(all) lines are not drawn")
        }
        if isReduced { notes.append("\(Quantity.of(table.count, "row")), drawn by the extremes at each place") }
        notes += Self.leftOut((x.map { [$0] } ?? []) + [y])
        let legend = series.map { Figure.Legend.series(title: $0.title, names: Array($0.names.prefix(shown)), hasRest: false) }
        return Figure(
            .line, title: title("\(TextWidth.escaped(y.name)) by \(request.x == nil ? "row" : name(request.x))"),
            x: xAxis(x, xRange, request.xScale), y: yAxis(y, yRange, request.yScale), marks: .lines(lines),
            legend: legend ?? .none, notes: notes)
    }

    /// Without x the rows are counted.
    private static func x(of row: Int, _ x: NumberColumn?) -> Double { x?.values[row] ?? Double(row) + 1 }

    private func xAxis(_ x: NumberColumn?, _ range: (lower: Double, upper: Double)?, _ choice: ScaleChoice) -> Figure.Axis {
        guard let x else {
            let scale = LinearScale(range?.lower ?? 1, range?.upper ?? 2, isInteger: true, isLoose: false)
            return Figure.Axis("row", .linear(scale))
        }
        return Self.axis(x, range, choice, isLoose: false)
    }

    func yAxis(_ y: NumberColumn, _ range: (lower: Double, upper: Double)?, _ choice: ScaleChoice) -> Figure.Axis {
        Self.axis(y, choice == .log ? range : range.map { Self.fromZero($0) }, choice, isLoose: true)
    }

    static func axis(
        _ column: NumberColumn, _ range: (lower: Double, upper: Double)?, _ choice: ScaleChoice, isLoose: Bool, margin: Double = 0
    ) -> Figure.Axis {
        if choice == .log {
            return Figure.Axis(
                TextWidth.escaped(column.title) + ", logarithmic", .log(LogScale(range?.lower ?? 1, range?.upper ?? 10)))
        }
        return Figure.Axis(TextWidth.escaped(column.title), scale(column, range, isLoose: isLoose, margin: margin))
    }

    /// An axis begins at zero where that costs little of its room: differences then look as large as they are.
    static func fromZero(_ range: (lower: Double, upper: Double)) -> (lower: Double, upper: Double) {
        if range.lower > 0, range.lower < range.upper * 0.4 { return (0, range.upper) }
        if range.upper < 0, range.upper > range.lower * 0.4 { return (range.lower, 0) }
        return range
    }

    /// Rows of equal x keep their order.
    private static func sortedByX(_ rows: [Int], _ x: NumberColumn?) -> [Int] {
        guard let values = x?.values else { return rows }
        let isSorted = rows.indices.dropFirst().allSatisfy { values[rows[$0 - 1]] <= values[rows[$0]] }
        return isSorted ? rows : rows.sorted { (values[$0], $0) < (values[$1], $1) }
    }
}
