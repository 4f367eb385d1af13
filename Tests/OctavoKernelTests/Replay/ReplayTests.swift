import OctavoKernel
import OctavoNotebook
import OctavoSource
import Testing

@Suite struct ReplayTests {
    private func record(_ cells: [(info: String, code: String)]) -> String {
        Test.text(Test.recorded(Test.notebook(cells), Test.runSettings()))
    }

    private func verdicts(_ text: String, _ settings: RunSettings = Test.runSettings()) -> [String] {
        Replay.test(Test.notebook(text), settings).cases.map(\.verdict.name)
    }

    @Test func aRecordedNotebookIsTheSame() {
        let text = record([
            ("", "t = table([{a: 1}, {a: 2}])"), ("", "t"), ("raises=unknown-column", "t | filter(.b > 1)"), ("", "print(\"x\")"),
        ])
        #expect(verdicts(text) == ["same", "same", "same", "same"])
        #expect(Replay.test(Test.notebook(text), Test.runSettings()).isSame)
    }

    @Test func aChangedTextDiffers() {
        let text = record([("", "\"one\"")]).replacing("\"one\"\n```\n\n```output", with: "\"two\"\n```\n\n```output")
        #expect(verdicts(text) == ["differs"])
    }

    @Test func aHandEditedResultWithARightKeyDiffers() {
        #expect(verdicts(record([("", "1 + 1")]).replacing("\n2\n", with: "\n3\n")) == ["differs"])
    }

    @Test(arguments: [("tol=1e-3", "0.5001", "same"), ("tol=1e-3", "0.6", "differs"), ("", "0.5000000001", "same")])
    func numbersMayDifferWithinTheTolerance(tolerance: String, stored: String, verdict: String) {
        let text = record([("compare=close \(tolerance)", "table([{a: 0.5}])")]).replacing("| 0.5 |", with: "| \(stored) |")
        #expect(verdicts(text) == [verdict])
    }

    @Test func rowsMayStandInAnotherOrder() {
        let text = record([("compare=rows", "table([{a: 1}, {a: 2}])")])
        #expect(verdicts(text.replacing("|   1 |\n|   2 |", with: "|   2 |\n|   1 |")) == ["same"])
        #expect(verdicts(text.replacing("|   2 |", with: "|   3 |")) == ["differs"])
    }

    @Test func aChangedHiddenRowDiffers() {
        let text = record([("", "table([{n: i} for i in 0..100])")])
        #expect(verdicts(text) == ["same"])
        #expect(verdicts(text.replacing("{n: i}", with: "{n: if i == 50 then 7 else i}")) == ["differs"])
    }

    @Test func aChangedEndOfALongCellDiffers() {
        let long = String(repeating: "x", count: 150)
        let text = record([("", "table([{t: \"\(long)\"}])")])
        #expect(text.contains("… (+50) |") && text.contains(" digest="))
        #expect(verdicts(text) == ["same"])
        let changed = text.replacing(long, with: long.dropLast() + "y")
        #expect(verdicts(changed) == ["differs"])
        #expect(report(changed).contains("ends of cells that are not shown differ"))
    }

    @Test func aChangedItemThatAListDoesNotShowDiffers() {
        let text = record([("", "[i for i in 0..300]")])
        #expect(text.contains("… 200 more") && text.contains(" digest="))
        #expect(verdicts(text) == ["same"])
        #expect(verdicts(text.replacing("[i for i", with: "[if i == 250 then 7 else i for i")) == ["differs"])
    }

    @Test func oneByteOfADataFileDiffersEvenWhereItIsNotShown() {
        let files = MemoryFiles(["a.csv": "a,b\n1,2\n"])
        let text = Test.text(Test.recorded(Test.notebook([("", "load(\"a.csv\") | select(.a)")]), Test.runSettings(files)))
        #expect(verdicts(text, Test.runSettings(files)) == ["same"])
        files.set("a.csv", "a,b\n7,2\n")
        #expect(verdicts(text, Test.runSettings(files)) == ["differs"])
        #expect(report(text, Test.runSettings(files)).contains("- |   1 |\n  + |   7 |"))
        files.set("a.csv", "a,b\n1,3\n")
        #expect(verdicts(text, Test.runSettings(files)) == ["differs"])
        #expect(report(text, Test.runSettings(files)).contains("it reads `a.csv`: that, the cell or a parameter changed"))
        #expect(verdicts(text.replacing("octavo\n", with: "octavo compare=shape\n"), Test.runSettings(files)) == ["same"])
    }

    @Test func aDifferenceThatOnlyTheKeyTellsNamesWhatMayHaveChanged() {
        let files = MemoryFiles(["a.csv": "a\n1\n"])
        let cells = [("", "t = load(\"a.csv\");"), ("name=rows", "n = count(t)\nn"), ("", "n + 1"), ("", "2 * 2")]
        let text = Test.text(Test.recorded(Test.notebook(cells), Test.runSettings(files)))
        files.set("a.csv", "a\n2\n")
        let changed = report(text, Test.runSettings(files))
        #expect(changed.contains("it reads `a.csv`: that, the cell or a parameter changed"), "by way of a silent cell")
        #expect(changed.contains("it reads `n` of rows, which changed too"))
        let edited = report(text.replacing("2 * 2", with: "2 + 2"), Test.runSettings(files))
        #expect(edited.contains("the cell, what it reads, a parameter or the seed changed"))
    }

