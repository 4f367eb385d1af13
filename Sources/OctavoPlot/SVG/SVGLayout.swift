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

    let plot: Frame
    let x: ResolvedScale
    let y: ResolvedScale
    let xLabels: LabelForm
    let slantedRoom: Double
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
    /// The share of the width that category names may take at the left.
    private static let longestYLabel = 220.0
    private static let longestSlantedLabel = 130.0
    /// Of 40 degrees, by which labels are turned.
    private static let sine = 0.643
    private static let cosine = 0.766

    init(_ figure: Figure) {
        let size = SVGStyle.labelSize
        isHorizontal = figure.isHorizontal || figure.y.scale.categories != nil
        let legend = SVGLegend(figure)
        self.legend = legend
        var top = 44.0
        if legend.rowCount > 0 { top += Double(legend.rowCount) * 20 + 4 }
        yTitle = FontMetrics.fit(figure.y.title, SVGStyle.width - 2 * SVGStyle.edge, size: size)
        if !yTitle.isEmpty { top += 22 }

        // The y axis decides how much room is left for the x axis, whose labels decide where the figure ends.
        let rows = figure.y.scale.categories?.count
        let plotHeight = rows.map { max(Double($0) * (figure.kind == .heatmap ? 22 : Self.rowHeight), 40) } ?? Self.plotHeight
        y = figure.y.scale.resolved(atMost: rows.map { max($0, 2) } ?? 7)
        let yWidth = y.ticks.map { FontMetrics.width($0.words, size: size) }.max() ?? 0
        yLabelRoom = rows == nil ? yWidth : min(yWidth, Self.longestYLabel)
        var left = SVGStyle.edge + max(yLabelRoom.rounded(.up), 16) + 10
        let right = SVGStyle.width - SVGStyle.edge - max(legend.rampWidth, 8)

        var labels: (scale: ResolvedScale, form: LabelForm, room: Double)
        if let categories = figure.x.scale.categories {
            labels = Self.categoryLabels(figure.x.scale, categories, right - left)
            if labels.form == .slanted {
                // The first label reaches far to the left of its bar.
                let reach = min(FontMetrics.width(categories[0], size: size), Self.longestSlantedLabel) * Self.cosine
                left = max(left, SVGStyle.edge / 2 + reach - (right - left) / Double(categories.count) / 2)
                labels = Self.categoryLabels(figure.x.scale, categories, right - left)
            }
        } else {
            labels = (Self.fitting(figure.x.scale, right - left), .level, 0)
        }
        x = labels.scale
        xLabels = labels.form
        slantedRoom = Self.longestSlantedLabel
        plot = Frame(left: left, top: top, right: right, bottom: top + plotHeight)

        var bottom = plot.bottom + 18
        if labels.form == .slanted { bottom = plot.bottom + 18 + labels.room }
        if x.ticks.contains(where: { $0.context != nil }) { bottom += 15 }
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

    /// Level where they fit as they are, slanted and shortened where they do not; numbers may be thinned out.
    private static func categoryLabels(
        _ scale: Scale, _ labels: [String], _ width: Double
    ) -> (scale: ResolvedScale, form: LabelForm, room: Double) {
        let size = SVGStyle.labelSize
        let resolved = scale.resolved(atMost: max(labels.count, 2))
        let band = width / Double(max(labels.count, 1))
        let widest = labels.map { FontMetrics.width($0, size: size) }.max() ?? 0
        if widest + 8 <= band { return (resolved, .level, 0) }
        if labels.allSatisfy({ Int($0) != nil }) {
            return (scale.resolved(atMost: max(Int(width / (widest + 12)), 2)), .level, 0)
        }
        if labels.count <= 3 { return (resolved, .level, 0) }
        return (scale.resolved(atMost: max(Int(width / 15), 2)), .slanted, min(widest, longestSlantedLabel) * sine)
    }
}
