/// Where everything in a figure stands, in pixels from the top left.
struct SVGLayout {
    struct Frame {
        let left: Double
        let top: Double
        let right: Double
        let bottom: Double
        var width: Double { right - left }
        var height: Double { bottom - top }
        var middleX: Double { (left + right) / 2 }
        var middleY: Double { (top + bottom) / 2 }
    }

    enum LabelForm { case level, slanted }

    /// Names below the x axis: those that have room, each on its lines.
    struct CategoryLabels {
        let scale: ResolvedScale
        let form: LabelForm
        /// A line's width for level ones, the length along the slope for slanted ones.
        let room: Double
        var lines: [Int: [String]] = [:]
        var lineCount: Int { lines.values.map(\.count).max() ?? 1 }
    }

    let plot: Frame
    let x: ResolvedScale
    let y: ResolvedScale
    /// `nil` for numbers and times.
    let xNames: CategoryLabels?
    let yLabelRoom: Double
    let yTitle: String
    let xTitleMiddle: Double
    let xTitleTop: Double
    let legend: SVGLegend
    let notes: [String]
    let notesTop: Double
    let height: Double
    private let isHorizontal: Bool

    private static let plotHeight = 290.0
    private static let rowHeight = 24.0
    private static let cellHeight = 22.0
    /// Of one bar of several side by side, as long as the figure does not grow too tall.
    private static let groupedBarHeight = 8.0
    private static let tallest = 900.0
    static let lineHeight = 14.0
    /// The share of the width that category names may take at the left.
    private static let longestYLabel = 220.0
    private static let longestSlantedLabel = 130.0
    /// Of 40 degrees, by which labels are turned.
    private static let sine = 0.643
    private static let cosine = 0.766

    init(_ figure: Figure) {
        let size = SVGStyle.labelSize
        isHorizontal = figure.isHorizontal || figure.y.scale.categories != nil
        let plotHeight = Self.height(figure)
        let legend = SVGLegend(figure, height: plotHeight)
        self.legend = legend
        var top = 44.0
        if legend.rowCount > 0 { top += Double(legend.rowCount) * 20 + 4 }
        yTitle = FontMetrics.fit(figure.y.title, SVGStyle.width - 2 * SVGStyle.edge, size: size)
        if !yTitle.isEmpty { top += 28 }

        // The y axis decides how much room is left for the x axis, whose labels decide where the figure ends.
        let rows = figure.y.scale.categories?.count
        y = figure.y.scale.resolved(atMost: rows.map { max($0, 2) } ?? 7)
        let yWidth = y.ticks.map { FontMetrics.width($0.words, size: size) }.max() ?? 0
        yLabelRoom = rows == nil ? yWidth : min(yWidth, Self.longestYLabel)
        var left = SVGStyle.edge + max(yLabelRoom.rounded(.up), 16) + 10
        let right = SVGStyle.width - SVGStyle.edge - max(legend.rampWidth, 8)

        if let categories = figure.x.scale.categories {
            var names = Self.names(figure.x.scale, categories, right - left)
            if names.form == .slanted {
                // The first name reaches far to the left of its bar.
                let reach = min(FontMetrics.width(categories[0], size: size), Self.longestSlantedLabel) * Self.cosine
                left = max(left, SVGStyle.edge / 2 + reach - (right - left) / Double(categories.count) / 2)
                names = Self.names(figure.x.scale, categories, right - left)
            }
            (x, xNames) = (names.scale, names)
        } else {
            (x, xNames) = (Self.fitting(figure.x.scale, right - left), nil)
        }
        plot = Frame(left: left, top: top, right: right, bottom: top + plotHeight)

        var bottom = plot.bottom + 18
        if let xNames {
            bottom += xNames.form == .slanted ? Self.slantedHeight(x) : Double(xNames.lineCount - 1) * Self.lineHeight
        }
        if x.ticks.contains(where: { $0.context != nil }) { bottom += Self.lineHeight }
        if !figure.x.title.isEmpty { bottom += 22 }
        xTitleTop = bottom
        let xTitleWidth = FontMetrics.width(figure.x.title, size: size)
        xTitleMiddle = min(
            max(plot.middleX, SVGStyle.edge + xTitleWidth / 2),
            max(SVGStyle.width - SVGStyle.edge - xTitleWidth / 2, SVGStyle.width / 2))
        notes = figure.notes.map { FontMetrics.fit($0, SVGStyle.width - 2 * SVGStyle.edge, size: SVGStyle.noteSize) }
        notesTop = bottom + 24
        height = (notes.isEmpty ? bottom : notesTop + Double(notes.count - 1) * 15) + 16
    }

