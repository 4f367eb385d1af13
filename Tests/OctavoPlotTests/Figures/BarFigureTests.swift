import OctavoPlot
import OctavoTable
import Testing

@Suite struct BarFigureTests {
    private static let microsecondsADay: Int64 = 86_400_000_000
    /// 2024-01-01.
    private static let newYear: Int64 = 1_704_067_200_000_000

    private func bars(_ figure: Figure) throws -> Marks.Bars {
        guard case .bars(let bars) = figure.marks else { throw Missing() }
        return bars
    }

    private struct Missing: Error {}

    /// 31 days of January, 29 of February, 31 of March.
    @Test func aMonthsBarIsAsWideAsItsMonth() throws {
        let months = [0, 31, 60].map { Datum.time(Self.newYear + $0 * Self.microsecondsADay) }
        let figure = try Draw.figure(.bar, x: Given("month", .time, months), y: .ints("n", [3, 1, 2]))
        let days = try bars(figure).places.map {
            (($0.upperBound - $0.lowerBound) / Double(Self.microsecondsADay) / 0.8).rounded()
        }
        #expect(days == [31, 29, 31])
        #expect(figure.x.scale.resolved(atMost: 10).ticks.map(\.label) == ["Jan", "Feb", "Mar", "Apr"])
    }

    @Test func aTimesBarBeginsAfterItsTime() throws {
        let days = [0, 1, 3].map { Datum.date(19_723 + $0) }
        let places = try bars(try Draw.figure(.bar, x: Given("day", .date, days), y: .ints("n", [3, 1, 2]))).places
        for (day, place) in zip([0, 1, 3] as [Int64], places) {
            let start = Double(Self.newYear + day * Self.microsecondsADay)
            #expect(place.lowerBound > start && place.upperBound < start + Double(Self.microsecondsADay))
        }
    }

    @Test func moreNumbersThanBarsFitAreAddedUpInRanges() throws {
        let numbers = Given.ints("i", Array(0..<5000))
        let figure = try Draw.figure(.bar, x: numbers, y: .ints("n", Array(repeating: 2, count: 5000)))
        let drawn = try bars(figure)
        #expect(drawn.places.count <= 320)
        #expect(drawn.series.joined().compactMap { $0 }.reduce(0, +) == 10_000)
        #expect(figure.title == "sum of n by i")
        #expect(figure.notes == ["more than 320 bars do not fit: rows are added up in \(drawn.places.count) ranges"])
    }

    @Test func asManyNumbersAsBarsFitHaveABarEach() throws {
        let figure = try Draw.figure(.bar, x: .ints("i", Array(0..<320)), y: .ints("n", Array(repeating: 2, count: 320)))
        #expect(try bars(figure).places.count == 320)
        #expect(figure.notes.isEmpty)
        #expect(
            try Draw.figure(.bar, x: .ints("i", Array(0..<321)), y: .ints("n", Array(repeating: 2, count: 321))).notes.count == 1)
    }

    @Test func stacksGrowUpwardsAndHangDownwards() throws {
        let figure = try Draw.figure(
            .bar, x: .texts("k", ["a", "a", "a"]), y: .ints("n", [3, -2, 4]), color: .texts("c", ["p", "q", "r"])
        ) { $0.isStacked = true }
        #expect(try bars(figure).bars.map { [$0.start, $0.end] } == [[0, 3], [0, -2], [3, 7]])
    }

    @Test func barsSideBySideShareTheirPlace() throws {
        let figure = try Draw.figure(
            .bar, x: .texts("k", ["a", "a"]), y: .ints("n", [3, 2]), color: .texts("c", ["p", "q"]))
        let drawn = try bars(figure)
        #expect(drawn.bars.map(\.start) == [0, 0])
        #expect(drawn.bars[0].width.upperBound == drawn.bars[1].width.lowerBound)
        #expect(drawn.bars[0].width.lowerBound == drawn.places[0].lowerBound)
    }

    /// The side of the short bar has one column, and the long bar nearly all the others.
    @Test func aSmallBarBelowZeroDoesNotHideTheOthers() throws {
        let figure = try Draw.figure(x: .ints("n", [1000, -1]), y: .texts("k", ["a", "b"]))
        let lines = TextDrawer.draw(figure, .init(width: 40)).split(separator: "\n")
        #expect(lines[1].count { $0 == "█" } > 20)
        #expect(lines[2].contains("▐") || lines[2].contains("█"))
    }
}
