package import OctavoLanguage
package import OctavoPlot
package import OctavoTable

/// A figure that has not been drawn: what to draw, and the plan of its rows, which runs when it is shown.
package struct PlotValue: ObjectValue {
    package let request: PlotRequest
    /// Its columns are called as the request's roles are.
    package let plan: Plan

    package var typeName: String { "plot" }

    package var memberNames: [String] { ["kind", "x", "y", "color"] }

    package func member(_ name: String) -> Value? {
        if name == "kind" { return request.typedKind.map { .text($0.rawValue) } ?? .null }
        return PlotRequest.Role(rawValue: name).map { role in request[role].map { .text($0.name) } ?? .null }
    }

    package var summary: String {
        let columns = PlotRequest.Role.allCases.compactMap { role in
            request[role].map { "\(role): .\(DatumText.label($0.name))" }
        }
        return "plot(\(columns.joined(separator: ", ")))"
    }

    /// Runs the plan and makes the figure.
    package func figure(_ context: ExecutionContext) throws -> Figure {
        try FigureBuilder.build(request, Executor.run(plan, context), context)
    }
}
