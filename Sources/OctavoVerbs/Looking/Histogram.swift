package import OctavoLanguage
import OctavoPlot
import OctavoSource
import OctavoTable

extension Verb {
    /// More bins than a figure has pixels show nothing more.
    private static let binLimit = 1000

    package static let histogram = Verb(
        "histogram", .looking, "Draws how the numbers or times of a column are spread.",
        notes:
            "Without `bins:` the bins have round edges, and about as many as the Freedman–Diaconis rule asks for; whole numbers "
            + "of a small range have a bin each. With it there are exactly so many between the least and the greatest value.",
        returns: .object("plot"), checking: .runsBody,
        examples: [
            Example(
                "histogram(table([{n: 1}, {n: 2}, {n: 2}]), .n).kind", gives: "\"histogram\"")
        ],
        searchTerms: ["hist", "distribution", "distplot"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("column", PlotColumn.self, "The numbers or times."),
        Parameter("bins", Int?.self, "How many bins; chosen from the values if not given."),
        Parameter("color", PlotColumn?.self, "What the colours stand for."),
        Parameter("title", String?.self, "The title; made from the column's name if not given.")
    ) { call, table, column, bins, color, title in
        if let bins, !(1...binLimit).contains(bins) {
            throw Diagnostic(
                "out-of-range", "`histogram` makes 1 to \(Quantity.grouped(binLimit)) bins, not \(Quantity.grouped(bins))",
                at: call.range)
        }
        var columns: [PlotRequest.Role: PlotColumn] = [.x: column]
        columns[.color] = color
        return try call.plot(table.plan, columns) { request in
            request.kind = .histogram
            request.bins = bins
            request.title = title
        }
    }
}
