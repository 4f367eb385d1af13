import OctavoREPL
import Testing

@Suite struct DisplayWidthTests {
    @Test(arguments: [("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("😀", 2), ("ｱ", 1)])
    func countsColumns(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "ab..."), ("日本語日本", 8, "日本..."), ("abcdef", 3, "..."), ("abcdef", 0, ""),
    ])
    func fits(text: String, columns: Int, expected: String) {
        #expect(DisplayWidth.fit(text, columns: columns) == expected)
    }
}
