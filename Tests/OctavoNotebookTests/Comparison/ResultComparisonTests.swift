import OctavoNotebook
import OctavoSource
import Testing

@Suite struct ResultComparisonTests {
    private func found(
        _ expected: String, _ got: String, _ mode: CompareMode, tolerance: Double? = nil, lineLimit: Int = 40
    ) -> [String] {
        ResultComparison(mode, tolerance: tolerance)
            .differences(expected: stored(expected, lineLimit: lineLimit), got: stored(got, lineLimit: lineLimit)).flatMap(\.text)
    }

    private let table = "| name | n |\n| --- | --: |\n| a | 1 |\n| b | 2.5 |\n"

    // MARK: - Exact

    @Test func findsNothingInEqualTexts() {
        for mode in CompareMode.allCases {
            #expect(found(table, table, mode) == [])
            #expect(found("x\ny", "x\ny", mode) == [])
            #expect(found("", "", mode) == [])
        }
    }

    @Test func showsChangedLines() {
        #expect(found("a\nb\nc\n", "a\nB\nc\n", .exact) == ["  a", "- b", "+ B", "  c"])
        #expect(found("a\n", "a", .exact) == ["  a", "+ \\ no line end at the end"])
        #expect(found("", "a\n", .exact) == ["+ a"])
    }

    @Test func findsAChangeInLinesThatAreNotShown() {
        let long = (0..<60).map { "line \($0)\n" }.joined()
        let other = long.replacing("line 40\n", with: "line 4O\n")
        #expect(found(long, other, .exact) == ["what is shown agrees; lines or ends of cells that are not shown differ"])
        #expect(found(long, other, .close) == [])
    }

    // MARK: - Close

    static let close: [(String, String, Double, Bool)] = [
        ("1.0", "1.0000001", 1e-6, true), ("1.0", "1.00001", 1e-6, false), ("1e10", "10000000001", 1e-6, true),
        ("0", "1e-7", 1e-6, true),
        ("0", "1e-5", 1e-6, false), ("nan", "nan", 0, true), ("NaN", "nan", 0, true), ("nan", "1", 1, false),
        ("inf", "inf", 0, true),
        ("inf", "-inf", 1, false), ("inf", "1e308", 1, false), ("-0.0", "0", 0, true), ("1,204", "1204", 0, true),
        ("1,2", "12", 0, false), ("a1", "a2", 100, false), ("1a", "2a", 100, false), ("-1", "1", 0.1, false),
        ("1e308", "-1e308", 0.1, false),
        ("1.5e3", "1500", 0, true), ("x", "x", 0, true), ("5", "five", 10, false), ("", "", 0, true), ("", "0", 1, false),
    ]

    @Test(arguments: close) func letsNumbersDifferWithinTheTolerance(
        left: String, right: String, tolerance: Double, isClose: Bool
    ) {
        let heading = "| n |\n| --: |\n"
        #expect(found(heading + "| \(left) |\n", heading + "| \(right) |\n", .close, tolerance: tolerance).isEmpty == isClose)
    }

    static let closeLines: [(String, String, Bool)] = [
        ("mean: 1.0000001 (n=3)", "mean: 1.0 (n=3)", true), ("mean: 1.1", "mean: 1.0", false), ("x1 = 2.0", "x2 = 2.0", false),
        ("3-5", "3-5.0000001", true), ("[1.0, 2.0]", "[1.0,2.0]", false), ("a 1", "b 1", false), ("v1.2", "v1.3", false),
        ("1e5x", "2e5x", false),
    ]

    @Test(arguments: closeLines) func letsNumbersInTextsDiffer(left: String, right: String, isClose: Bool) {
        #expect(found(left + "\n", right + "\n", .close).isEmpty == isClose)
    }

    @Test func namesTheCellsThatDiffer() {
        let other = table.replacing("2.5", with: "2.75").replacing("| a |", with: "| A |")
        #expect(found(table, other, .close) == ["row 1, `.name`: expected a, got A", "row 2, `.n`: expected 2.5, got 2.75"])
        #expect(found(table, other, .close, tolerance: 0.1) == ["row 1, `.name`: expected a, got A"])
    }

    @Test func showsOnlyLinesThatAreNotClose() {
        #expect(found("v 1.0\nw 2\n", "v 1.0000001\nw 3\n", .close) == ["  v 1.0", "- w 2", "+ w 3"])
    }

    // MARK: - Rows

    @Test func takesRowsInAnyOrder() {
        let swapped = "| name | n |\n| --- | --: |\n| b | 2.5 |\n| a | 1 |\n"
        #expect(found(table, swapped, .rows) == [])
        #expect(found(table, swapped, .exact) != [])
        #expect(found(table, swapped, .close) != [])
    }

    @Test func countsEqualRows() {
        let heading = "| a |\n| --- |\n"
        #expect(found(heading + "| x |\n| x |\n| y |\n", heading + "| x |\n| y |\n| y |\n", .rows) == ["- | x |", "+ | y |"])
        #expect(found(heading + "| x |\n", heading + "| x |\n| x |\n", .rows) == ["expected 1 row, got 2", "+ | x |"])
    }

    @Test func takesCloseRowsOnlyWithATolerance() {
        let moved = "| name | n |\n| --- | --: |\n| b | 2.5000001 |\n| a | 1 |\n"
        #expect(found(table, moved, .rows) == ["- | b | 2.5 |", "+ | b | 2.5000001 |"])
        #expect(found(table, moved, .rows, tolerance: 1e-3) == [])
    }

