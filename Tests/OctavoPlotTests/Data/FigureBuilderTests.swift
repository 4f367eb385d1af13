import OctavoPlot
import OctavoTable
import Testing

@Suite struct FigureBuilderTests {
    // MARK: - What is drawn

    @Test(
        arguments: [
            (.text, .int, .bar), (.int, .text, .bar), (.text, .duration, .bar), (.bool, .float, .bar), (.time, .int, .line),
            (.date, .float, .line), (.int, .time, .scatter), (.text, .text, .heatmap), (.text, .bool, .heatmap),
            (.int, nil, .histogram),
            (.time, nil, .histogram), (.text, nil, .bar), (nil, .text, .bar), (nil, .int, .line), (.int, .float, nil),
        ] as [(DataType?, DataType?, PlotKind?)])
    func choosesTheKindFromTheTypes(x: DataType?, y: DataType?, kind: PlotKind?) {
        let request = PlotRequest(x: x.map { .init("x", $0) }, y: y.map { .init("y", $0) })
        #expect(request.typedKind == kind)
        #expect(request.problem == nil)
    }

    @Test func numbersThatOnlyRiseAreALine() throws {
        #expect(try Draw.figure(x: .ints("x", [1, 2, 5]), y: .ints("y", [3, 1, 2])).kind == .line)
        #expect(try Draw.figure(x: .ints("x", [1, 2, 2]), y: .ints("y", [3, 1, 2])).kind == .scatter)
        let series = Given.texts("c", ["a", "b", "a", "b"])
        #expect(try Draw.figure(x: .ints("x", [1, 1, 2, 2]), y: .ints("y", [3, 1, 2, 4]), color: series).kind == .line)
    }

    /// Every kind with every pair of types: what is not refused draws, with rows and without.
    @Test(arguments: PlotKind.allCases)
    func whatIsNotRefusedCanBeDrawn(kind: PlotKind) throws {
        let types: [DataType?] = [nil, .null, .bool, .int, .float, .text, .time, .date, .duration, .list(.int)]
        for x in types {
            for y in types {
                for color in types {
                    for rows in [0, 1, 5] {
                        func given(_ type: DataType?, _ name: String) -> Given? {
                            type.map { Given(name, $0, Self.values($0, rows)) }
                        }
                        let request = Draw.request(kind, x: given(x, "x"), y: given(y, "y"), color: given(color, "c"))
                        if let problem = request.problem {
                            #expect(!problem.message.isEmpty)
                            continue
                        }
                        let figure = try Draw.figure(kind, x: given(x, "x"), y: given(y, "y"), color: given(color, "c"))
                        #expect(figure.kind == kind)
                        #expect(XMLCheck.problem(SVGDrawer.draw(figure)) == nil)
                        _ = TextDrawer.draw(figure, .init(width: 30))
                        _ = VegaLite.specification(figure)
                    }
                }
            }
        }
    }

    private static func values(_ type: DataType, _ count: Int) -> [Datum] {
        (0..<count).map { index in
            switch type {
            case .bool: .bool(index % 2 == 0)
            case .int: .int(Int64(index * 3))
            case .float: .float(Double(index) / 2)
            case .text: .text("t\(index % 3)")
            case .time: .time(1_704_067_200_000_000 + Int64(index) * 3_600_000_000)
            case .date: .date(19_723 + Int64(index))
            case .duration: .duration(Int64(index) * 90_000_000)
            default: .null
            }
        }
    }

    @Test(
        arguments: [
            (
                .line, .text, .int, "`line` cannot draw `.x` as `x`: it is text, and a line runs along numbers or times",
                "kinds that fit: \"bar\", \"box\", \"heatmap\""
            ),
            (
                .line, .int, .text, "`line` cannot draw `.y` as `y`: it is text, and a line goes up and down with a number",
                "kinds that fit: \"bar\", \"box\", \"heatmap\""
            ),
            (
                .bar, .text, .text, "`bar` cannot draw `.y` as `y`: it is text, and a bar's length is a number",
                "kinds that fit: \"heatmap\""
            ),
            (
                .histogram, .text, nil,
                "`histogram` cannot draw `.x` as `x`: it is text, and a histogram counts numbers or times by range",
                "kinds that fit: \"bar\""
            ),
            (
                .scatter, .int, nil, "`scatter` needs `y`: a point's place is a number or a time",
                "kinds that fit: \"bar\", \"histogram\", \"box\""
            ),
        ] as [(PlotKind, DataType, DataType?, String, String)])
    func saysWhichKindsFit(kind: PlotKind, x: DataType, y: DataType?, message: String, help: String) throws {
        let request = PlotRequest(kind: kind, x: .init("x", x), y: y.map { .init("y", $0) })
        let problem = try #require(request.problem)
        #expect(problem.message == message)
        #expect(problem.help == [help])
    }

