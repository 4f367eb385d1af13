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
        case .bars(let bars): bars.positions.isEmpty
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

    /// Bars from zero. A histogram's fill their places.
    package struct Bars: Sendable {
        /// Along the axis that they stand on.
        package let positions: [Double]
        /// Of one place, in units of that axis.
        package let width: Double
        /// A row of lengths a series; `nil` where it has no bar.
        package let series: [[Double?]]
        package let isStacked: Bool
        /// The place that holds all smaller ones together.
        package let restPosition: Int?
        /// What each place is called in words.
        package let names: [String]
        /// Where each bar begins and ends, for a histogram.
        package var edges: [Double] = []
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
