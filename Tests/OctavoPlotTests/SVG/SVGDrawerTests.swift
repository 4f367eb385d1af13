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

    @Test func namesNoIdentifier() throws {
        for sample in Samples.all { #expect(!SVGDrawer.draw(try sample.make()).contains(" id=")) }
    }
}