    // MARK: - The same rows give the same figure

    @Test(arguments: Samples.all)
    func drawingTwiceGivesTheSameBytes(sample: Samples.Sample) throws {
        #expect(SVGDrawer.draw(try sample.make()) == SVGDrawer.draw(try sample.make()))
    }

    @Test func howATableIsCutIntoChunksDoesNotMatter() throws {
        var numbers = Numbers(seed: 1)
        let words = Given.texts("w", (0..<500).map { _ in "word \(numbers.below(40))" })
        let values = Given.floats("v", (0..<500).map { _ in numbers.share() * 100 - 20 })
        let series = Given.texts("s", (0..<500).map { _ in "series \(numbers.below(12))" })
        for kind in PlotKind.allCases {
            for (x, y, color) in [
                (words, values, series), (values, values, series), (words, words, values), (values, nil, series),
            ] as [(Given, Given?, Given)] {
                for color in [nil, color] where Draw.request(kind, x: x, y: y, color: color).problem == nil {
                    let whole = SVGDrawer.draw(try Draw.figure(kind, x: x, y: y, color: color))
                    #expect(SVGDrawer.draw(try Draw.figure(kind, x: x, y: y, color: color, chunks: 7)) == whole)
                }
            }
        }
    }

    // MARK: - Much data and odd data

