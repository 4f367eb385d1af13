import OctavoREPL
import Testing

@Suite struct JournalFormatTests {
    @Test(arguments: ["1", "(1\n+ 2)", "x = \"\"\"\n```octavo\n````\n\"\"\"", "", "a\n\n\nb", "# only a comment"])
    func givesBackTheEntry(entry: String) {
        let text = JournalFormat.header + JournalFormat.cell("first") + JournalFormat.cell(entry) + JournalFormat.cell("last")
        let found = JournalFormat.entries(in: text)
        #expect(found.entries == ["first", entry, "last"])
        #expect(found.wholeBytes == text.utf8.count)
    }

    @Test func anyCutLosesOnlyTheCellThatWasCut() {
        let first = JournalFormat.header + JournalFormat.cell("é = 1")
        let text = first + JournalFormat.cell("b ``` 2", failed: false)
        for count in 0..<text.utf8.count {
            let found = JournalFormat.entries(in: String(decoding: text.utf8.prefix(count), as: UTF8.self))
            #expect(found.entries.count == (count < first.utf8.count - 1 ? 0 : count < text.utf8.count - 1 ? 1 : 2))
            #expect(found.wholeBytes <= count)
        }
    }
}