    @Test func aNotebookThatCannotBeReadIsACaseOfTheReport() {
        let outcome = Replay.unreadable("gone.md", Diagnostic("file-not-found", "no file `gone.md`"))
        #expect(!outcome.isSame)
        #expect(JUnitReport.render([outcome]).contains("<testsuite name=\"gone.md\" tests=\"1\" failures=\"0\" errors=\"1\""))
    }

    @Test(arguments: [
        ("|   2 |", "|   3 |"), (" key=", " key=0"), ("```output key", "```output stale key"), (" rows=1", " rows=2"),
        ("```output", "```error"), ("| --: |", "| --- |"),
    ])
    func oneByteOfAStoredResultDiffers(old: String, new: String) {
        let text = record([("", "table([{a: 2}])")])
        #expect(text.contains(old))
        #expect(verdicts(text.replacing(old, with: new)) == ["differs"])
    }

    @Test func everyWordOfACellHolds() {
        let cells = [
            ("compare=exact", "0.5"), ("compare=close tol=1e-2", "0.5"), ("compare=rows", "table([{a: 1}, {a: 2}])"),
            ("compare=shape", "table([{a: 1}])"), ("compare=none", "1"), ("raises=unknown-name", "nothing"),
            ("volatile", "now()"),
            ("timeout=1h", "1"), ("lines=4", "print(\"1\\n2\\n3\\n4\\n5\")"), ("hide", "1"), ("skip", "1"),
        ]
        let text = record(cells)
        #expect(text.contains("… 1 line not shown") || text.contains("… 2 lines not shown"))
        var expected = Array(repeating: "same", count: cells.count)
        (expected[6], expected[10]) = ("volatile", "skipped")
        // What is skipped has no result, and the others have theirs.
        #expect(verdicts(text) == expected)
    }

    private func report(_ text: String, _ settings: RunSettings = Test.runSettings()) -> String {
        ReplayText.render(Replay.test(Test.notebook(text), settings))
    }

    @Test func anExpectedErrorOfAnotherCodeIsAnError() {
        #expect(
            verdicts(record([("raises=unknown-name", "nothing")]).replacing("raises=unknown-name", with: "raises=overflow")) == [
                "error"
            ])
    }

    @Test func anExpectedErrorThatDoesNotComeIsAnError() {
        #expect(
            verdicts(record([("raises=any", "nothing")]).replacing("\nnothing\n```\n\n```error", with: "\n1\n```\n\n```error"))
                == ["error"])
    }

    @Test func cellsThatNeedAFailedOneAreSkipped() {
        let text = Test.markdown([("name=up", "a = \(Test.failing)"), ("", "a"), ("", "b = 1")])
        #expect(verdicts(text) == ["error", "skipped", "same"])
    }

    @Test func volatileCellsAreNotComparedButMustBeMarked() {
        #expect(verdicts(record([("volatile", "now()")]).replacing("2023", with: "1999")) == ["volatile"])
        #expect(verdicts(record([("", "now()")])) == ["error"])
    }

    @Test func aCellWithoutAStoredResultDiffers() {
        #expect(verdicts(Test.markdown([("", "1")])) == ["differs"])
    }

    @Test func writesAReportForPeople() {
        let text = record([("", "1 + 1"), ("name=up", "a = [1][3]"), ("", "a")]).replacing("\n2\n", with: "\n3\n")
        let report = ReplayText.render(Replay.test(Test.notebook(text), Test.runSettings()))
        #expect(report.hasPrefix("test.md:1: cell 1 differs from its stored result\n  - 3\n  + 2\n"))
        #expect(report.contains("up failed\nerror["))
        #expect(report.contains("cell 3 skipped: up failed, which it needs for `a`"))
        #expect(report.hasSuffix("test.md: 3 cells: 1 differs, 1 error, 1 skipped"))
    }

    @Test func writesJUnit() {
        let text = record([("", "1 + 1"), ("name=up", "a = \"<&\\u{1}>\" + 1"), ("", "a"), ("", "x = 1")]).replacing(
            "\n2\n", with: "\n3\n")
        let xml = JUnitReport.render([Replay.test(Test.notebook(text), Test.runSettings())])
        let lines = xml.split(separator: "\n").map(String.init)
        #expect(lines[1] == "<testsuites tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\" time=\"0.000\">")
        #expect(lines[2] == "  <testsuite name=\"test.md\" tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\" time=\"0.000\">")
        #expect(lines[3] == "    <testcase classname=\"test.md\" name=\"cell 1\" file=\"test.md\" line=\"1\" time=\"0.000\">")
        #expect(lines[4] == "      <failure message=\"expected 3, got 2\" type=\"differs\">- 3")
        #expect(xml.contains("<skipped message=\"up failed, which it needs for `a`\"/>"))
        #expect(xml.contains("name=\"cell 4\""))
        #expect(xml.contains("&lt;&amp;") && !xml.contains("<&"))
        #expect(!xml.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test func mistakesOfTheNotebookAreACaseOfTheirOwn() {
        let outcome = Replay.test(Test.notebook(codes: "1"), Test.runSettings(set: ["x=1"]))
        #expect(!outcome.isSame)
        #expect(JUnitReport.render([outcome]).contains("<error message=\"error[unknown-parameter]"))
    }

    @Test func writesJSON() {
        let json = ReplayJSON.make(Replay.test(Test.notebook(codes: "1"), Test.runSettings())).text
        #expect(json.hasPrefix("{\"notebook\":\"test.md\",\"same\":false,"))
        #expect(json.contains("\"verdict\":\"differs\""))
    }
}
