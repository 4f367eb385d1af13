import OctavoPlot
import OctavoTable
import Testing

/// Which kind two columns of numbers become when none is named.
@Suite struct FigureKindTests {
    private let rising = Given.ints("x", (0..<40).map { $0 / 10 })
    private let values = Given.floats("y", (0..<40).map { Double($0 % 7) })

    @Test func moreLinesThanColoursAreLinesStill() throws {
        let figure = try Draw.figure(x: rising, y: values, color: .texts("model", (0..<40).map { "m\($0 % 10)" }))
        #expect(figure.kind == .line)
        #expect(figure.notes == ["4 of 10 lines are not drawn"])
    }

    @Test func fewWholeNumbersPartLines() throws {
        let fold = Given.ints("fold", (0..<40).map { $0 % 5 })
        let each = Given.ints("x", (0..<40).map { $0 / 5 })
        #expect(try Draw.figure(x: each, y: values, color: fold).kind == .line)
    }

    @Test func manyNumbersAreShadesOfPoints() throws {
        let figure = try Draw.figure(x: rising, y: values, color: .floats("score", (0..<40).map { Double($0) / 3 }))
        #expect(figure.kind == .scatter)
        guard case .ramp = figure.legend else {
            Issue.record("a ramp is expected")
            return
        }
    }

    @Test func aColumnOfOneValueStandsInTheMiddleOfItsHistogram() throws {
        for given in [
            Given.ints("n", [7, 7, 7]), .floats("n", [-2.5]), .floats("n", [0]), .floats("n", [1e300]), .floats("n", [3e-300]),
            Given("n", .int, [.int(.max)]), Given("t", .time, [.time(1_704_067_200_500_000)]), Given("d", .date, [.date(19_723)]),
        ] {
            guard case .bars(let bars) = try Draw.figure(.histogram, x: given).marks else { continue }
            #expect(bars.places.count == 5)
            #expect(bars.series[0].map { $0 ?? 0 } == [0, 0, Double(given.values.count), 0, 0], "\(given.values)")
        }
    }
}