    // MARK: - Places

    func xPlace(_ value: Double) -> Double { plot.left + clamped(x.fraction(value)) * plot.width }

    /// The middle of a text that would be cut at the figure's side otherwise.
    func inside(_ middle: Double, _ textWidth: Double) -> Double {
        min(max(middle, 4 + textWidth / 2), max(SVGStyle.width - 4 - textWidth / 2, SVGStyle.width / 2))
    }

    /// Categories run from the top down, numbers from the bottom up.
    func yPlace(_ value: Double) -> Double {
        let share = clamped(y.fraction(value))
        return isHorizontal ? plot.top + share * plot.height : plot.bottom - share * plot.height
    }

    private func clamped(_ share: Double) -> Double { min(max(share, 0), 1) }

    /// Where bars stand when they stand up, and where they begin when they lie.
    var baseline: Double { !isHorizontal && y.lower <= 0 && y.upper > 0 ? yPlace(0) : plot.bottom }
    var zeroX: Double { x.lower <= 0 && x.upper >= 0 ? xPlace(0) : plot.left }
    /// The width of one category.
    var bandWidth: Double { plot.width / max(x.upper - x.lower, 1) }

    // MARK: - Labels

    /// As many ticks as have room for their labels.
    private static func fitting(_ scale: Scale, _ width: Double) -> ResolvedScale {
        for count in stride(from: 10, through: 3, by: -1) {
            let resolved = scale.resolved(atMost: count)
            let widest =
                resolved.ticks.map {
                    max(
                        FontMetrics.width($0.label, size: SVGStyle.labelSize),
                        FontMetrics.width($0.context ?? "", size: SVGStyle.labelSize))
                }.max() ?? 0
            if Double(resolved.ticks.count) * (widest + 18) <= width { return resolved }
        }
        return scale.resolved(atMost: 2)
    }

    /// Level where they fit, on up to three lines, numbers thinned out; slanted and shortened where they do not.
    private static func names(_ scale: Scale, _ labels: [String], _ width: Double) -> CategoryLabels {
        let size = SVGStyle.labelSize
        let all = scale.resolved(atMost: max(labels.count, 2))
        let room = width / Double(max(labels.count, 1)) - 8
        let widest = labels.map { FontMetrics.width($0, size: size) }.max() ?? 0
        if widest > room, labels.allSatisfy({ Int($0) != nil }) {
            return CategoryLabels(scale: scale.resolved(atMost: max(Int(width / (widest + 12)), 2)), form: .level, room: widest)
        }
        let wrapped = labels.map {
            FontMetrics.wrap($0, room, size: size, lines: nameLines, isShortened: room >= roomForShortening)
        }
        if wrapped.allSatisfy({ $0 != nil }) {
            let lines = Dictionary(uniqueKeysWithValues: wrapped.enumerated().map { ($0, $1 ?? []) })
            return CategoryLabels(scale: all, form: .level, room: room, lines: lines)
        }
        return CategoryLabels(
            scale: scale.resolved(atMost: max(Int(width / 15), 2)), form: .slanted, room: longestSlantedLabel)
    }

    private static let nameLines = 3
    /// Where there is as much room as this, three shortened lines say more than one that is slanted.
    private static let roomForShortening = 80.0

    private static func slantedHeight(_ scale: ResolvedScale) -> Double {
        let widest = scale.ticks.map { FontMetrics.width($0.label, size: SVGStyle.labelSize) }.max() ?? 0
        return min(widest, longestSlantedLabel) * sine
    }

    /// Of the plot without its labels: categories below one another need room each.
    private static func height(_ figure: Figure) -> Double {
        guard let rows = figure.y.scale.categories?.count else { return plotHeight }
        let fewRows = Double(max(rows, 1))
        if figure.kind == .heatmap { return max(fewRows * cellHeight, 88) }
        var row = rowHeight
        if case .bars(let bars) = figure.marks, bars.isGrouped {
            row = min(max(row, Double(bars.series.count) * groupedBarHeight / 0.8), max(row, tallest / fewRows))
        }
        return max(fewRows * row, 40)
    }
}
