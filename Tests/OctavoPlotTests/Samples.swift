import OctavoPlot
import OctavoTable
import Testing

/// Small figures, one of every sort that looks different.
enum Samples {
    struct Sample: CustomTestStringConvertible, Sendable {
        let name: String
        let make: @Sendable () throws -> Figure
        var testDescription: String { name }
    }

    private static let intents = Given.texts("intent", ["SearchHotel", "ReserveHotel", "BuyBusTicket", "NONE"])
    private static let counts = Given.ints("n", [129, 100, 79, 45])
    private static let microsecondsADay: Int64 = 86_400_000_000

    static let all: [Sample] = [
        Sample(name: "bar") { try Draw.figure(x: intents, y: counts) },
        Sample(name: "bar-lying") { try Draw.figure(x: counts, y: intents) },
        Sample(name: "bar-negative") {
            try Draw.figure(x: .texts("region", ["north", "south", "east"]), y: .floats("profit", [12.5, -7.25, 0.4]))
        },
        Sample(name: "bar-hours") {
            try Draw.figure(.bar, x: .ints("hour", Array(6..<18)), y: .ints("n", (6..<18).map { ($0 * 7) % 23 }))
        },
        Sample(name: "bar-grouped") { try Draw.figure(x: channels, color: answers) },
        Sample(name: "bar-stacked") { try Draw.figure(x: channels, color: answers) { $0.isStacked = true } },
        Sample(name: "line-times") {
            let times = (0..<12).map { Datum.time(1_704_067_200_000_000 + Int64($0) * 20 * microsecondsADay) }
            return try Draw.figure(
                x: Given("day", .time, times), y: .floats("price", (0..<12).map { 100 + Double(($0 * 5) % 7) }))
        },
        Sample(name: "line-series") {
            let losses = (0..<12).map { index -> Double in 2 / Double(index % 6 + 1 + index / 6) }
            return try Draw.figure(
                .line, x: .ints("epoch", (0..<12).map { $0 % 6 }), y: .floats("loss", losses),
                color: .texts("model", (0..<12).map { $0 < 6 ? "linear" : "embedding" }))
        },
        Sample(name: "line-gap") {
            let waits = (0..<8).map { $0 == 3 ? Datum.null : .duration(Int64($0 + 2) * 600_000_000) }
            return try Draw.figure(x: .ints("hour", Array(0..<8)), y: Given("wait", .duration, waits))
        },
        Sample(name: "line-logarithmic") {
            try Draw.figure(.line, x: .ints("n", [1, 10, 100, 1000]), y: .floats("seconds", [0.001, 0.02, 0.3, 5])) {
                $0.xScale = .log
                $0.yScale = .log
            }
        },
        Sample(name: "scatter") {
            try Draw.figure(
                .scatter, x: .ints("words", [3, 7, 5, 9, 12, 7]), y: .floats("seconds", [0.5, 1.25, 0.75, 2, 2.5, 0.9]))
        },
        Sample(name: "scatter-series") {
            try Draw.figure(
                .scatter, x: .ints("words", [3, 7, 5, 9]), y: .floats("seconds", [0.5, 1.25, 0.75, 2]),
                color: .texts("channel", ["web", "app", "web", "mail"]))
        },
        Sample(name: "scatter-shades") {
            try Draw.figure(
                .scatter, x: .ints("words", [3, 7, 5, 9]), y: .floats("seconds", [0.5, 1.25, 0.75, 2]),
                color: .floats("score", [0, 0.4, 0.7, 1]))
        },
        Sample(name: "histogram") { try Draw.figure(x: .ints("words", [1, 2, 2, 3, 3, 3, 4, 4, 7])) },
        Sample(name: "histogram-series") {
            try Draw.figure(
                .histogram, x: .floats("score", (0..<40).map { Double(($0 * 37) % 101) / 10 }),
                color: .texts("label", (0..<40).map { $0 % 3 == 0 ? "yes" : "no" }))
        },
        Sample(name: "box") {
            try Draw.figure(
                .box, x: .texts("channel", (0..<30).map { ["web", "app", "mail"][$0 % 3] }),
                y: .ints("words", (0..<30).map { $0 == 29 ? 90 : ($0 * 7) % 23 }))
        },
        Sample(name: "box-lying") { try Draw.figure(.box, x: .floats("seconds", (0..<20).map { Double(($0 * 11) % 17) / 4 })) },
        Sample(name: "heatmap") { try Draw.figure(x: channels, y: answers) },
        Sample(name: "heatmap-numbers") {
            try Draw.figure(
                .heatmap, x: .ints("hour", (0..<20).map { $0 % 6 }),
                y: .texts("day", (0..<20).map { ["Mon", "Tue", "Wed"][$0 % 3] }),
                color: .floats("wait", (0..<20).map { Double($0) / 2 }))
        },
        Sample(name: "empty") { try Draw.figure(x: .texts("intent", []), y: .ints("n", [])) },
    ]

    private static let channels = Given.texts("channel", (0..<21).map { ["web", "app", "mail"][($0 * $0) % 7 % 3] })
    private static let answers = Given.texts("answered", (0..<21).map { ["yes", "no"][$0 % 5 % 2] })
}
