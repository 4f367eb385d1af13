import OctavoNotebook
import OctavoSource
import Testing

@Suite struct SpliceTests {
    private let image = CellResult(key: "90b1", parts: [.image(path: "nb.assets/p.svg", alternative: "p")])
    private let imageLine = "![p](nb.assets/p.svg \"octavo key=90b1\")"

    // MARK: - Where a result goes

    static let insertions: [(String, String)] = [
        ("```octavo\nx\n```\n", "```octavo\nx\n```\n\n```output key=k\na\n```\n"),
        ("```octavo\nx\n```", "```octavo\nx\n```\n\n```output key=k\na\n```"),
        ("```octavo\nx\n```\ntext\n", "```octavo\nx\n```\n\n```output key=k\na\n```\ntext\n"),
        ("```octavo\nx\n```\n\n\ntext", "```octavo\nx\n```\n\n```output key=k\na\n```\n\n\ntext"),
        ("```octavo\nx\n```\n```octavo\n```\n", "```octavo\nx\n```\n\n```output key=k\na\n```\n```octavo\n```\n"),
        ("```octavo\nx\n```  \n- i\n", "```octavo\nx\n```  \n\n```output key=k\na\n```\n- i\n"),
        ("p\n```octavo\r\nx\r\n```\r\nq\n", "p\n```octavo\r\nx\r\n```\r\n\r\n```output key=k\r\na\r\n```\r\nq\n"),
        ("```octavo\rx\r```\r", "```octavo\rx\r```\r\r```output key=k\ra\r```\r"),
        ("   ~~~octavo\nx\n   ~~~\n", "   ~~~octavo\nx\n   ~~~\n\n```output key=k\na\n```\n"),
        // Replacement keeps the separator and nothing of the old result.
        ("```octavo\n```\n```output old\nb\n```\n", "```octavo\n```\n```output key=k\na\n```\n"),
        ("```octavo\n```\n\n```output\nb\n```", "```octavo\n```\n\n```output key=k\na\n```"),
        ("```octavo\n```\n\n\n \n\n\n~~~~output\nb\n~~~~~\nq", "```octavo\n```\n\n\n \n\n\n```output key=k\na\n```\nq"),
        ("```octavo\n```\n\n  ```error code=x\n  b\n  ```\n", "```octavo\n```\n\n```output key=k\na\n```\n"),
        ("```octavo\n```\n\n![a](b \"octavo key=1\")\n\nq\n", "```octavo\n```\n\n```output key=k\na\n```\n\nq\n"),
        ("```octavo\n```\n```output\n```\n```output\n```\n\n```error\n```\nq", "```octavo\n```\n```output key=k\na\n```\nq"),
        // What is no result stays.
        (
            "```octavo\n```\n\ntext\n\n```output\nb\n```\n",
            "```octavo\n```\n\n```output key=k\na\n```\n\ntext\n\n```output\nb\n```\n"
        ),
        ("```octavo\n```\n![a](b)\n", "```octavo\n```\n\n```output key=k\na\n```\n![a](b)\n"),
        ("```octavo\n```\n\n```output\nopen", "```octavo\n```\n\n```output key=k\na\n```\n\n```output\nopen"),
    ]

    @Test(arguments: insertions) func putsTheResultBelowItsCell(before: String, after: String) {
        let once = recording(output("a\n", key: "k"), in: before)
        #expect(once == after)
        #expect(recording(output("a\n", key: "k"), in: once) == after)
    }

    @Test func keepsABlankLineAfterAnImage() {
        #expect(recording(image, in: "```octavo\n```\ntext\n") == "```octavo\n```\n\n\(imageLine)\n\ntext\n")
        #expect(recording(image, in: "```octavo\n```\n\ntext\n") == "```octavo\n```\n\n\(imageLine)\n\ntext\n")
        #expect(recording(image, in: "```octavo\n```\n===\n") == "```octavo\n```\n\n\(imageLine)\n\n===\n")
        #expect(recording(image, in: "```octavo\n```") == "```octavo\n```\n\n\(imageLine)")
        #expect(recording(image, in: "```octavo\n```\n\n```output\n```\ntext") == "```octavo\n```\n\n\(imageLine)\n\ntext")
        // A lone carriage return before a line feed would be half a line end.
        let mixed = recording(image, in: "```octavo\r```\ntext")
        #expect(notebook(mixed).cells[0].results.count == 1)
        #expect(recording(image, in: mixed) == mixed)
    }

