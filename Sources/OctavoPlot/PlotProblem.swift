package import OctavoSource

/// Why columns cannot be drawn as asked, in the words of a diagnostic.
package struct PlotProblem: Error, Sendable {
    package let code: DiagnosticCode
    package let message: String
    /// The argument that is wrong; `nil` for one that is missing.
    package let role: PlotRequest.Role?
    package let help: [String]
}

extension PlotRequest {
    /// What stands against this request, seen from the types alone; `nil` when it can be drawn.
    package var problem: PlotProblem? {
        if let problem = ownProblem { return problem }
        return scaleProblem
    }

    private var ownProblem: PlotProblem? {
        for role in Role.allCases {
            if let column = self[role], column.type.plotClass == .none {
                return PlotProblem(
                    code: "column-not-drawable", message: "`.\(column.name)` is \(column.type), which no figure can show",
                    role: role, help: ["draw something made from it, such as `length(.\(column.name))`"])
            }
        }
        guard x != nil || y != nil else {
            return PlotProblem(
                code: "missing-argument", message: "a plot needs `x` or `y`: nothing says what to draw", role: nil,
                help: ["e.g. `plot(x: .hour, y: .n)`, or `plot(x: .intent)` to count rows"])
        }
        // Numbers against numbers are a line or a scatter plot, and both can draw them.
        guard let kind = typedKind else { return nil }
        return Self.requirements(of: kind, self).map { refusal(kind, $0) }
    }

    private var scaleProblem: PlotProblem? {
        let choices: [(Role, ScaleChoice)] = [(.x, xScale), (.y, yScale)]
        for (role, choice) in choices where choice == .log {
            guard let kind = typedKind, kind != .line, kind != .scatter else {
                if self[role]?.type.plotClass == .time {
                    return PlotProblem(
                        code: "plot-kind-mismatch", message: "a time has no logarithm: `\(role)_scale: \"log\"` fits numbers",
                        role: role, help: [])
                }
                continue
            }
            return PlotProblem(
                code: "plot-kind-mismatch", message: "`\(kind)` has no logarithmic scale: what it draws begins at zero",
                role: role, help: ["`kind: \"line\"` and `kind: \"scatter\"` have one"])
        }
        return nil
    }

    private func refusal(_ kind: PlotKind, _ wrong: (role: Role, wanted: String)) -> PlotProblem {
        let fitting = PlotKind.allCases.filter { other in
            var request = self
            request.kind = other
            return Self.requirements(of: other, request) == nil
        }
        let help =
            wrong.role == .color
            ? "without `color` it can be drawn as `\(kind)`"
            : fitting.isEmpty
                ? "no kind draws these columns together"
                : "kinds that fit: " + fitting.map { "\"\($0)\"" }.joined(separator: ", ")
        guard let column = self[wrong.role] else {
            return PlotProblem(
                code: "plot-kind-mismatch", message: "`\(kind)` needs `\(wrong.role)`: \(wrong.wanted)", role: nil, help: [help])
        }
        return PlotProblem(
            code: "plot-kind-mismatch",
            message: "`\(kind)` cannot draw `.\(column.name)` as `\(wrong.role)`: it is \(column.type), and \(wrong.wanted)",
            role: wrong.role, help: [help])
    }

    /// The first argument that the kind has no use for, and what it wants there; `nil` when all fit.
    private static func requirements(of kind: PlotKind, _ request: PlotRequest) -> (role: Role, wanted: String)? {
        let x = request.x?.type.plotClass
        let y = request.y?.type.plotClass
        switch kind {
        case .bar:
            if y == .time { return (.y, "a bar's length is a number") }
            if y == .category, x == .category { return (.y, "a bar's length is a number") }
            if y == .category, x == .time { return (.x, "a bar's length is a number") }
            if x == nil, y == .number { return (.x, "what each bar stands for") }
        case .line:
            if x == .category { return (.x, "a line runs along numbers or times") }
            guard y == .number else { return (.y, "a line goes up and down with a number") }
        case .scatter:
            guard x == .number || x == .time else { return (.x, "a point's place is a number or a time") }
            guard y == .number || y == .time else { return (.y, "a point's place is a number or a time") }
        case .histogram:
            guard x == .number || x == .time else { return (.x, "a histogram counts numbers or times by range") }
            if y != nil { return (.y, "a histogram's height is its count") }
        case .box:
            if request.color != nil { return (.color, "boxes are not coloured by a column") }
            if y == .time { return (.y, "a box shows how numbers spread") }
            if y == .category, x != .number { return (.x, "a box shows how numbers spread") }
            if y == nil, x != .number { return (.y, "a box shows how numbers spread") }
        case .heatmap:
            if x == nil { return (.x, "the columns of the grid") }
            if y == nil { return (.y, "the rows of the grid") }
            if let color = request.color?.type.plotClass, color != .number { return (.color, "a cell's shade is a number") }
        }
        return nil
    }
}
