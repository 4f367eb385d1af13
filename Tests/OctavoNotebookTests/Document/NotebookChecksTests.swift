import OctavoNotebook
import OctavoSource
import Testing

@Suite struct NotebookChecksTests {
    private func findings(_ lines: [String]) -> [String] {
        NotebookChecks.run(notebook(lines)).map { "\(($0.primary?.range.start.line ?? -1) + 1): \($0.message)" }
    }

    @Test func hasNothingToSayAboutTheExample() {
        #expect(NotebookChecks.run(notebook(NotebookTests.example)).isEmpty)
        #expect(NotebookChecks.run(notebook("")).isEmpty)
    }

    static let cases: [([String], [String])] = [
        (["- a", "  ```octavo"], ["2: this `octavo` fence is not a cell: it stands in the list item of line 1"]),
        (["> ```octavo"], ["1: this `octavo` fence is not a cell: it stands in the block quote of line 1"]),
        (["<div>", "```octavo"], ["2: this `octavo` fence is not a cell: it stands in the HTML block of line 1"]),
        (["<!--", "```octavo", "-->"], ["2: this `octavo` fence is not a cell: it stands in the comment of line 1"]),
        (["    ```octavo"], ["1: this `octavo` fence is not a cell: four columns of indentation make it an indented code block"]),
        (
            ["t", "    ```octavo"],
            ["2: this `octavo` fence is not a cell: four columns of indentation make it part of the paragraph of line 1"]
        ),
        (["```{octavo}", "```"], ["1: this fence is not a cell: its first word is `{octavo}`"]),
        (["```Octavo", "```"], ["1: this fence is not a cell: its first word is `Octavo`"]),
        (["```octavo,x", "```"], ["1: this fence is not a cell: its first word is `octavo,x`"]),
        (["```octavox", "```"], []),
        (["```text", "```octavo"], ["1: this fence is not closed"]),
        (["```text", "x"], []),
        (["````text", "```octavo", "````"], []),
        (["```octavo", "x"], ["1: cell 1 is not closed"]),
        (["```octavo", "```", "", "```output", "x"], ["4: this fence is not closed"]),
        (["```output", "x", "```"], ["1: this result stands below no cell"]),
        (
            ["```octavo name=a", "```", "```octavo name=a colour", "```"],
            ["3: two cells are named `a`", "3: a cell has no attribute `colour`"]
        ),
        (
            ["```octavo", "```", "![x](a/p.svg \"octavo key=1\")", "", "```octavo", "```", "![x](a/P.svg \"octavo key=1\")"],
            ["7: two results show the image `a/P.svg`"]
        ),
    ]

    @Test(arguments: cases) func saysWhatIsWrongAndWhere(lines: [String], expected: [String]) {
        #expect(findings(lines) == expected)
    }

    @Test func onlyNotesACellInAComment() {
        #expect(NotebookChecks.run(notebook(["<!--", "```octavo", "-->"])).map(\.severity) == [.note])
    }
}
