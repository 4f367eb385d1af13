import OctavoSource
import OctavoTable

extension FigureBuilder {
    /// Places along x at which a line keeps its first, last, least and greatest value; twice the width that it is drawn in.
    private static let lineColumns = 1200

    func line() throws -> Figure {
        guard let y = try numbers(.y) else { return emptyFigure(.line) }
        let x = try numbers(.x)
        let series = try series()
        var rows = [[Int]](repeating: [], count: series?.count ?? 1)
        var notes: [String] = []
        for row in 0..<table.count where !(x?.values[row].isNaN ?? false) { rows[series?.of(row) ?? 0].append(row) }
        if let series, series.hasRest {
            rows[series.count - 1] = []
            notes.append(
                "\(Quantity.grouped(series.restCount)) of \(Quantity.grouped(series.restCount + series.count - 1)) lines are not drawn"
            )
        }
        let isDrawn = Self.logFilter(x: x, y: y, request)
        let drawn = rows.map { rows in rows.filter { isDrawn($0) != .outsideLog } }
        notes += Self.logNotes(rows, isDrawn)
        let xRange = Self.range(drawn) { x?.values[$0] ?? Double($0 + 1) }
        let yRange = Self.range(drawn) { y.values[$0] }
        var isReduced = false
        let lines = try drawn.map { rows -> [[Marks.Point]] in
            try context.cancellation.check()
            let sorted = Self.sortedByX(rows, x)
            return Self.runs(sorted, x, y).map { run in
                let reduced = LineReduction.reduce(
                    run, from: xRange?.lower ?? 0, to: xRange?.upper ?? 1, columns: Self.lineColumns)
                if reduced.count < run.count { isReduced = true }
                return reduced
            }
        }
        if isReduced { notes.append("\(Quantity.of(table.count, "row")), drawn by the extremes at each place") }
        notes += Self.leftOut((x.map { [$0] } ?? []) + [y])
        let words = "\(TextWidth.escaped(y.name)) by \(request.x == nil ? "row" : name(request.x))"
        let legend = series.map { series -> Figure.Legend in
            series.hasRest
                ? .series(title: series.title, names: Array(series.names.dropLast()), hasRest: false) : series.legend
        }
        return Figure(
            .line, title: title(words), x: xAxis(x, xRange, request.xScale), y: yAxis(y, yRange, request.yScale),
            marks: .lines(series?.hasRest == true ? Array(lines.dropLast()) : lines), legend: legend ?? .none, notes: notes)
    }

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

    static func range(_ rows: [[Int]], _ value: (Int) -> Double) -> (lower: Double, upper: Double)? {
        var (lower, upper) = (Double.infinity, -Double.infinity)
        for row in rows.joined() {
            let value = value(row)
            if value < lower { lower = value }
            if value > upper { upper = value }
        }
        return lower <= upper ? (lower, upper) : nil
    }

    /// Rows of equal x keep their order.
    private static func sortedByX(_ rows: [Int], _ x: NumberColumn?) -> [Int] {
        guard let x else { return rows }
        if zip(rows, rows.dropFirst()).allSatisfy({ x.values[$0] <= x.values[$1] }) { return rows }
        return rows.sorted { (x.values[$0], $0) < (x.values[$1], $1) }
    }

    /// A value that cannot be drawn breaks the line.
    private static func runs(_ rows: [Int], _ x: NumberColumn?, _ y: NumberColumn) -> [[Marks.Point]] {
        var runs: [[Marks.Point]] = []
        var run: [Marks.Point] = []
        for row in rows {
            if y.values[row].isNaN {
                if !run.isEmpty { runs.append(run) }
                run = []
            } else {
                run.append(.init(x: x?.values[row] ?? Double(row + 1), y: y.values[row]))
            }
        }
        return run.isEmpty ? runs : runs + [run]
    }

    // MARK: - Logarithmic axes

    enum Drawable { case yes, outsideLog }

    static func logFilter(x: NumberColumn?, y: NumberColumn, _ request: PlotRequest) -> (Int) -> Drawable {
        let (logX, logY) = (request.xScale == .log, request.yScale == .log)
        return { row in
            if logX, let value = x?.values[row], value < LogScale.smallest { return .outsideLog }
            if logY, y.values[row] < LogScale.smallest { return .outsideLog }
            return .yes
        }
    }

    static func logNotes(_ rows: [[Int]], _ isDrawn: (Int) -> Drawable) -> [String] {
        let count = rows.joined().count { isDrawn($0) == .outsideLog }
        return count == 0
            ? [] : ["\(Quantity.of(count, "row")) with zero or less on a logarithmic axis \(count == 1 ? "is" : "are") not drawn"]
    }
}

/// Long lines as the few points that draw the same picture: each column of the picture keeps its first, last, least and greatest
/// value.
///
/// Source: U. Jugel, Z. Jerzak, G. Hackenbroich, V. Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014.
enum LineReduction {
    static func reduce(_ run: [Marks.Point], from lower: Double, to upper: Double, columns: Int) -> [Marks.Point] {
        guard run.count > columns * 4, upper > lower else { return run }
        var kept: [Marks.Point] = []
        var start = 0
        while start < run.count {
            let column = place(run[start].x, lower, upper, columns)
            var end = start + 1
            var (least, greatest) = (start, start)
            while end < run.count, place(run[end].x, lower, upper, columns) == column {
                if run[end].y < run[least].y { least = end }
                if run[end].y > run[greatest].y { greatest = end }
                end += 1
            }
            var last = -1
            for index in [start, min(least, greatest), max(least, greatest), end - 1] where index != last {
                kept.append(run[index])
                last = index
            }
            start = end
        }
        return kept
    }

    private static func place(_ x: Double, _ lower: Double, _ upper: Double, _ columns: Int) -> Int {
        min(Int((x - lower) / (upper - lower) * Double(columns)), columns - 1)
    }
}
