import OctavoKernel
import OctavoSource
import Testing

@Suite struct DiagnosticTextTests {
    private func render(_ diagnostic: Diagnostic, relativeToCell: Bool = false) -> [String] {
        DiagnosticText.render(diagnostic, relativeToCell: relativeToCell).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    private func unknownColumn() -> Diagnostic {
        let (_, ranges) = Test.marked(
            "raw | filter(length(«.qeury») > 3)", name: "notebooks/data_analysis.md", cell: CellPlace(number: 3, firstLine: 13))
        return Diagnostic(
            "unknown-column", "`raw` has no column `.qeury`", at: ranges[0], label: "did you mean `.query`?",
            notes: ["columns: .id int, .context text, .query text"], help: ["say it right"],
            fix: .replace(ranges[0], with: ".query"))
    }

    @Test func showsPlaceLineAndRemarksAtATerminal() {
        #expect(
            render(unknownColumn()) == [
                "error[unknown-column]: `raw` has no column `.qeury`",
                "  --> notebooks/data_analysis.md:14:21 (cell 3)",
                "   |",
                "14 | raw | filter(length(.qeury) > 3)",
                "   |                     ^^^^^^ did you mean `.query`?",
                "   |",
                "   = columns: .id int, .context text, .query text",
                "   = help: say it right",
                "   = fix: replace `.qeury` with `.query`",
            ])
    }

