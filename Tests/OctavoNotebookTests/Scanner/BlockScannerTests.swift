import OctavoNotebook
import OctavoSource
import Testing

@Suite struct BlockScannerTests {
    // MARK: - Against the reference implementation

    @Test func agreesWithCmarkOnEverySpecExample() throws {
        let fixture = try Fixture("commonmark-spec.txt")
        #expect(fixture.records.count == 652)
        for record in fixture.records { #expect(spans(record.document) == record.spans, "example \(record.number)") }
    }

    @Test func agreesWithCmarkOnRandomDocuments() throws {
        let fixture = try Fixture("random-documents.txt")
        #expect(fixture.records.count == 2000)
        for record in fixture.records { #expect(spans(record.document) == record.spans, "record \(record.number)") }
    }

    // MARK: - One cell or none

    static let vectors: [([String], Int?)] = [
        (["<details>", "```octavo", "x", "```"], nil),
        (["<details>", "", "```octavo", "x", "```"], 3),
        (["<!-- n", "```octavo", "x", "```", "-->"], nil),
        (["- i", "  ```", "  x", "", "```octavo", "a", "```"], 5),
        (["> ```", "a", "```octavo", "b", "```"], 3),
        (["1. one", "   ```octavo", "   a", "   ```"], nil),
        (["1. one", "  ```octavo", "a", "```"], 2),
        (["-", "  ```octavo", "  a", "  ```"], nil),
        (["t", "    ```octavo", "a", "```"], nil),
        (["t", "<b>", "```octavo", "x", "```"], 3),
        (["<b>", "```octavo", "x", "```"], nil),
        (["t", "2. ```octavo", "x", "```"], nil),
        (["- a", "", "   ```octavo", "   x", "   ```"], nil),
        (["[r]: /u", "</b>", "```octavo", "x", "```"], 3),
        // Indentation of the fence.
        (["```octavo", "x", "```"], 1),
        ([" ```octavo", "x", "```"], 1),
        (["   ```octavo", "x", "```"], 1),
        (["    ```octavo", "x", "```"], nil),
        (["\t```octavo", "x", "```"], nil),
        // Containers.
        (["-\t```octavo", "\tx", "\t```"], nil),
        (["- a", "  - b", "    ```octavo", "    x", "    ```"], nil),
        (["-", "", "  ```octavo", "  x", "  ```"], 3),
        (["- [r]: /u", "", "  ```octavo", "  x", "  ```"], nil),
        (["- [r]: /u", "", " ", "  ```octavo", "  x", "  ```"], 4),
        (["> q", "```octavo", "x", "```"], 2),
        ([">```octavo", ">x", ">```"], nil),
        (["> q", "lazy", "```octavo", "x", "```"], 3),
        // HTML blocks.
        (["<!-- a", "", "b -->", "```octavo", "x", "```"], 4),
        (["<!-- a -->", "```octavo", "x", "```"], 2),
        (["<pre>", "", "```octavo", "x", "```", "</pre>"], nil),
        (["<script>", "", "```octavo", "</script>", "```octavo", "x", "```"], 5),
        (["<?php", "", "```octavo", "?>", "```octavo", "x", "```"], 5),
        (["<![CDATA[", "```octavo", "x", "```", "]]>"], nil),
        (["<!X", "```octavo", ">", "```octavo", "x", "```"], 4),
        (["text <b>", "```octavo", "x", "```"], 2),
        // Other blocks before.
        (["t", "===", "```octavo", "x", "```"], 3),
        (["t", "---", "```octavo", "x", "```"], 3),
        (["[r]: /u", "===", "```octavo", "x", "```"], 3),
        (["", "    code", "```octavo", "x", "```"], 3),
        (["# H", "```octavo", "x", "```"], 2),
        (["* * *", "```octavo", "x", "```"], 2),
        // The info string.
        (["```octavo name=a`b", "x", "```"], nil),
        (["~~~octavo name=a`b", "x", "~~~"], 1),
        (["~~~ octavo ~~~", "x", "~~~"], 1),
        (["```   octavo   ", "x", "```"], 1),
        (["```\toctavo\tskip", "x", "```"], 1),
        (["```   ", "x", "```"], nil),
        (["```octavox", "x", "```"], nil),
        (["```Octavo", "x", "```"], nil),
        (["```octavo,x", "x", "```"], nil),
        (["```{octavo}", "x", "```"], nil),
        (["```&#111;ctavo", "x", "```"], nil),
        (["```\\octavo", "x", "```"], nil),
        (["``octavo", "x", "``"], nil),
        (["```octavo\u{B}", "x", "```"], nil),
        // A tab or an escape cannot make a fence of another cell's content.
        (["````octavo", "```octavo", "```", "````"], 1),
        (["~~~", "```octavo", "```", "~~~"], nil),
        // Conflict markers are prose and end nothing.
        (["<<<<<<< a", "```octavo", "x", "```", "=======", ">>>>>>> b"], 2),
    ]

    @Test(arguments: vectors) func findsTheOneCell(lines: [String], expected: Int?) {
        for end in ["\n", "\r\n", "\r"] {
            let cells = notebook(lines.joined(separator: end)).cells
            #expect(cells.map { $0.fence.firstLine + 1 } == (expected.map { [$0] } ?? []), "line end \(Array(end.utf8))")
        }
    }

    // MARK: - Closing

    static let closers: [([String], Bool, String)] = [
        (["```octavo", "a", "```"], true, "a\n"),
        (["````octavo", "```", "````"], true, "```\n"),
        (["```octavo", "a", "`````"], true, "a\n"),
        (["```octavo", "a", "   ```  \t"], true, "a\n"),
        (["```octavo", "a", "    ```"], false, "a\n    ```\n"),
        (["```octavo", "a", "``` x"], false, "a\n``` x\n"),
        (["```octavo", "a", "~~~"], false, "a\n~~~\n"),
        (["```octavo"], false, ""),
        (["```octavo", "```"], true, ""),
        (["```octavo", "", "```"], true, "\n"),
        (["  ```octavo", "   a", "  b", " c", "d", "", " ```"], true, " a\nb\nc\nd\n\n"),
        (["- ```octavo", "```octavo", "x", "```"], true, "x\n"),
    ]

    @Test(arguments: closers) func closesAsCommonMarkSays(lines: [String], isClosed: Bool, content: String) throws {
        let cell = try #require(notebook(lines).cells.first)
        #expect(cell.isClosed == isClosed)
        #expect(text(cell.text) == content)
    }

    @Test func countsFenceCharactersPast255() throws {
        let long = String(repeating: "`", count: 300)
        let short = String(repeating: "`", count: 299)
        let cell = try #require(notebook([long + "octavo", short, long]).cells.first)
        #expect(cell.isClosed)
        #expect(text(cell.text) == short + "\n")
    }

    // MARK: - Ranges

    @Test func givesExactRanges() throws {
        let document = "\u{FEFF}p\r\n\r\n ~~~~  octavo name=a \r\nx\r\ny\r\n~~~~ \r\nq"
        let parsed = notebook(document)
        let fence = try #require(parsed.scan.fences.first)
        func cut(_ range: ByteRange?) -> String { range.map { parsed.source.text(in: $0) } ?? "nil" }
        #expect(cut(fence.opener) == " ~~~~  octavo name=a ")
        #expect(cut(fence.info) == "octavo name=a")
        #expect(cut(fence.content) == "x\r\ny\r\n")
        #expect(cut(fence.closer) == "~~~~ ")
        #expect(cut(fence.range) == " ~~~~  octavo name=a \r\nx\r\ny\r\n~~~~ ")
        #expect((fence.firstLine, fence.lastLine, fence.indent, fence.length) == (2, 5, 1, 4))
    }

    @Test(arguments: ["", "\u{FEFF}", "\n", "\r", "\r\n", "\0", "text", "\u{2028}```octavo", "\0```octavo\n", "a\0b\n"])
    func findsNothingInTextsWithoutFences(document: String) {
        #expect(notebook(document).scan.fences.isEmpty)
        #expect(notebook(document).bytes == Array(document.utf8))
    }

    @Test func readsBytesThatAreNotUTF8() {
        let document: [UInt8] = [0xFF, 0xFE, 0x0A] + Array("```octavo\nx\n```\n".utf8) + [0xC3]
        #expect(spans(document) == "2-4")
        #expect(Notebook.parse(document, name: "nb.md").bytes == document)
    }

    // MARK: - Fences that are no cells

    static let nonCells: [([String], NonCell.Reason, Int, Int)] = [
        (["a", "", "- i", "", "  ```octavo"], .listItem, 5, 3),
        (["> ```octavo"], .blockQuote, 1, 1),
        (["- > q", "  > ```octavo"], .blockQuote, 2, 1),
        (["> - q", ">   ```octavo"], .listItem, 2, 1),
        (["<details>", "```octavo"], .htmlBlock(condition: 6), 2, 1),
        (["x", "<!--", "", "```octavo", "-->"], .htmlBlock(condition: 2), 4, 2),
        (["<b>", "```octavo"], .htmlBlock(condition: 7), 2, 1),
        (["", "    ```octavo"], .indentedCode, 2, 2),
        (["t", "    ```octavo"], .paragraph, 2, 1),
        (["> t", "     ```octavo"], .paragraph, 2, 1),
    ]

    @Test(arguments: nonCells) func saysWhyAFenceIsNoCell(lines: [String], reason: NonCell.Reason, line: Int, enclosing: Int)
        throws
    {
        let found = notebook(lines).scan.nonCells
        try #require(found.count == 1)
        #expect(found[0].reason == reason)
        #expect(found[0].line + 1 == line)
        #expect(found[0].enclosingLine + 1 == enclosing)
    }

    @Test func countsCellsThatAnOpenFenceSwallows() throws {
        let fence = try #require(notebook(["```octavo", "x", "", "```octavo", "y", " ~~~octavo"]).scan.fences.first)
        #expect(fence.cellLikeLines == 2)
    }

    // MARK: - Size

    @Test(.timeLimit(.minutes(1))) func takesLinearTime() {
        #expect(spans(Array(repeating: UInt8(ascii: ">"), count: 1_000_000)) == "")
        #expect(spans([UInt8](repeating: UInt8(ascii: "`"), count: 1_000_000)) == "1-1")
        #expect(
            spans(Array(String(repeating: "- ", count: 100_000).utf8) + Array(String(repeating: "\n \n", count: 500).utf8)) == "")
        #expect(spans(Array(String(repeating: "[a]: /u \"x\n", count: 50_000).utf8)) == "")
        #expect(spans(Array(String(repeating: "[", count: 500_000).utf8)) == "")
        #expect(spans(Array(("<script>\n" + String(repeating: "</scrip", count: 100_000)).utf8)) == "")
    }

    @Test func finds100000Cells() {
        let document = String(repeating: "```octavo\nx = 1\n```\n\n", count: 100_000)
        #expect(BlockScanner.scan(Array(document.utf8)).fences.count == 100_000)
    }

    @Test func finds255NestedQuotes() throws {
        let quotes = String(repeating: "> ", count: 255)
        let scan = notebook([quotes + "```octavo", quotes + "x", "```octavo", "y", "```"]).scan
        #expect(scan.fences.map(\.firstLine) == [2])
        #expect(scan.nonCells.map(\.reason) == [.blockQuote])
    }
}
