package import OctavoLanguage
import OctavoPlot
import OctavoSource
import OctavoTable

extension Verb {
    package static let plot = Verb(
        "plot", .looking, "Draws columns: bars, lines, points, a histogram, boxes or a heat map.",
        notes: "Text at a terminal, an SVG image beside a notebook, Vega-Lite in JSON. Without `kind:` the types decide: text "
            + "against a number is `bar`, time against a number `line`, text against text `heatmap`, a number or time alone "
            + "`histogram`, text alone `bar` with the number of rows; a number against a number is `line` where x only rises from row to "
            + "row, else `scatter`. Rows of one bar are added up. `color:` splits into series, shades points by a number, and "
            + "is what the cells of a `heatmap` average. Several columns of numbers, `y: [.loss, .validation_loss]`, are a series each.",
        returns: .object("plot"), checking: .runsBody,
        examples: [
            Example(
                "table([{intent: \"book\", n: 8}, {intent: \"cancel\", n: 4}]) | plot(x: .n, y: .intent)",
                gives: "n by intent\nbook   ███████████████████████████████████████████████████████████████████████ 8\n"
                    + "cancel ███████████████████████████████████▌ 4")
        ],
        searchTerms: ["chart", "graph", "figure", "bar", "line", "scatter", "boxplot", "heatmap", "visualize", "ggplot"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("x", PlotColumn?.self, "What runs from left to right."),
        Parameter("y", PlotColumn?.self, "What runs from bottom to top."),
        Parameter("kind", Choice<PlotKind>?.self, "How it is drawn; chosen from the types if not given."),
        Parameter("color", PlotColumn?.self, "What the colours stand for."),
        Parameter("stack", default: false, "false", "Bars of one place stand on one another."),
        Parameter("x_scale", default: Choice(option: ScaleChoice.linear), "\"linear\"", "How numbers are laid along x."),
        Parameter("y_scale", default: Choice(option: ScaleChoice.linear), "\"linear\"", "How numbers are laid along y."),
        Parameter("title", String?.self, "The title; made from the columns' names if not given.")
    ) { call, table, x, y, kind, color, stack, xScale, yScale, title in
        var columns: [PlotRequest.Role: PlotColumn] = [:]
        columns[.x] = x
        columns[.y] = y
        columns[.color] = color
        return try call.plot(table.plan, columns) { request in
            request.kind = kind?.option
            request.isStacked = stack
            request.xScale = xScale.option
            request.yScale = yScale.option
            request.title = title
        }
    }
}
