/// What is drawn, whatever draws it: aggregated, sampled and named. The same rows give the same figure.
package struct Figure: Sendable {
    package let kind: PlotKind
    package let title: String
    package let x: Axis
    package let y: Axis
    package let marks: Marks
    package let legend: Legend
    /// Sentences about what is not drawn, or not as it stands in the table.
    package let notes: [String]
    /// Bars and boxes lie along x, one place of y below the other.
    package let isHorizontal: Bool

    init(
        _ kind: PlotKind, title: String, x: Axis, y: Axis, marks: Marks, legend: Legend = .none, notes: [String] = [],
        isHorizontal: Bool = false
    ) {
        self.kind = kind
        self.title = title
        self.x = x
        self.y = y
        self.marks = marks
        self.legend = legend
        self.notes = notes
        self.isHorizontal = isHorizontal
    }

    package struct Axis: Sendable {
        package let title: String
        package let scale: Scale

        init(_ title: String, _ scale: Scale) {
            self.title = title
            self.scale = scale
        }
    }

    package enum Legend: Sendable {
        case none
        /// One name a series; the last may be what is left over.
        case series(title: String, names: [String], hasRest: Bool)
        /// Shades for numbers.
        case ramp(title: String, scale: Scale)
    }

    /// Whether there is nothing to see.
    package var isEmpty: Bool {
        switch marks {
        case .bars(let bars): bars.places.isEmpty
        case .lines(let series): series.allSatisfy(\.isEmpty)
        case .points(let points): points.x.isEmpty
        case .boxes(let boxes): boxes.isEmpty
        case .cells(let cells): cells.values.allSatisfy { $0 == nil }
        }
    }

    var seriesNames: [String] {
        if case .series(_, let names, _) = legend { return names }
        return []
    }

    /// Whether series `index` holds what no other series holds.
    func isRest(_ index: Int) -> Bool {
        if case .series(_, let names, let hasRest) = legend { return hasRest && index == names.count - 1 }
        return false
    }
}

package enum Marks: Sendable {
    case bars(Bars)
    /// Series, each as unbroken runs of points.
    case lines([[[Point]]])
    case points(Points)
    case boxes([Box])
    case cells(Cells)

    package struct Point: Hashable, Sendable {
        package let x: Double
        package let y: Double
    }

    /// Bars from zero, side by side or on one another.
    package struct Bars: Sendable {
        /// From where to where the bars of each place stand, in units of the axis that they stand on.
        package let places: [ClosedRange<Double>]
        /// What each place is called in words.
        package let names: [String]
        /// A row of lengths a series; `nil` where it has no bar.
        package let series: [[Double?]]
        package let isStacked: Bool
        /// The place that holds all smaller ones together.
        package var restPlace: Int?

        /// One bar: the part of the place's width that it takes, and from where to where its length runs.
        package struct Bar: Sendable {
            package let place: Int
            package let series: Int
            package let width: ClosedRange<Double>
            package let start: Double
            package let length: Double
            package var end: Double { start + length }
        }

        /// Whether the bars of one place stand side by side.
        package var isGrouped: Bool { !isStacked && series.count > 1 }

        /// Every bar, place by place. Lengths below zero are stacked downwards.
        package var bars: [Bar] {
            var bars: [Bar] = []
            for (place, whole) in places.enumerated() {
                var (below, above) = (0.0, 0.0)
                let part = (whole.upperBound - whole.lowerBound) / Double(series.count)
                for (own, lengths) in series.enumerated() {
                    guard let length = lengths[place] else { continue }
                    let low = whole.lowerBound + part * Double(own)
                    bars.append(
                        Bar(
                            place: place, series: own, width: isGrouped ? low...max(low, low + part) : whole,
                            start: isStacked ? (length < 0 ? below : above) : 0, length: length))
                    if length < 0 { below += length } else { above += length }
                }
            }
            return bars
        }
    }

    package struct Points: Sendable {
        package var x: [Double] = []
        package var y: [Double] = []
        /// The series of each point; empty where there is one.
        package var series: [Int] = []
        /// The number that each point's shade stands for; empty where they have none.
        package var shade: [Double] = []
    }

    package struct Box: Sendable {
        package let position: Double
        package let name: String
        package let count: Int
        /// Ends of the whiskers: the outermost values within one and a half times the height of the box.
        package let low: Double
        package let lowerQuartile: Double
        package let median: Double
        package let upperQuartile: Double
        package let high: Double
        /// Values beyond the whiskers.
        package let outliers: [Double]
    }

    /// A grid of shades. Cell `(column, row)` is `values[row × columns + column]`.
    package struct Cells: Sendable {
        /// One more than there are columns, on the x axis; likewise for rows.
        package let xEdges: [Double]
        package let yEdges: [Double]
        package let xNames: [String]
        package let yNames: [String]
        package let values: [Double?]

        package var columns: Int { max(xEdges.count - 1, 0) }
        package var rows: Int { max(yEdges.count - 1, 0) }
    }
}
