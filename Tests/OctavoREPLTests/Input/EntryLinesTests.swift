import OctavoREPL
import Testing

@Suite struct EntryLinesTests {
    private let text = Array("ab\n\ncd".unicodeScalars)

    @Test(arguments: [(0, 0..<2), (2, 0..<2), (3, 3..<3), (4, 4..<6), (6, 4..<6), (99, 4..<6), (-1, 0..<2)])
    func findsTheLine(position: Int, line: Range<Int>) {
        #expect(EntryLines.line(at: position, in: text) == line)
    }

    @Test func wordsAreLettersDigitsAndUnderscores() {
        let text = Array("count(by: .in_1)".unicodeScalars)
        #expect(EntryLines.wordEdge(from: 0, 1, in: text) == 5)
        #expect(EntryLines.wordEdge(from: 5, 1, in: text) == 8)
        #expect(EntryLines.wordEdge(from: 16, -1, in: text) == 11)
        #expect(EntryLines.wordEdge(from: 16, -1, in: text, bySpaces: true) == 10)
        #expect(EntryLines.wordEdge(from: 0, -1, in: text) == 0)
        #expect(EntryLines.wordEdge(from: 16, 1, in: text) == 16)
    }
}