    @Test func cannotCompareRowsOfACutTable() {
        let long = "| n |\n| --- |\n" + (0..<100).map { "| \($0) |\n" }.joined()
        let reversed = "| n |\n| --- |\n" + (0..<100).reversed().map { "| \($0) |\n" }.joined()
        #expect(found(long, long, .rows) == [])
        #expect(found(long, reversed, .rows).first?.hasPrefix("rows or ends of cells are not shown") == true)
        #expect(found(long, reversed, .rows, lineLimit: 200) == [])
    }

    @Test func cannotCompareRowsWithCutCells() {
        func text(_ rows: [(String, hidden: String)]) -> ResultText {
            var builder = ResultTextBuilder(hasher: TestHasher())
            builder.append(Array("| t |\n| --- |\n".utf8))
            for (shown, hidden) in rows {
                if !hidden.isEmpty { builder.hide(Array(hidden.utf8)) }
                builder.append(Array("| \(shown) |\n".utf8))
            }
            return builder.finish()
        }
        func found(_ expected: ResultText, _ got: ResultText) -> [String] {
            ResultComparison(.rows).differences(expected: expected, got: got).flatMap(\.text)
        }
        let long = text([("a… (+1)", "x"), ("b", "")])
        #expect(found(long, long) == [])
        #expect(found(long, text([("a… (+1)", "y"), ("b", "")])).count == 1)
        #expect(found(long, text([("b", ""), ("a… (+1)", "x")])).count == 1)
    }

    // MARK: - Shape

    @Test func comparesColumnsAndCount() {
        #expect(found(table, table.replacing("2.5", with: "9"), .shape) == [])
        #expect(found(table, table + "| c | 3 |\n", .shape) == ["expected 2 rows, got 3"])
        #expect(
            found(table, "| name | n | m |\n| --- | --- | --- |\n| a | 1 | 1 |\n| b | 1 | 1 |\n", .shape) == [
                "unexpected columns: `.m`"
            ])
        #expect(
            found(table, "| n | name |\n| --- | --- |\n| 1 | a |\n| 1 | b |\n", .shape) == [
                "columns in another order: expected `.name`, `.n`, got `.n`, `.name`"
            ])
        #expect(found("a\nb\n", "c\n", .shape) == ["expected 2 lines, got 1"])
    }

    @Test func countsRowsOfACutTable() {
        func table(_ count: Int) -> String { "| n |\n| --- |\n" + (0..<count).map { "| \($0) |\n" }.joined() }
        #expect(found(table(100), table(100), .shape) == [])
        #expect(found(table(100), table(101), .shape) == ["expected 100 rows, got 101"])
        let comparison = ResultComparison(.shape)
        let differences = comparison.differences(
            expected: stored(table(5)), got: stored(table(5)), expectedRows: 5000, gotRows: 5001)
        #expect(differences == [.rowCount(expected: 5000, got: 5001)])
    }

    // MARK: - Whole results

    private func differences(_ stored: CellResult, _ fresh: CellResult, _ mode: CompareMode = .exact) -> [String] {
        let recorded = notebook(recording(stored, in: "```octavo\n```\n"))
        return ResultComparison(mode).differences(stored: recorded.cells[0].results, fresh: fresh).flatMap(\.text)
    }

    private func failing(_ code: String, _ body: String) -> CellResult {
        CellResult(failure: .init(code: .init(code), text: stored(body)))
    }

    @Test func comparesBlockByBlock() {
        let image = CellResult(parts: [.text(stored("a\n")), .image(path: "p.svg", alternative: "p")])
        #expect(differences(image, image) == [])
        #expect(differences(image, output("a\n")) == ["expected output, image, got output"])
        #expect(differences(output("a\n"), CellResult()) == ["expected output, got no result"])
        #expect(differences(CellResult(), output("")) == [])
        #expect(
            differences(image, CellResult(parts: [.text(stored("a\n")), .image(path: "q.svg", alternative: "p")])) == [
                "expected the image p.svg, got q.svg"
            ])
        #expect(differences(image, CellResult(), .none) == [])
    }

    @Test func comparesErrors() {
        #expect(differences(failing("a-b", "x\n"), failing("a-b", "x\n")) == [])
        #expect(differences(failing("a-b", "x\n"), failing("c-d", "x\n")) == ["expected the error `a-b`, got `c-d`"])
        #expect(differences(failing("a-b", "x\n"), failing("a-b", "y\n")) == ["- x", "+ y"])
        #expect(differences(failing("a-b", "x\n"), output("x\n")) == ["expected error, got output"])
    }

    @Test func anExactComparisonCountsTheKeyAndTheMark() {
        var stale = output("a\n", key: "1")
        stale.isStale = true
        let fresh = output("a\n", key: "2")
        #expect(differences(stale, fresh).first?.hasSuffix("changed since it was stored (key 1 is 2 now)") == true)
        #expect(differences(stale, output("a\n", key: "1")) == ["what is shown agrees, and is marked `stale`"])
        #expect(differences(output("a\n", key: nil), fresh) == [])
        #expect(differences(output("a\n", key: "1"), output("b\n", key: "2")) == ["- a", "+ b"])
    }
}
