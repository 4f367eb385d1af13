import OctavoNotebook
import Testing

@Suite struct PipeTableTests {
    @Test func readsCellsBack() throws {
        let parsed = try #require(
            PipeTable(["| a\\|b |  c |", "| :-- | -: |", "| x\\ny |  1 |", "| \\\\ |    |", "|  |  |", "| \\d | é |"]))
        #expect(parsed.columns == ["a|b", "c"])
        #expect(parsed.rows == [["x\ny", "1"], ["\\", ""], ["", ""], ["\\d", "é"]])
        #expect(parsed.rowNumbers == [1, 2, 3, 4])
    }

    static let others: [[String]] = [
        [], ["| a |"], ["a", "---"], ["| a |", "| b |"], ["| a |", "| --- | --- |"], ["| a |", "| --- |", "text"],
        ["| a |", "| --- |", "| 1 | 2 |"], ["| a |", "| --- |", "| 1 \\|"], ["| a |", "|  |"], ["|", "|"], ["| a |", "| : |"],
    ]

    @Test(arguments: others) func takesNothingElseForATable(lines: [String]) {
        #expect(PipeTable(lines) == nil)
    }

    @Test func readsATableWithoutRowsAndAWideOne() throws {
        #expect(try #require(PipeTable(["| a |", "| --- |"])).rows.isEmpty)
        let wide = "|" + String(repeating: " x |", count: 2000)
        let delimiters = "|" + String(repeating: " --- |", count: 2000)
        #expect(try #require(PipeTable([wide, delimiters, wide])).rows[0].count == 2000)
    }

    @Test func numbersRowsAfterAGap() throws {
        let parsed = try #require(PipeTable(["| a |", "| --- |", "| 1 |", "… 1,204 lines not shown", "| 9 |"]))
        #expect(parsed.rows == [["1"], ["9"]])
        #expect(parsed.rowNumbers == [1, 1206])
        #expect(parsed.hiddenRows == 1204)
    }
}
