import OctavoPlot
import OctavoTable
import Testing

@Suite struct SVGDrawerTests {
    private static let hostile = [
        "</svg><script>alert(1)</script>", "a & b < c > d \"e\" 'f'", "]]>", "<!--", "&amp;", "\u{202E}drawkcab",
        "line\nbreak\ttab\u{0}nul\u{1B}[31m",
        "مرحبا بالعالم", "👨‍👩‍👧‍👦🏳️‍🌈", "日本語", "e\u{301}\u{302}\u{303}", "\u{FFFE}\u{FFFF}", "", String(repeating: "long ", count: 500),
    ]

    @Test(arguments: Samples.all)
    func isWellFormed(sample: Samples.Sample) throws {
        #expect(XMLCheck.problem(SVGDrawer.draw(try sample.make())) == nil)
    }

    /// Hostile texts as values, as names of columns, as series and as the title.
    @Test func noTextLeavesItsElement() throws {
        let rows = 60
        let labels = Given.texts("x", (0..<rows).map { Self.hostile[$0 % Self.hostile.count] })
        let series = Given.texts("<color & \"co\">", (0..<rows).map { Self.hostile[($0 + 3) % Self.hostile.count] })
        let numbers = Given.floats("</text><text>&", (0..<rows).map { Double($0 % 9) })
        let figures = [
            try Draw.figure(x: labels, y: numbers, color: series), try Draw.figure(x: numbers, y: labels),
            try Draw.figure(x: labels, y: series), try Draw.figure(.box, x: labels, y: numbers),
            try Draw.figure(.scatter, x: numbers, y: numbers, color: series),
            try Draw.figure(.line, x: numbers, y: numbers, color: series),
            try Draw.figure(.histogram, x: numbers, color: series),
            try Draw.figure(x: labels) { $0.title = Self.hostile.joined() },
        ]
        for figure in figures {
            let text = SVGDrawer.draw(figure)
            #expect(XMLCheck.problem(text) == nil)
            #expect(!text.contains("<script"))
            #expect(!text.unicodeScalars.contains("\u{202E}"))
            _ = TextDrawer.draw(figure, .init(width: 40))
            _ = VegaLite.specification(figure)
        }
    }

    @Test func theCheckerFindsWhatIsBroken() {
        let broken = [
            "<a>", "<a></b>", "<a b=c/>", "<a b=\"1\" b=\"2\"/>", "<a>&</a>", "<a b=\"<\"/>", "<a>x > y</a>", "<a>\u{1}</a>",
            "<a",
        ]
        for text in broken { #expect(XMLCheck.problem(text) != nil, "\(text)") }
        #expect(XMLCheck.problem("<a b=\"1 > 0\"><c/>&lt;</a>") == nil)
    }

    /// Every coordinate lies in the figure, and every number is one.
    @Test(arguments: Samples.all)
    func staysWithinItsFrame(sample: Samples.Sample) throws {
        #expect(Coordinates.outside(SVGDrawer.draw(try sample.make())).isEmpty)
    }

    @Test func showsLightAndDark() throws {
        let text = SVGDrawer.draw(try Samples.all[0].make())
        #expect(text.contains("@media (prefers-color-scheme:dark)"))
        #expect(text.contains("role=\"img\""))
        #expect(text.contains("<title>n by intent</title>"))
        #expect(text.contains("<desc>Bar chart of 4 places. x: intent, 4 categories; y: n, about 0 to 150.</desc>"))
    }

    /// The texts of the elements, in order.
    private func texts(_ svg: String) -> [String] { svg.matches(of: /<text[^>]*>([^<]*)</).map { String($0.1) } }

    @Test func namesWithSpacesStandOnSeveralLinesRatherThanSlanted() throws {
        let names = ["Search hotel", "Cancel booking", "Change date", "Ask price", "Complain", "Refund", "Parking", "Breakfast"]
        let svg = SVGDrawer.draw(try Draw.figure(x: .texts("k", names), y: .ints("n", Array(1...8))))
        #expect(!svg.contains("rotate("))
        #expect(texts(svg).contains("Cancel") && texts(svg).contains("booking"))
    }

    @Test func namesWithoutRoomAreSlanted() throws {
        let names = (0..<20).map { "unbreakable\($0)" }
        #expect(SVGDrawer.draw(try Draw.figure(x: .texts("k", names), y: .ints("n", Array(1...20)))).contains("rotate("))
    }

    @Test func valuesAtBarsHaveAsManyDecimalsEach() throws {
        let svg = SVGDrawer.draw(try Draw.figure(x: .floats("v", [10, 2.25, -7.5]), y: .texts("k", ["a", "b", "c"])))
        #expect(texts(svg).filter { $0.contains(".") && $0.count > 3 } == ["10.00", "2.25", "−7.50"])
    }

    @Test func valuesFarApartKeepTheirOwnDigits() throws {
        let svg = SVGDrawer.draw(try Draw.figure(x: .floats("v", [1_000_000, 0.25]), y: .texts("k", ["a", "b"])))
        #expect(texts(svg).contains("0.25") && texts(svg).contains("1,000,000"))
    }

    /// Some cells' numbers and not others' would say that the others have none.
    @Test func everyCellHasItsNumberOrNone() throws {
        for columns in [4, 30] {
            let svg = SVGDrawer.draw(
                try Draw.figure(
                    .heatmap, x: .ints("x", Array(0..<columns)), y: .texts("y", Array(repeating: "only", count: columns)),
                    color: .floats("v", (0..<columns).map { $0 == 0 ? 0 : 0.125 + Double($0) })))
            let labelled = svg.matches(of: /<text class="note"/).count
            #expect(labelled == (columns == 4 ? 4 : 0))
        }
    }

    @Test func anEmptyFigureHasNoLegend() throws {
        let empty = Given.texts("c", [])
        let svg = SVGDrawer.draw(try Draw.figure(x: .texts("k", []), y: .ints("n", []), color: empty))
        #expect(texts(svg).contains("no values to draw"))
        #expect(!texts(svg).contains("c"))
    }

    @Test func namesNoIdentifier() throws {
        for sample in Samples.all { #expect(!SVGDrawer.draw(try sample.make()).contains(" id=")) }
    }
}