    @Test func manyCategoriesAreTheLargestAndASumOfTheRest() throws {
        let words = Given.texts("w", (0..<1000).map { "w\($0)" })
        let flat = try Draw.figure(x: words, y: .ints("n", (0..<1000).map { $0 < 30 ? 1000 - $0 : 0 }))
        #expect(
            flat.notes == ["the 977 smallest of 1,000 are added up in the last bar"]
                || flat.notes.first?.hasPrefix("the 24 largest") == true)
        let even = try Draw.figure(x: words, y: .ints("n", Array(repeating: 5, count: 1000)))
        #expect(even.notes == ["the 24 largest of 1,000 are drawn; the other 976 add up to 4,880"])
        let means = try Draw.figure(x: words, y: .floats("n", (0..<1000).map { Double($0) }))
        #expect(means.notes == ["the 24 largest of 1,000 are drawn"])
        #expect(means.x.scale.categories?.count == 24)
    }

    @Test func manyPointsAreCountedOrChosenAndTheFigureSaysSo() throws {
        var numbers = Numbers(seed: 2)
        let x = Given.floats("a", (0..<6000).map { _ in numbers.share() })
        let y = Given.floats("b", (0..<6000).map { _ in numbers.share() })
        let counted = try Draw.figure(.scatter, x: x, y: y)
        #expect(counted.notes == ["6,000 points, counted in 60 × 36 cells"])
        guard case .cells(let cells) = counted.marks else {
            Issue.record("a grid is expected")
            return
        }
        #expect(cells.values.compactMap { $0 }.reduce(0, +) == 6000)
        let chosen = try Draw.figure(.scatter, x: x, y: y, color: .texts("c", (0..<6000).map { "\($0 % 2)" }))
        #expect(chosen.notes == ["5,000 of 6,000 points are drawn, evenly chosen"])
    }

    /// The reduced line has the extremes of the whole one, and each of its points is one of the whole's.
    @Test func longLinesKeepTheirExtremes() throws {
        var numbers = Numbers(seed: 4)
        let values = (0..<50_000).map { index in index == 31_234 ? 99.0 : index == 777 ? -99.0 : numbers.share() }
        let figure = try Draw.figure(.line, x: .ints("i", Array(0..<50_000)), y: .floats("v", values))
        guard case .lines(let series) = figure.marks else {
            Issue.record("a line is expected")
            return
        }
        let points = series[0][0]
        #expect(points.count < 5000)
        #expect(points.allSatisfy { values[Int($0.x)] == $0.y })
        #expect(points.contains { $0.y == 99 } && points.contains { $0.y == -99 })
        #expect(points.first?.x == 0 && points.last?.x == 49_999)
        #expect(zip(points, points.dropFirst()).allSatisfy { $0.x < $1.x })
        #expect(figure.notes == ["50,000 rows, drawn by the extremes at each place"])
    }

    @Test func whatCannotBeDrawnIsCounted() throws {
        let figure = try Draw.figure(
            .scatter, x: .floats("a", [1, 2, .nan, .infinity]), y: Given("b", .float, [.null, .float(1), .float(2), .float(3)]))
        #expect(figure.notes == ["1 null and 2 values that are not finite are not drawn"])
    }

    @Test func zeroHasNoLogarithm() throws {
        let figure = try Draw.figure(.line, x: .ints("a", [1, 2, 3]), y: .ints("b", [0, 10, 100])) { $0.yScale = .log }
        #expect(figure.notes == ["1 value of zero or less has no place on a logarithmic axis"])
    }

    /// Every kind over the values that break arithmetic, at every length up to nine.
    @Test(arguments: PlotKind.allCases)
    func oddNumbersDrawToo(kind: PlotKind) throws {
        let odd: [Datum] = [
            .float(1e308), .float(-1e308), .float(.leastNonzeroMagnitude), .null, .float(.nan), .float(.infinity), .float(0),
            .float(-0.0), .float(1e300),
        ]
        for length in 0...9 {
            for start in odd.indices {
                let values = (0..<length).map { odd[(start + $0) % odd.count] }
                let shifted = (0..<length).map { odd[(start + $0 * 2) % odd.count] }
                for (x, y) in [(Given("x", .float, values), Given("y", .float, shifted)), (Given("x", .float, values), nil)]
                    as [(Given, Given?)]
                {
                    if Draw.request(kind, x: x, y: y).problem != nil { continue }
                    let text = SVGDrawer.draw(try Draw.figure(kind, x: x, y: y))
                    #expect(XMLCheck.problem(text) == nil)
                    #expect(Coordinates.outside(text).isEmpty)
                    _ = TextDrawer.draw(try Draw.figure(kind, x: x, y: y), .init(width: 50))
                }
            }
        }
    }

    @Test func wholeNumbersAtTheEndsOfTheirRangeDraw() throws {
        let values = Given("x", .int, [.int(.min), .int(.max), .int(0), .null])
        for kind in PlotKind.allCases where Draw.request(kind, x: values, y: values).problem == nil {
            #expect(XMLCheck.problem(SVGDrawer.draw(try Draw.figure(kind, x: values, y: values))) == nil)
        }
        let times = Given("t", .time, [.time(.min), .time(.max), .time(0)])
        let figure = try Draw.figure(x: times, y: .ints("n", [1, 2, 3]))
        #expect(figure.notes == ["2 values outside the calendar are not drawn"])
    }

    // MARK: - Words

    @Test(
        arguments: [
            ("n by hour", Samples.all[3]), ("rows by channel and answered", Samples.all[4]), ("wait by hour", Samples.all[8]),
            ("seconds against words", Samples.all[10]), ("distribution of words", Samples.all[13]),
            ("words by channel", Samples.all[15]),
        ] as [(String, Samples.Sample)])
    func isTitledByWhatItDraws(title: String, sample: Samples.Sample) throws {
        #expect(try sample.make().title == title)
    }

    @Test func rowsOfOneBarAreAddedUpAndTheTitleSaysSo() throws {
        let figure = try Draw.figure(x: .texts("k", ["a", "b", "a"]), y: .ints("n", [1, 2, 3]))
        #expect(figure.title == "sum of n by k")
        guard case .bars(let bars) = figure.marks else {
            Issue.record("bars are expected")
            return
        }
        #expect(bars.series == [[4, 2]])
    }

    @Test func durationsAreShownInAUnitThatSuitsThem() throws {
        let figure = try Draw.figure(
            x: .texts("k", ["a", "b"]), y: Given("took", .duration, [.duration(7_200_000_000), .duration(9_000_000_000)]))
        #expect(figure.y.title == "took (h)")
        #expect(figure.title == "took by k")
    }

    @Test func bandsOfAHistogramHoldEveryValue() throws {
        var numbers = Numbers(seed: 9)
        for count in [1, 2, 10, 1000] {
            let values = (0..<count).map { _ in numbers.share() * 1000 }
            for bins in [nil, 1, 7, 300] {
                let figure = try Draw.figure(.histogram, x: .floats("v", values)) { $0.bins = bins }
                guard case .bars(let bars) = figure.marks else { continue }
                #expect(bars.series[0].compactMap { $0 }.reduce(0, +) == Double(count))
                if let bins, count > 1 { #expect(bars.places.count == bins) }
            }
        }
    }
}
