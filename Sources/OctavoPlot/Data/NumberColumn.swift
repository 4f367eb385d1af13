import OctavoTable

/// One column's numbers as figures need them: nothing to draw is NaN, and counted.
struct NumberColumn {
    /// Times are microseconds; durations are in `unit`.
    var values: [Double] = []
    var nullCount = 0
    /// Values that are there and cannot be drawn: infinite, not a number, outside the calendar.
    var strangeCount = 0
    /// Values of zero or less, which a logarithmic axis has no place for.
    private(set) var belowLogCount = 0
    let type: DataType
    let name: String
    private(set) var unit: DurationUnit?

    init(_ table: Table, _ place: Int, _ column: PlotRequest.Column) {
        type = column.type
        name = column.name
        values.reserveCapacity(table.count)
        for chunk in table.chunks { append(chunk.columns[place]) }
        if type == .duration { scaleDurations() }
    }

    /// The axis's name with its unit, where the type has one.
    var title: String {
        switch type {
        case .duration: "\(name) (\(unit?.name ?? DurationUnit.all[0].name))"
        case .time: "\(name) (UTC)"
        default: name
        }
    }

    var isTime: Bool { type.plotClass == .time }
    var isInteger: Bool { type == .int }

    /// Least and greatest; `nil` where nothing can be drawn.
    var range: (lower: Double, upper: Double)? {
        FigureBuilder.ranged(values)
    }

    private mutating func append(_ column: Column) {
        switch column.storage {
        case .integers(let integers):
            let scale = type == .date ? 86_400_000_000.0 : 1
            append(column) { Double(integers[$0]) * scale }
        case .floats(let floats): append(column) { floats[$0] }
        default: append(column) { _ in .nan }
        }
    }

    @inline(__always) private mutating func append(_ column: Column, _ value: (Int) -> Double) {
        let drawable = isTime ? TimeScale.range : -LinearScale.largest...LinearScale.largest
        let hasNulls = column.nullCount > 0
        nullCount += column.nullCount
        for row in 0..<column.count {
            if hasNulls, column.isNull(row) {
                values.append(.nan)
                continue
            }
            let value = value(row)
            let isDrawable = drawable.contains(value)
            if !isDrawable { strangeCount += 1 }
            values.append(isDrawable ? value : .nan)
        }
    }

    /// For a logarithmic axis.
    mutating func keepPositive() {
        for row in values.indices where values[row] < LogScale.smallest {
            values[row] = .nan
            belowLogCount += 1
        }
    }

    private mutating func scaleDurations() {
        let range = range ?? (0, 0)
        let unit = DurationUnit.fitting(max(abs(range.lower), abs(range.upper)))
        for index in values.indices { values[index] /= unit.microseconds }
        self.unit = unit
    }
}

/// The unit of an axis of durations.
struct DurationUnit: Sendable {
    let name: String
    let microseconds: Double

    static let all: [DurationUnit] = [
        .init(name: "µs", microseconds: 1), .init(name: "ms", microseconds: 1000), .init(name: "s", microseconds: 1e6),
        .init(name: "min", microseconds: 60e6), .init(name: "h", microseconds: 3600e6),
        .init(name: "days", microseconds: 86_400e6),
    ]

    /// The largest unit that the longest duration holds more than twice.
    static func fitting(_ microseconds: Double) -> DurationUnit {
        all.last { microseconds >= 2 * $0.microseconds } ?? (microseconds == 0 ? all[2] : all[0])
    }
}
