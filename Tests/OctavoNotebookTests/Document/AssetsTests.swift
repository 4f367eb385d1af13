import OctavoNotebook
import Testing

@Suite struct AssetsTests {
    @Test func findsImagesThatNothingMentions() {
        let text = """
            ```octavo
            ```

            ![a](n.assets/shown.svg "octavo key=1")

            See ![b](n.assets/prose.svg) and [a page](n.assets/linked%20one.svg).
            """
        let notebook = Notebook.parse(Array(text.utf8), name: "n.md")
        let names = ["shown.svg", "prose.svg", "old.svg", "run.json", "notes.txt", "folder/"]
        #expect(Assets.orphans(in: "n.assets", names: names, of: notebook) == ["old.svg"])
    }
}
