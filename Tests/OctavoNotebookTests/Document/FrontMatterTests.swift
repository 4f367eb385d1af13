import OctavoNotebook
import OctavoSource
import Testing

@Suite struct FrontMatterTests {
    @Test func readsTheKnownKeys() throws {
        let parsed = notebook([
            "---", "octavo: 1", "title: \"Intent: baseline\"  # shown above", "seed: 42", "timeout: 10m", "requires: [a, 'b c']",
            "offline: true", "author: x", "---", "```octavo", "x", "```",
        ])
        let matter = try #require(parsed.frontMatter)
        #expect(matter.version == 1)
        #expect(matter.title == "Intent: baseline")
        #expect(matter.seed == 42)
        #expect(matter.timeout == .seconds(600))
        #expect(matter.requires == ["a", "b c"])
        #expect(matter.isOffline == true)
        #expect(matter["author"] == .text("x"))
        #expect(parsed.cells.first?.fence.firstLine == 9)
        #expect(parsed.diagnostics.isEmpty)
    }

    @Test func leavesTheRestOpaque() throws {
        let parsed = notebook(["---", "a:", "  - b", "  c: d", "- e", "# f: g", "h", "url:http", "k: [1, 2] x", "---"])
        let matter = try #require(parsed.frontMatter)
        #expect(matter.entries.map(\.key) == ["a", "k"])
        #expect(matter["a"] == .text(""))
        #expect(matter["k"] == .text("[1, 2] x"))
        #expect(parsed.diagnostics.isEmpty)
    }

    static let edges: [(String, Bool)] = [
        ("---\noctavo: 1\n---\n", true),
        ("---\n---\n", true),
        ("---\n---", true),
        ("\u{FEFF}---\r\noctavo: 1\r\n---\r\n", true),
        ("---\roctavo: 1\r---\r", true),
        ("--- \noctavo: 1\n---\t\n", true),
        ("---", false),
        ("---\noctavo: 1\n", false),
        ("---\noctavo: 1\n...\n", false),
        ("\n---\noctavo: 1\n---\n", false),
        (" ---\noctavo: 1\n---\n", false),
        ("----\noctavo: 1\n----\n", false),
        ("---\noctavo: 1\n---x\n", false),
        ("", false),
        ("\u{FEFF}", false),
    ]

    @Test(arguments: edges) func standsOnlyAtTheVeryStart(document: String, isThere: Bool) {
        let parsed = notebook(document)
        #expect((parsed.frontMatter != nil) == isThere)
        #expect(text(parsed.bytes) == document)
    }

    @Test func hidesAFenceInIt() {
        #expect(notebook(["---", "```text", "---", "```octavo", "x", "```"]).cells.map(\.fence.firstLine) == [3])
    }

    @Test func standsAboveAllCells() {
        let document = "---\n```octavo\nx\n```\n"
        #expect(notebook(document + "---\n").frontMatter == nil)
        // A stored line `---` must not turn the cell into front matter.
        let recorded = recording(output("---\n"), in: document)
        #expect(notebook(recorded).cells.map(\.results.count) == [1])
    }

    @Test func saysThatItIsNotClosed() {
        #expect(notebook(["---", "octavo: 1", "...", "text"]).codes == ["front-matter-not-closed"])
        #expect(notebook(["---", "text", "more"]).codes == [])
    }

    static let mistakes: [(String, String)] = [
        ("octavo: 2", "notebook-version"), ("octavo: one", "front-matter-value"), ("seed: -1", "front-matter-value"),
        ("seed: [1]", "front-matter-value"), ("timeout: 10", "front-matter-value"), ("offline: yes", "front-matter-value"),
        ("requires:", "front-matter-value"), ("title: a\ntitle: b", "duplicate-front-matter-key"),
    ]

    @Test(arguments: mistakes) func reportsMistakes(line: String, code: String) {
        #expect(notebook("---\n\(line)\n---\n").codes == [code])
    }

    @Test func decidesWhatANotebookIs() {
        #expect(notebook(["---", "octavo: 1", "---", "text"]).isNotebook)
        #expect(notebook(["```octavo", "```"]).isNotebook)
        #expect(!notebook(["---", "title: x", "---", "```swift", "```"]).isNotebook)
    }
}
