package import OctavoTable

/// The kinds of figures.
package enum PlotKind: String, CaseIterable, Sendable { case bar, line, scatter, histogram, box, heatmap }

/// How numbers are laid along an axis.
package enum ScaleChoice: String, CaseIterable, Sendable { case linear, log }

/// What is to be drawn from which columns. The rows come later, as a table whose columns are called as the roles are.
package struct PlotRequest: Sendable {
    package enum Role: String, CaseIterable, Sendable { case x, y, color }

    package struct Column: Sendable {
        package let name: String
        package let type: DataType

        package init(_ name: String, _ type: DataType) {
            self.name = name
            self.type = type
        }
    }

    /// `nil`: chosen from the types, and where they leave it open from the rows.
    package var kind: PlotKind?
    package var x: Column?
    package var y: Column?
    package var color: Column?
    /// Bins of a histogram; `nil`: chosen from the rows.
    package var bins: Int?
    /// Bars of one place stand on one another rather than side by side.
    package var isStacked = false
    package var xScale = ScaleChoice.linear
    package var yScale = ScaleChoice.linear
    /// `nil`: made from what is drawn.
    package var title: String?

    package init(kind: PlotKind? = nil, x: Column? = nil, y: Column? = nil, color: Column? = nil) {
        self.kind = kind
        self.x = x
        self.y = y
        self.color = color
    }

    package subscript(_ role: Role) -> Column? {
        get {
            switch role {
            case .x: x
            case .y: y
            case .color: color
            }
        }
        set {
            switch role {
            case .x: x = newValue
            case .y: y = newValue
            case .color: color = newValue
            }
        }
    }

    /// The kind that the types call for; `nil` for two columns of numbers, where a line or a scatter plot may be right.
    package var typedKind: PlotKind? {
        if let kind { return kind }
        switch (x?.type.plotClass, y?.type.plotClass) {
        case (.category?, .category?): return .heatmap
        case (.category?, _), (_, .category?): return .bar
        case (_?, nil): return .histogram
        case (nil, _): return .line
        case (.time?, .number?): return .line
        case (_?, .time?): return .scatter
        default: return nil
        }
    }
}

/// What a figure can make of a type.
enum PlotClass: Hashable { case number, time, category, none }

extension DataType {
    var plotClass: PlotClass {
        switch self {
        case .int, .float, .duration, .null: .number
        case .time, .date: .time
        case .text, .bool: .category
        case .list, .record: .none
        }
    }
}