    @Test func separatesImagesByABlankLine() {
        let two = CellResult(parts: [.image(path: "a.svg", alternative: ""), .image(path: "b.svg", alternative: "")])
        let expected = "```octavo\n```\n\n![](a.svg \"octavo\")\n\n![](b.svg \"octavo\")\n"
        #expect(recording(two, in: "```octavo\n```\n") == expected)
        #expect(recording(two, in: "```octavo\n```\n\n```output\n```\n```output\n```\n") == expected)
    }

    @Test func writesTextsAndImagesInOrderAndTheErrorLast() {
        let result = CellResult(
            key: "k",
            parts: [
                .text(stored("one\n"), rows: 3), .image(path: "p.svg", alternative: "p"), .text(stored("")), .text(stored("two")),
            ],
            failure: .init(code: "unknown-column", text: stored("no\n")), isStale: true)
        let expected = """
            ```octavo
            ```

            ```output key=k rows=3 stale
            one
            ```

            ![p](p.svg "octavo key=k")

            ```output key=k noeol
            two
            ```

            ```error key=k code=unknown-column
            no
            ```

            """
        #expect(recording(result, in: "```octavo\n```\n") == expected)
    }

    @Test func writesAllAttributesInTheirOrder() throws {
        let body = (0..<50).map { "\($0)\n" }.joined() + "end"
        let result = CellResult(
            key: "k", parts: [.text(stored(body), rows: 7)], failure: nil, isStale: true)
        let block = try #require(notebook(recording(result, in: "```octavo\n```\n")).cells.first?.results.first)
        let digest = try #require(stored(body).whole?.digest)
        #expect(
            recording(result, in: "```octavo\n```\n").contains("```output key=k rows=7 lines=51 digest=\(digest) stale noeol\n"))
        #expect(block.text == stored(body))
    }

    // MARK: - Nothing shown

    @Test func removesTheRegionWithItsBlankLines() {
        let empty = CellResult(key: "k")
        #expect(recording(empty, in: "```octavo\n```\n") == "```octavo\n```\n")
        #expect(recording(empty, in: "```octavo\n```\n\n\n```output\n```\n\ntext") == "```octavo\n```\n\ntext")
        #expect(recording(empty, in: "```octavo\n```\n\n```output\n```") == "```octavo\n```")
        #expect(recording(output(""), in: "```octavo\n```\n\n![a](b \"octavo\")\n") == "```octavo\n```\n")
    }

    @Test func stripThenRecordIsTheFirstRecord() {
        for before in ["```octavo\n```\n", "```octavo\n```", "```octavo\n```\ntext", "```octavo\r\n```\r\n\r\ntext"] {
            for result in [output("a\n"), image, CellResult(key: "k")] {
                let first = recording(result, in: before)
                let bare = text(Splice.strip(notebook(first)).bytes)
                #expect(recording(result, in: bare) == first)
            }
        }
    }

    // MARK: - Refusals and other cells

    @Test func refusesACellThatIsNotClosed() {
        let document = "```octavo\n```\n\n```octavo name=b\nx\n"
        let splice = Splice.apply([1: .replace(output("a\n", key: "k")), 2: .replace(output("b\n"))], to: notebook(document))
        #expect(text(splice.bytes) == "```octavo\n```\n\n```output key=k\na\n```\n\n```octavo name=b\nx\n")
        #expect(splice.refused.map(\.message) == ["b is not closed"])
        #expect(splice.refused.map(\.severity) == [.error])
    }

    @Test func changesNothingForCellsThatAreNotThere() {
        let document = "```octavo\n```\n"
        #expect(text(Splice.apply([2: .replace(output("a\n")), 0: .remove], to: notebook(document)).bytes) == document)
        #expect(text(Splice.apply([:], to: notebook("")).bytes) == "")
    }

    @Test func givesAMovedOrCopiedResultToTheCellAboveIt() {
        let copied = notebook("```octavo\na\n```\n\n```output key=1\n```\n\n```octavo\na\n```\n\n```output key=1\n```\n")
        let splice = Splice.apply([2: .replace(output("b\n", key: "2"))], to: copied)
        #expect(
            text(splice.bytes)
                == "```octavo\na\n```\n\n```output key=1\n```\n\n```octavo\na\n```\n\n```output key=2\nb\n```\n")
    }

    // MARK: - Stale

    static let marks: [(String, String)] = [
        ("```output\na\n```", "```output stale\na\n```"),
        ("~~~  output key=1 rows=2 noeol odd  \na\n~~~", "~~~  output key=1 rows=2 stale noeol odd  \na\n~~~"),
        ("```error key=1 code=x\n```", "```error key=1 code=x stale\n```"),
        ("![a](b.svg \"octavo key=1\")", "![a](b.svg \"octavo key=1 stale\")"),
        ("```output key=1\n```\n\n```output key=1\n```", "```output key=1 stale\n```\n\n```output key=1\n```"),
    ]

    @Test(arguments: marks) func marksTheFirstBlock(before: String, after: String) {
        func marking(_ isStale: Bool, _ block: String) -> String {
            text(Splice.apply([1: .markStale(isStale)], to: notebook(document(block))).bytes)
        }
        func document(_ block: String) -> String { "```octavo\n```\n\(block)\n\nq" }
        #expect(marking(true, before) == document(after))
        #expect(marking(true, after) == document(after))
        #expect(marking(false, after) == document(before))
        #expect(marking(false, before) == document(before))
    }

    @Test func leavesACellWithoutResultsUnmarked() {
        #expect(text(Splice.apply([1: .markStale(true)], to: notebook("```octavo\n```\n")).bytes) == "```octavo\n```\n")
    }

    // MARK: - Bodies

    static let bodies: [String] =
        (3...9).map { "x " + String(repeating: "`", count: $0) + " y\n" }
        + (3...9).map { String(repeating: "`", count: $0) + "\n" } + [
            "\n", " \n", "a", "~~~\n", "~~~~~~\n", "<!--\n", "-->\n", "---\n", "# H\n", "| a | b |\n", "    code\n", "- x\n",
            "\t\n",
            "> q\n", "\u{1B}[0m\u{1B}]0;t\u{7}\n", "a\rb\n", "\u{8}\u{0}\n", "\u{202E}\n", "e\u{301}漢👩‍👩‍👧\n", NotebookTests.example,
            "```octavo\nx = 1\n```\n", "![a](b \"octavo key=1\")\n", "&amp;\\`\n", "\u{2028}\n", "\u{FEFF}\n",
            String(repeating: "`", count: 300) + "\n",
        ]

    @Test(arguments: bodies) func readsTheSameBodyBack(body: String) {
        for document in ["```octavo\n```\n", "```octavo\r\n```\r\nt", "  ```octavo\n  ```"] {
            let recorded = notebook(recording(output(body), in: document))
            #expect(recorded.cells.count == 1)
            #expect(recorded.cells[0].results.map(\.text) == [stored(body)])
            #expect(recorded.orphans.isEmpty)
        }
    }

    static let images: [(String, String)] = [
        ("a.svg", ""), ("my notes (1).assets/b c.svg", "two words"), ("ü/漢.svg", "Ünï ] [ \\ `x` <b> & *y* _z_ by_hour ![a](b)"),
        ("a%20b\"c.svg", "line\nbreak\u{1B}"), ("a<b>.svg", "\\"), ("x.svg", "a\\]b"),
    ]

    @Test(arguments: images) func readsTheSameImageBack(path: String, alternative: String) throws {
        let result = CellResult(key: "k", parts: [.image(path: path, alternative: alternative)])
        let recorded = notebook(recording(result, in: "```octavo\n```\n"))
        let block = try #require(recorded.cells.first?.results.first)
        let oneLine = alternative.replacing("\n", with: " ").replacing("\u{1B}", with: "\\u{1B}")
        #expect(block.content == .image(path: path, alternative: oneLine))
        #expect(recording(result, in: text(recorded.bytes)) == text(recorded.bytes))
    }
}