    @Test func storesPositionsRelativeToTheCell() {
        #expect(
            render(unknownColumn(), relativeToCell: true) == [
                "`raw` has no column `.qeury`",
                "  1 | raw | filter(length(.qeury) > 3)",
                "    |                     ^^^^^^ did you mean `.query`?",
            ])
    }

    @Test func storedFormDoesNotChangeWhenTheCellMoves() {
        func stored(_ number: Int, _ line: Int) -> String {
            let (_, ranges) = Test.marked("a\n«b»", name: "n.md", cell: CellPlace(number: number, firstLine: line))
            return DiagnosticText.render(Diagnostic("x", "message", at: ranges[0]), relativeToCell: true)
        }
        #expect(stored(1, 3) == stored(7, 400))
    }

    @Test(arguments: [
        // Text with a mark, its shown line, the marks below it.
        ("«名前» = 1", "名前 = 1", "^^^^"),
        ("\t«x»", "    x", "    ^"),
        ("a\t«x»", "a   x", "    ^"),
        ("👩‍👩‍👧 «x»", "👩‍👩‍👧 x", "   ^"),
        ("e\u{301} «x»", "e\u{301} x", "  ^"),
        ("\u{1B}[31m«x»", "\\u{1B}[31mx", "          ^"),
        ("\u{202E}«x»", "\\u{202E}x", "        ^"),
        ("ab«»", "ab", "  ^"),
        ("«»", "", "^"),
    ])
    func countsColumnsAsTheyAreShown(text: String, line: String, marks: String) {
        let (_, ranges) = Test.marked(text)
        let lines = render(Diagnostic("x", "m", at: ranges[0]))
        #expect(lines[3] == (line.isEmpty ? "1 |" : "1 | " + line))
        #expect(lines[4] == "  | " + marks)
    }

    @Test func underlinesSeveralLines() {
        let (_, ranges) = Test.marked("x = «f(\n  1,\n)»\ny")
        #expect(
            render(Diagnostic("x", "m", at: ranges[0], label: "here")) == [
                "error[x]: m", " --> <entry 1>:1:5", "  |", "1 | x = f(", "  |     ^^", "2 |   1,", "  |   ^^", "3 | )",
                "  | ^ here",
            ])
    }

    @Test func leavesOutTheMiddleOfALongRange() {
        let (_, ranges) = Test.marked("«f(\n1,\n2,\n3,\n4)»")
        #expect(
            render(Diagnostic("x", "m", at: ranges[0])).dropFirst(3)
                == ["1 | f(", "  | ^^", "...", "5 | 4)", "  | ^^"])
    }

    @Test func putsLabelsOfOneLineBelowEachOther() {
        let (_, ranges) = Test.marked("«a» «+» «b»")
        let diagnostic = Diagnostic(
            "type-mismatch", "cannot add", at: ranges[1], secondary: [.init(ranges[0], "text"), .init(ranges[2], "int")])
        #expect(render(diagnostic).dropFirst(3) == ["1 | a + b", "  | - ^ - int", "  | text"])
    }

    @Test func showsOtherSourcesAfterThePrimary() {
        let (_, first) = Test.marked("raw = «load»", name: "n.md", cell: CellPlace(number: 1, firstLine: 2))
        let (_, second) = Test.marked("«raw»", name: "n.md", cell: CellPlace(number: 12, name: "shown", firstLine: 120))
        let diagnostic = Diagnostic("bad-record", "m", at: first[0], secondary: [.init(second[0], "needed here")])
        #expect(
            render(diagnostic) == [
                "error[bad-record]: m", "   --> n.md:3:7 (cell 1)", "    |", "  3 | raw = load", "    |       ^^^^",
                "   ::: n.md:121:1 (cell 12)", "    |", "121 | raw", "    | --- needed here",
            ])
        #expect(
            render(diagnostic, relativeToCell: true) == [
                "m", "  in `raw = load`:", "  1 | raw = load", "    |       ^^^^", "  in `shown`:", "  1 | raw",
                "    | --- needed here",
            ])
    }

    @Test func needsNoPlace() {
        #expect(render(Diagnostic("interrupted", "interrupted", notes: ["n"])) == ["error[interrupted]: interrupted", "  = n"])
    }

    @Test func cutsALongLineAroundTheMark() {
        let (source, _) = Test.marked(String(repeating: "a", count: 1_000_000) + "!" + String(repeating: "b", count: 1_000_000))
        let diagnostic = Diagnostic("x", "m", at: SourceRange(source, ByteRange(1_000_000, 1_000_001)))
        let lines = DiagnosticText.render(diagnostic, width: 80).split(separator: "\n").map(String.init)
        let line = lines[3].dropFirst(4)
        let marks = lines[4].dropFirst(4)
        #expect(line.count <= 76)
        #expect(line.hasPrefix("…") && line.hasSuffix("…"))
        #expect(line.firstIndex(of: "!").map { line.distance(from: line.startIndex, to: $0) } == marks.count - 1)
    }

    @Test func wrapsNotesAtTheWidth() {
        let note = Array(repeating: "word", count: 30).joined(separator: " ")
        let lines = DiagnosticText.render(Diagnostic("x", "m", notes: [note]), width: 60).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines.allSatisfy { $0.count <= 60 })
        #expect(lines[2].hasPrefix("    word"))
    }

    @Test func coloursOnlyWhenAsked() {
        #expect(!DiagnosticText.render(unknownColumn()).contains("\u{1B}"))
        #expect(DiagnosticText.render(unknownColumn(), style: .ansi).contains("\u{1B}[1;31m^^^^^^"))
    }

    @Test func rangesPastTheEndDoNotCrash() {
        let source = Source(name: "s", text: "ab")
        #expect(render(Diagnostic("x", "m", at: SourceRange(source, ByteRange(5, 90)))).last == "  |   ^")
    }

    @Test func writesJSONOnOneLine() {
        let json = DiagnosticJSON.render(unknownColumn())
        #expect(!json.contains("\n"))
        #expect(
            json.hasPrefix(
                "{\"code\":\"unknown-column\",\"severity\":\"error\",\"message\":\"`raw` has no column `.qeury`\","
                    + "\"file\":\"notebooks/data_analysis.md\",\"line\":14,\"column\":21,\"cell\":3,\"spans\":[{\"start\":20,\"end\":26,\"line\":14,\"col\":21,"
                    + "\"endLine\":14,\"endCol\":27,\"label\":\"did you mean `.query`?\",\"primary\":true}]"))
        #expect(json.contains("\"replacement\":\".query\"") && json.contains("\"applicability\":\"certain\""))
    }
}
