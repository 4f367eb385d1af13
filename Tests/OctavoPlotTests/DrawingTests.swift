import OctavoPlot
import OctavoTable
import ProjectFiles
import Testing

/// Every sort of figure, as each drawer draws it, against what was looked at and found right.
@Suite struct DrawingTests {
    private static let folder = "Tests/OctavoPlotTests/Golden/"

    @Test(arguments: Samples.all)
    func drawsTheSameSVGAsEver(sample: Samples.Sample) throws {
        GoldenFile.expect(SVGDrawer.draw(try sample.make()), at: Self.folder + sample.name + ".svg")
    }

    @Test(arguments: Samples.all)
    func drawsTheSameTextAsEver(sample: Samples.Sample) throws {
        let figure = try sample.make()
        let texts = [
            TextDrawer.draw(figure, .init(width: 64)), TextDrawer.draw(figure, .init(width: 40, isUnicode: false)),
            TextDrawer.draw(figure, .init(width: 48, isColoured: true)).replacing("\u{1B}", with: "␛"),
        ]
        GoldenFile.expect(texts.joined(separator: "\n\n"), at: Self.folder + sample.name + ".txt")
    }

    @Test(arguments: Samples.all)
    func specifiesTheSameVegaLiteAsEver(sample: Samples.Sample) throws {
        let text = DatumText.literal(VegaLite.specification(try sample.make())).replacing("}, {", with: "},\n{")
        GoldenFile.expect(text, at: Self.folder + sample.name + ".vega.txt")
    }

    @Test(arguments: Samples.all)
    func fitsEveryTerminal(sample: Samples.Sample) throws {
        let figure = try sample.make()
        for width in [20, 40, 79, 140] {
            for line in TextDrawer.draw(figure, .init(width: width)).split(separator: "\n") {
                #expect(line.count <= width, "\(sample.name) at \(width): \(line)")
            }
        }
    }

    @Test(arguments: Samples.all)
    func usesOnlyASCIIWhereThatIsAllThereIs(sample: Samples.Sample) throws {
        let text = TextDrawer.draw(try sample.make(), .init(width: 60, isUnicode: false))
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: Samples.all)
    func writesNoColourWhereNoneIsAllowed(sample: Samples.Sample) throws {
        #expect(!TextDrawer.draw(try sample.make(), .init(width: 60)).contains("\u{1B}"))
    }
}
