import OctavoNotebook
import OctavoSource
import Testing

@Suite struct NotebookTests {
    static let example = """
        ---
        octavo: 1
        title: Intent baseline
        ---

        Prose is never touched.

        ```octavo name=raw params
        path = "data/conversations.jsonl"
        limit = 0.9
        ```

        ```octavo
        raw = load(path)
        raw | count(by: .intent) | head(2)
        ```

        ```output key=3f9a1c2b77d0 rows=2
        | intent  |   n |
        | ------- | --: |
        | book    | 812 |
        | cancel  | 640 |
        ```

        ```octavo name=by_hour
        raw | plot(x: .hour, y: .n)
        ```

        ![by_hour: n by hour](baseline.assets/by_hour.svg "octavo key=90b1aa04c2e1")

        ```octavo raises=unknown-column
        raw | filter(.qeury == "")
        ```

        ```error key=5d0e77aa1b93 code=unknown-column
        `raw` has no column `.qeury`
          1 | raw | filter(.qeury == "")
            |              ^^^^^^ did you mean `.query`?
        ```

        """

    @Test func readsTheExample() throws {
        let parsed = notebook(Self.example)
        #expect(parsed.diagnostics.isEmpty)
        #expect(parsed.orphans.isEmpty)
        #expect(parsed.cells.map(\.title) == ["raw", "cell 2", "by_hour", "cell 4"])
        #expect(parsed.cells.map(\.results.count) == [0, 1, 1, 1])

        let table = parsed.cells[1].results[0]
        #expect(table.attributes.key == "3f9a1c2b77d0")
        #expect(table.attributes.rows == 2)
        #expect(table.text?.lines.count == 4)
        #expect(
            parsed.cells[2].results[0].content == .image(path: "baseline.assets/by_hour.svg", alternative: "by_hour: n by hour"))
        #expect(parsed.cells[2].results[0].attributes.key == "90b1aa04c2e1")
        let failure = parsed.cells[3].results[0]
        #expect(failure.attributes.code == "unknown-column")
        #expect(
            failure.content
                == .error(
                    ResultText(
                        Array(
                            "`raw` has no column `.qeury`\n  1 | raw | filter(.qeury == \"\")\n    |              ^^^^^^ did you mean `.query`?\n"
                                .utf8),
                        hasher: TestHasher())))
    }

    @Test func recordsTheExampleAsItIs() {
        let parsed = notebook(Self.example)
        let updates: [Int: ResultUpdate] = [
            2: .replace(output("| intent  |   n |\n| ------- | --: |\n| book    | 812 |\n| cancel  | 640 |\n", rows: 2)),
            3: .replace(
                CellResult(
                    key: "90b1aa04c2e1",
                    parts: [.image(path: "baseline.assets/by_hour.svg", alternative: "by_hour: n by hour")])),
        ]
        #expect(text(Splice.apply(updates, to: parsed).bytes) == Self.example)
        let bare = notebook(text(Splice.strip(parsed).bytes))
        #expect(bare.cells.allSatisfy { $0.results.isEmpty })
    }

    @Test func placesCellsInTheFile() throws {
        let parsed = notebook("p\n\n  ```octavo name=a\n  x\n    y\n  ```\n")
        let cell = try #require(parsed.cell(named: "a"))
        let source = parsed.makeSource(of: cell)
        #expect(source.name == "nb.md")
        #expect(source.cell == CellPlace(number: 1, name: "a", firstLine: 3))
        #expect(text(source.bytes) == "x\n  y\n")
        let letter = try #require(source.bytes.firstIndex(of: UInt8(ascii: "y")))
        let place = parsed.source.position(at: cell.notebookOffset(of: letter, in: parsed.bytes))
        #expect(place == SourcePosition(line: 4, column: 4))
        #expect(cell.notebookOffset(of: 1000, in: parsed.bytes) == cell.fence.content.end)
        #expect(cell.notebookOffset(of: -1, in: parsed.bytes) == cell.fence.content.start + 2)
    }

    static let regions: [([String], Int, Int)] = [
        (["```octavo", "```", "```output", "a", "```"], 1, 0),
        (["```octavo", "```", "", "```output", "a", "```"], 1, 0),
        (["```octavo", "```", "", " ", "\t", "", "", "```output", "a", "```"], 1, 0),
        (["```octavo", "```", "```output", "```", "", "![a](b.svg \"octavo key=1\")", "", "~~~~error code=x", "~~~~"], 3, 0),
        (["```octavo", "```", "text", "", "```output", "a", "```"], 0, 1),
        (["```octavo", "```", "", "```output", "a"], 0, 0),
        (["```octavo", "```", "", "```outputs", "```", "", "```output", "```"], 0, 1),
        (["```octavo", "```", "- ```output", "  ```"], 0, 0),
        (["```output", "```", "", "```octavo", "```"], 0, 1),
        (["```octavo", "```", "![a](b.svg \"octavo\")", "text"], 0, 0),
        (["```octavo", "```", "text", "![a](b.svg \"octavo\")"], 0, 0),
        (["```octavo", "```", "![a](b.svg \"octavo\")", "==="], 0, 0),
        (["```octavo", "```", "![a](b.svg \"octavo\") x"], 0, 0),
        (["```octavo", "```", "![a](b.svg \"octavo\")![a](b.svg \"octavo\")"], 0, 0),
        (["```octavo", "```", "![a](b.svg \"octavox\")"], 0, 0),
        (["```octavo", "```", "![a](b.svg \"by octavo\")"], 0, 0),
        (["```octavo", "```", "![a](b.svg)"], 0, 0),
        (["```octavo", "```", "  ![a](b.svg \"octavo key=1\")  "], 1, 0),
        (["```octavo", "```", "", "text", "", "![a](b.svg \"octavo key=1\")"], 0, 1),
        (["```octavo", "```", "", "<!-- x -->", "```output", "```"], 0, 1),
        (["```octavo", "```", "", "---", "```output", "```"], 0, 1),
        (["```octavo"], 0, 0),
    ]

    @Test(arguments: regions) func endsARegionAtTheFirstOtherThing(lines: [String], results: Int, orphans: Int) {
        let parsed = notebook(lines)
        #expect(parsed.cells.map(\.results.count) == [results])
        #expect(parsed.orphans.count == orphans)
    }

    @Test func reportsBytesThatAreNotUTF8OnlyInCells() throws {
        let bytes: [UInt8] = [0xFF] + Array("\n```octavo\nab".utf8) + [0xC3, 0x0A] + Array("```\n".utf8)
        let parsed = Notebook.parse(bytes, name: "nb.md")
        #expect(parsed.codes == ["cell-not-utf8"])
        #expect(parsed.diagnostics.first?.primary?.range.start == SourcePosition(line: 2, column: 2))
        #expect(parsed.bytes == bytes)
    }

    @Test func readsResultWordsItDoesNotKnow() {
        let block = notebook(["```octavo", "```", "", "```output key=1 lines=x new rows=3 rows=4 noeol", "a", "```"]).cells[0]
            .results[0]
        #expect(block.attributes.key == "1")
        #expect(block.attributes.rows == 3)
        #expect(block.attributes.lines == nil)
        #expect(block.attributes.unknown == ["lines=x", "new"])
        #expect(block.text?.hasNoFinalNewline == true)
    }
}
