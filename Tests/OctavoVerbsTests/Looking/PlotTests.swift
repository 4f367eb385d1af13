import OctavoSource
import Testing

/// What is refused before a row is read, and what a plot says of itself.
@Suite struct PlotTests {
    private static let table = "table([{k: \"a\", n: 1, l: [1]}, {k: \"b\", n: 2, l: []}])"

    @Test(
        arguments: [
            ("plot(x: .k, kind: \"pie\")", "unknown-choice"), ("plot(x: .nope)", "unknown-column"),
            ("plot(x: .n, y: .k, kind: \"line\")", "plot-kind-mismatch"), ("plot()", "missing-argument"),
            ("plot(x: .l)", "column-not-drawable"), ("plot(x: \"k\")", "wrong-argument"),
            ("plot(x: .k, y: .n, y_scale: \"log\")", "plot-kind-mismatch"),
            ("plot(x: .n, y: .n, kind: \"scatter\", x_scale: \"sqrt\")", "unknown-choice"),
            ("histogram(.k)", "plot-kind-mismatch"), ("histogram(.n, bins: 0)", "out-of-range"),
            ("histogram(.n, bins: 1001)", "out-of-range"), ("plot(x: .k, y: .n, color: .zz)", "unknown-column"),
        ] as [(String, String)])
    func refusesWhatItCannotDraw(call: String, code: String) {
        #expect(Harness.failure("\(Self.table) | \(call)")?.code.rawValue == code)
    }

    @Test(arguments: ["histogram(.n, bins: 1)", "histogram(.n, bins: 1000)"])
    func takesAsManyBinsAsItSays(call: String) {
        #expect(Harness.run("(\(Self.table) | \(call)).kind") == ["\"histogram\""])
    }

    @Test func underlinesTheArgumentThatDoesNotFit() throws {
        let failure = try #require(Harness.failure("\(Self.table) | plot(x: .n, y: .k, kind: \"line\")"))
        #expect(failure.primary?.range.text == ".k")
        #expect(failure.message == "`line` cannot draw `.k` as `y`: it is text, and a line goes up and down with a number")
    }

    @Test(
        arguments: [
            ("plot(x: .k, y: .n)", "bar"), ("plot(y: .k)", "bar"), ("plot(x: .n)", "histogram"), ("plot(y: .n)", "line"),
            ("plot(x: .k, y: .k)", "heatmap"),
        ])
    func theTypesChooseTheKind(call: String, kind: String) {
        #expect(Harness.run("(\(Self.table) | \(call)).kind") == ["\"\(kind)\""])
    }

    @Test func severalColumnsOfNumbersAreASeriesEach() throws {
        let table = "table([{e: 1, a: 2.0, b: 3}, {e: 2, a: 1.0, b: null}])"
        #expect(Harness.run("(\(table) | plot(x: .e, y: [.a, .b], kind: \"line\")).kind") == ["\"line\""])
        #expect(Harness.failure("\(table) | plot(x: .e, y: [.a, .b], kind: \"box\")")?.code == "plot-kind-mismatch")
        #expect(Harness.failure("\(table) | plot(x: .e, y: [.a, .b], color: .b)")?.code == "column-not-drawable")
    }
}
