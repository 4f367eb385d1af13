/// One series as unbroken runs of points; a long one as the few points that draw the same picture: each column of the picture keeps
/// its first, last, least and greatest value.
///
/// Source: U. Jugel, Z. Jerzak, G. Hackenbroich, V. Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014.
struct LineRuns {
    private(set) var runs: [[Marks.Point]] = []
    private(set) var isReduced = false
    private let range: (lower: Double, upper: Double)
    private let columns: Int
    private let isLong: Bool
    private var run: [Marks.Point] = []
    /// The points of the column at hand, of which only these four can be kept, with their numbers.
    private var column = -1
    private var count = 0
    private var first = Marks.Point(x: 0, y: 0)
    private var last = Marks.Point(x: 0, y: 0)
    private var least = (number: 0, point: Marks.Point(x: 0, y: 0))
    private var greatest = (number: 0, point: Marks.Point(x: 0, y: 0))

    init(rows: Int, _ range: (lower: Double, upper: Double), columns: Int) {
        self.range = range
        self.columns = columns
        isLong = rows > columns * 4 && range.upper > range.lower
    }

    /// Points come in the order of x. One whose y is not a number breaks the line.
    mutating func add(_ point: Marks.Point) {
        if point.y.isNaN { return endRun() }
        guard isLong else { return run.append(point) }
        let share = (point.x - range.lower) / (range.upper - range.lower)
        let column = min(Int(share * Double(columns)), columns - 1)
        if column != self.column || count == 0 {
            endColumn()
            self.column = column
            (first, least, greatest) = (point, (0, point), (0, point))
        }
        if point.y < least.point.y { least = (count, point) }
        if point.y > greatest.point.y { greatest = (count, point) }
        last = point
        count += 1
    }

    mutating func endRun() {
        endColumn()
        if !run.isEmpty { runs.append(run) }
        run = []
    }

    private mutating func endColumn() {
        guard count > 0 else { return }
        let (early, late) = least.number < greatest.number ? (least, greatest) : (greatest, least)
        var kept = -1
        for (number, point) in [(0, first), early, late, (count - 1, last)] where number != kept {
            run.append(point)
            kept = number
        }
        if count > 4 { isReduced = true }
        count = 0
    }
}
